// Takes out of a log entry what must never be on disk: secrets whole, telephone numbers but for four digits.
import type { KnownSecrets } from '../auth/known-secrets.ts';
import { namesSecret, redactTokens, tokensOf } from './redact-text.ts';

export type Hide = KnownSecrets['hide'];

/** Keys that name a person by an address. */
const addressKey = /(sipuser|sipid|sipuri)$/;

/** Ids join the lines of one call; they are as long as secrets, so they are known by their key. */
const idKey = /^(id|callid|callsid|requestid|accountid)$/;
const id = /^(?=.*[a-z])(?!eyj)[\w-]{1,64}$/i;
const dropped = '[dropped]';
const deepest = 8;
const longestText = 4_000;
const longestList = 100;

/**
 * `value` as plain JSON with nothing secret left: values under secret keys and tokens inside texts become
 * `[dropped]`, runs of seven or more digits keep their last four (`•••3210`), users of SIP addresses go.
 * Numbers of type `number` stay, since they are times and counts; a telephone number must be a text.
 */
export function redact(value: unknown, hide: Hide = (text) => text): unknown {
  return redactAt(value, hide, 0, new Set());
}

function redactAt(value: unknown, hide: Hide, depth: number, above: Set<object>): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value, hide);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'bigint':
      return redactText(value.toString(), hide);
    case 'object':
      return value === null ? null : redactObject(value, hide, depth, above);
    default:
      return undefined;
  }
}

function redactObject(value: object, hide: Hide, depth: number, above: Set<object>): unknown {
  if (depth >= deepest || above.has(value)) return '[cut]';
  const within = new Set(above).add(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Error) {
    const { name, message, stack, cause, ...fields } = value;
    return redactObject(
      { name, message, stack, ...fields, ...(cause === undefined ? {} : { cause }) },
      hide,
      depth + 1,
      within,
    );
  }
  if (
    value instanceof Map ||
    value instanceof Set ||
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer
  )
    return '[cut]';
  if (Array.isArray(value)) {
    return value.slice(0, longestList).map((item: unknown) => redactAt(item, hide, depth + 1, within));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      redactText(key, hide),
      redactUnder(key, item, hide, depth, within),
    ]),
  );
}

function redactUnder(key: string, item: unknown, hide: Hide, depth: number, above: Set<object>): unknown {
  const plain = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (namesSecret(plain) || addressKey.test(plain)) return item === undefined ? undefined : dropped;
  if (idKey.test(plain) && typeof item === 'string' && id.test(item)) return hide(item);
  return redactAt(item, hide, depth + 1, above);
}

/** A text with nothing secret left in it: what is known goes first, before a cut could leave half of it. */
function redactText(text: string, hide: Hide): string {
  const known = hide(text.slice(0, 2 * longestText));
  return redactTokens(tokensOf(known.slice(0, longestText)));
}
