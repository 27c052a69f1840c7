// What stands inside headers: addresses, URIs, parameters and lists (RFC 3261 §20, §25).
import { OffhookError } from '../../app/failure.ts';

/** Parameters by lower-case name; one without a value maps to "". */
export type Parameters = ReadonlyMap<string, string>;

export interface Address {
  readonly displayName: string;
  readonly uri: string;
  readonly params: Parameters;
}

/** Splits at `separator`, but not inside quotes or angle brackets. */
export function splitOutside(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let escaped = false;
  let angle = false;
  for (const character of text) {
    if (escaped) escaped = false;
    else if (quoted && character === '\\') escaped = true;
    else if (character === '"' && !angle) quoted = !quoted;
    else if (!quoted && character === '<') angle = true;
    else if (!quoted && character === '>') angle = false;
    else if (character === separator && !quoted && !angle) {
      parts.push(part.trim());
      part = '';
      continue;
    }
    part += character;
  }
  parts.push(part.trim());
  return parts.filter((entry) => entry !== '');
}

function unquote(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(text.trim());
  return quoted?.[1] === undefined ? text.trim() : quoted[1].replace(/\\(.)/gs, '$1');
}

export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** `a=1;b="x";c` as a map. */
export function parseParameters(text: string, separator: ',' | ';' = ';'): Parameters {
  return new Map(
    splitOutside(text, separator).map((part) => {
      const equals = part.indexOf('=');
      if (equals < 0) return [part.toLowerCase(), ''];
      return [part.slice(0, equals).trim().toLowerCase(), unquote(part.slice(equals + 1))];
    }),
  );
}

/** Reads a From, To, Contact, Route… value. @throws OffhookError `bad-input` when an angle bracket is left open. */
export function parseAddress(value: string): Address {
  const [first = '', ...rest] = splitOutside(value, ';');
  const params = parseParameters(rest.join(';'));
  // The `<` that opens the URI, not one inside a quoted name.
  const opening = /^((?:"(?:[^"\\]|\\.)*"|[^"<])*)<([^>]*)>$/s.exec(first);
  if (opening) return { displayName: unquote(opening[1] ?? ''), uri: opening[2] ?? '', params };
  if (/[<>"]/.test(first)) throw new OffhookError('bad-input', { detail: 'SIP: an address left open' });
  // Without angle brackets the parameters are the header's, not the URI's (RFC 3261 §20.10).
  return { displayName: '', uri: first, params };
}

/** User and host of a `sip:` URI, "" where absent. The host is in lower case and without its port. */
export function parseUri(uri: string): { user: string; host: string } {
  const match = /^sips?:(?:([^@;?]*)@)?(\[[^\]]*\]|[^:;?]+)/i.exec(uri);
  const user = (match?.[1] ?? '').replace(/:.*$/, '');
  return { user: decode(user), host: (match?.[2] ?? '').toLowerCase() };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
