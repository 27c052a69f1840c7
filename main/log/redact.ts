// Takes out of a log entry what must never be on disk: secrets whole, telephone numbers but for four digits.

/** Keys whose values are dropped whatever they hold, in any casing and with any separators. */
const secretKey =
  /(secret|token|password|passphrase|passwd|authori[sz]ation|credential|cookie|apikey|nonce|digest|privatekey)/;

/** Keys that name a person by an address. */
const addressKey = /(sipuser|sipid|sipuri)$/;

/** Authorization headers and tokens wherever they stand in a text. */
const schemes = /\b(Bearer|Basic|Digest)\s+[^\r\n]+/gi;
const jwt = /\beyJ[\w-]{6,}(?:\.[\w-]*){0,2}/g;
/** `password=…`, `"app_secret": "…"`, `token: …`, up to the value's end. */
const assigned =
  /([\w-]*(?:secret|token|password|passwd|authorization|apikey|api_key|api-key)[\w-]*["']?\s*[:=]\s*)("[^"]*"?|'[^']*'?|[^\s,;&}]+)/gi;
/** Name and password in an address: `wss://name:password@host`. */
const urlCredentials = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;
/** The user part of a SIP or tel address. */
const sipUser = /\b(sips?:)([^@\s<>"]+)@/gi;
/** Unbroken runs long and random enough to be a secret; not across `/`, or every path would go. */
const longRandom = /(?=[\w+=-]*\d)(?=[\w+=-]*[a-z])[\w+=-]{24,}/gi;
/** Ids join the lines of one call; they are as long as secrets, so they are known by their key. */
const idKey = /^(id|callid|callsid|requestid|accountid)$/;
const id = /^(?=.*[a-z])(?!eyj)[\w-]{1,64}$/i;
/** Seven digits or more, with what people put between them. */
const number = /\+?\d(?:[\s().\-\u2010-\u2015/]{0,3}\d){6,}/g;

const dropped = '[dropped]';
const deepest = 8;
const longestText = 4_000;
const longestList = 100;

/**
 * `value` as plain JSON with nothing secret left: values under secret keys and tokens inside texts become
 * `[dropped]`, runs of seven or more digits keep their last four (`•••3210`), users of SIP addresses go.
 * Numbers of type `number` stay, since they are times and counts; a telephone number must be a text.
 */
export function redact(value: unknown): unknown {
  return redactAt(value, 0, new Set());
}

function redactAt(value: unknown, depth: number, above: Set<object>): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'bigint':
      return redactText(value.toString());
    case 'object':
      return value === null ? null : redactObject(value, depth, above);
    default:
      return undefined;
  }
}

function redactObject(value: object, depth: number, above: Set<object>): unknown {
  if (depth >= deepest || above.has(value)) return '[cut]';
  const within = new Set(above).add(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Error) {
    const { name, message, stack, cause, ...fields } = value;
    return redactObject(
      { name, message, stack, ...fields, ...(cause === undefined ? {} : { cause }) },
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
    return value.slice(0, longestList).map((item: unknown) => redactAt(item, depth + 1, within));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      redactText(key),
      redactUnder(key, item, depth, within),
    ]),
  );
}

function redactUnder(key: string, item: unknown, depth: number, above: Set<object>): unknown {
  const plain = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (secretKey.test(plain) || addressKey.test(plain)) return item === undefined ? undefined : dropped;
  if (idKey.test(plain) && typeof item === 'string' && id.test(item)) return item;
  return redactAt(item, depth + 1, above);
}

/** A text with nothing secret left in it. */
function redactText(text: string): string {
  return text
    .slice(0, longestText)
    .replace(urlCredentials, `$1${dropped}@`)
    .replace(sipUser, `$1${dropped}@`)
    .replace(assigned, `$1${dropped}`)
    .replace(schemes, `$1 ${dropped}`)
    .replace(jwt, dropped)
    .replace(longRandom, dropped)
    .replace(number, (digits) => `•••${digits.replace(/\D/g, '').slice(-4)}`);
}
