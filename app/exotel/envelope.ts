// The envelope around every reply of the Integrations API: what it carries, or why it refused.
import { safeText } from '../calls/caller.ts';
import { OffhookError } from '../failure.ts';
import { field, isRecord, readNumber } from './wire.ts';

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
}

export type Envelope =
  | { ok: true; data: unknown; requestId: string | null }
  | { ok: false; refusal: Refusal };

/** The longest line of the vendor's that is shown. */
const longestDescription = 200;

/** How deep JSON is looked for inside a JSON string: the vendor nests it once. */
const deepestString = 3;

/**
 * Reads a reply by the envelope rules (facts.md §1.2): it succeeded only if HTTP is 2xx, and `Code`, where
 * present, is below 400, and `Status`, where present, says success.
 *
 * @throws OffhookError `unreadable-reply` for what is no envelope (a proxy's page, a body cut short), save
 *   where the status speaks for itself: 401, 429 and 5xx are refusals whatever their body.
 */
export function readEnvelope(reply: WireReply): Envelope {
  const body = parseJson(reply.body);
  if (!isRecord(body)) {
    if (reply.status !== 401 && reply.status !== 429 && reply.status < 500) {
      throw new OffhookError('unreadable-reply');
    }
    return { ok: false, refusal: { status: reply.status, code: null, description: null, requestId: null } };
  }
  const id = field(body, 'RequestId', 'request_id');
  const requestId = typeof id === 'string' && id !== '' ? safeText(id, 64) : null;
  const code = readNumber(field(body, 'Code'));
  const status = field(body, 'Status');
  const said = typeof status === 'string' ? status.trim().toLowerCase() : '';
  const httpOk = reply.status >= 200 && reply.status < 300;
  if (httpOk && (code === null || code < 400) && (said === '' || said === 'success')) {
    return { ok: true, data: field(body, 'Data'), requestId };
  }
  const error = readError(field(body, 'Error') ?? field(body, 'message'));
  return {
    ok: false,
    refusal: { status: httpOk ? statusOf(code) : reply.status, ...error, requestId },
  };
}

/** A failure under HTTP 200 has its status in `Code`; one that names none is only "refused". */
function statusOf(code: number | null): number {
  return code !== null && code >= 400 && code < 600 ? code : 400;
}

/** `Error` in its three forms: an object, a string holding JSON, or plain text (facts.md §8.6). */
function readError(error: unknown, depth = 0): Pick<Refusal, 'code' | 'description'> {
  if (typeof error === 'string') {
    const inner = depth < deepestString ? parseJson(error) : undefined;
    if (isRecord(inner) || typeof inner === 'string') return readError(inner, depth + 1);
    const description = safeText(error, longestDescription);
    return { code: null, description: description === '' ? null : description };
  }
  if (!isRecord(error)) return { code: null, description: null };
  const response = field(error, 'response');
  const told = field(isRecord(response) ? response : error, 'error_data') ?? error;
  if (!isRecord(told)) return readError(told, deepestString);
  const text = field(told, 'description') ?? field(told, 'message') ?? field(told, 'error');
  return {
    code: readNumber(field(told, 'code')),
    description: typeof text === 'string' ? safeText(text, longestDescription) || null : null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
