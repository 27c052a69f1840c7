// SIP messages as text and as values (RFC 3261 §7). Knows nothing of transactions or dialogs.
import { OffhookError } from '../../app/failure.ts';

export interface SipHeader {
  readonly name: string;
  readonly value: string;
}

interface Parts {
  readonly headers: readonly SipHeader[];
  readonly body: string;
}
export interface SipRequest extends Parts {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
}
export interface SipResponse extends Parts {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}
export type SipMessage = SipRequest | SipResponse;

/** Compact forms (RFC 3261 §7.3.3 and the RFCs that added to them). */
const compact: Readonly<Record<string, string>> = {
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  s: 'subject',
  t: 'to',
  v: 'via',
};

function canonical(name: string): string {
  const lower = name.toLowerCase();
  return compact[lower] ?? lower;
}

function malformed(detail: string): OffhookError {
  return new OffhookError('bad-input', { detail: `SIP: ${detail}` });
}

const token = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

function parseHeader(line: string): SipHeader {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(colon, 0)).trimEnd();
  if (!token.test(name)) throw malformed('a header without a name');
  return { name, value: line.slice(colon + 1).trim() };
}

/**
 * Reads one whole message, as a WebSocket frame carries it (RFC 7118 §5).
 * @throws OffhookError `bad-input` when it is not SIP, or its body is shorter than Content-Length says.
 */
export function parseMessage(text: string): SipMessage {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) throw malformed('no empty line after the headers');
  // A line that starts with white space goes on from the one before (RFC 3261 §7.3.1).
  const [start = '', ...lines] = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map(parseHeader);
  const length = headers.find((header) => canonical(header.name) === 'content-length')?.value;
  let body = Buffer.from(text.slice(end + 4), 'utf8');
  if (length !== undefined) {
    if (!/^\d+$/.test(length)) throw malformed('Content-Length is no number');
    if (Number(length) > body.length) throw malformed('the body is cut short');
    body = body.subarray(0, Number(length));
  }
  const rest = { headers, body: body.toString('utf8') };

  const response = /^SIP\/2\.0 (\d{3}) (.*)$/.exec(start);
  if (response) {
    return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', ...rest };
  }
  const request = /^(\S+) (\S+) SIP\/2\.0$/.exec(start);
  const [, method = '', uri = ''] = request ?? [];
  if (!token.test(method)) throw malformed('neither a request nor a response');
  return { kind: 'request', method, uri, ...rest };
}

/** The message as text; Content-Length is always written anew. */
export function formatMessage(message: SipMessage): string {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const headers = message.headers
    .filter((header) => canonical(header.name) !== 'content-length')
    .map((header) => `${header.name}: ${header.value}`);
  const length = `Content-Length: ${Buffer.byteLength(message.body, 'utf8')}`;
  return [start, ...headers, length, '', message.body].join('\r\n');
}

/** Values of a header in order, under its full or compact name, one for each line. */
export function headerLines(message: Parts, name: string): string[] {
  const wanted = canonical(name);
  return message.headers.filter((header) => canonical(header.name) === wanted).map((header) => header.value);
}

/** The first value of a header; "" when it is absent. */
export function header(message: Parts, name: string): string {
  return headerLines(message, name)[0] ?? '';
}

/** Header lines from `[name, value]` pairs. */
export function headersOf(...pairs: readonly (readonly [string, string])[]): SipHeader[] {
  return pairs.map(([name, value]) => ({ name, value }));
}
