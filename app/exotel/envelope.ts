// The envelope around every reply of the Integrations API: what it carries, or why it refused.
import { safeText } from '../calls/caller.ts';
import { OffhookError } from '../failure.ts';
import { field, isRecord, readNumber } from './wire.ts';

/** Takes known secrets out of a text: a service may echo what it was sent. */
export type Hide = (text: string) => string;

/** A reply as it came: HTTP status and undecoded body. */
export interface WireReply {
  status: number;
  body: string;
}

/** A refusal: HTTP status (or the envelope's `Code`, where HTTP said 200) and what the vendor told of it. */
export interface Refusal {
  status: number;
  /** The number inside the error (facts.md §1.11), the only thing to decide on beside the status; or null. */
  code: number | null;
  /** The vendor's own line, made safe to show; null when there was none. */
  description: string | null;
  requestId: string | null;
  /** True where the vendor's own envelope says it, rather than something on the way to the vendor. */
  isVendors: boolean;
}

export type Envelope =
  | { ok: true; data: unknown; requestId: string | null }
  | { ok: false; refusal: Refusal };

/** The longest line and RequestId of the vendor's that are shown, and the most that is looked at for secrets. */
const longestDescription = 200;
const longestRequestId = 64;
const longestTold = 4096;

/** How deep JSON is looked for inside a JSON string: the vendor nests it once. */
const deepestString = 3;

/**
 * Reads a reply by the envelope rules (facts.md §1.2): it succeeded only if HTTP is 2xx, and `Code`, where
 * present, is below 400, and `Status`, where present, says success. What it tells is read through `hide`.
 *
 * @throws OffhookError `unreadable-reply` for what is no envelope (a proxy's page, a body cut short), save
 *   where the status speaks for itself: 401, 429 and 5xx are refusals whatever their body.
 */
export function readEnvelope(reply: WireReply, hide: Hide = (text) => text): Envelope {
  const body = parseJson(reply.body);
  if (!isRecord(body)) {
    if (reply.status !== 401 && reply.status !== 429 && reply.status < 500) {
      throw new OffhookError('unreadable-reply');
    }
    const nothing = { code: null, description: null, requestId: null, isVendors: false };
    return { ok: false, refusal: { status: reply.status, ...nothing } };
  }
  const requestId = told(field(body, 'RequestId', 'request_id'), longestRequestId, hide);
  const code = readCode(field(body, 'Code'));
  const word = field(body, 'Status') ?? '';
  const said = typeof word === 'string' ? word.trim().toLowerCase() : 'no word';
  const httpOk = reply.status >= 200 && reply.status < 300;
  if (httpOk && (code === null || code < 400) && (said === '' || said === 'success')) {
    return { ok: true, data: field(body, 'Data'), requestId };
  }
  const status = httpOk ? statusOf(code) : reply.status;
  const error = readError(field(body, 'Error') ?? field(body, 'message'), hide);
  const isVendors = requestId !== null && (code === null ? said !== '' : code === status);
  return { ok: false, refusal: { status, ...error, requestId, isVendors } };
}

/** `Code` as a number; null where there is none, and no number where it says something else. */
function readCode(code: unknown): number | null {
  if (code === undefined || code === null) return null;
  if (typeof code !== 'string') return typeof code === 'number' ? code : Number.NaN;
  return code.trim() === '' ? null : Number(code);
}

/** A failure under HTTP 200 has its status in `Code`; one that names none is only "refused". */
function statusOf(code: number | null): number {
  return code !== null && code >= 400 && code < 600 ? code : 400;
}

/** A text of the vendor's, safe to show; null where there is none. Secrets go before it is cut through one. */
function told(text: unknown, longest: number, hide: Hide): string | null {
  if (typeof text !== 'string') return null;
  return safeText(hide(safeText(text, longestTold)), longest) || null;
}

/** `Error` in its three forms: an object, a string holding JSON, or plain text (facts.md §8.6). */
function readError(error: unknown, hide: Hide, depth = 0): Pick<Refusal, 'code' | 'description'> {
  if (typeof error === 'string') {
    const inner = depth < deepestString ? parseJson(error) : undefined;
    if (isRecord(inner) || typeof inner === 'string') return readError(inner, hide, depth + 1);
    return { code: null, description: told(error, longestDescription, hide) };
  }
  if (!isRecord(error)) return { code: null, description: null };
  const response = field(error, 'response');
  const data = field(isRecord(response) ? response : error, 'error_data') ?? error;
  if (!isRecord(data)) return readError(data, hide, deepestString);
  const text = field(data, 'description') ?? field(data, 'message') ?? field(data, 'error');
  return { code: readNumber(field(data, 'code')), description: told(text, longestDescription, hide) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
