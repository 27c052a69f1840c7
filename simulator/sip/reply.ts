// Replies to a request (RFC 3261 §8.2.6).
import { randomBytes } from 'node:crypto';
import { headerLines, headersOf, type SipHeader, type SipRequest, type SipResponse } from './message.ts';

const serverName = 'kamailio (5.7.0)';
export const allowed = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, REGISTER';

const reasons: Readonly<Record<number, string>> = {
  100: 'Trying',
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
};

export function randomTag(): string {
  return randomBytes(8).toString('hex');
}

/** @param toTag put on To when the request had none; a dialog's own tag or a fresh one. */
export function replyTo(
  request: SipRequest,
  status: number,
  more: { headers?: readonly SipHeader[]; body?: string; toTag?: string } = {},
): SipResponse {
  const to = headerLines(request, 'To')[0] ?? '';
  const tagged = status === 100 || /;\s*tag=/i.test(to) ? to : `${to};tag=${more.toTag ?? randomTag()}`;
  const copied = (name: string): SipHeader[] => headerLines(request, name).map((value) => ({ name, value }));
  return {
    kind: 'response',
    status,
    reason: reasons[status] ?? 'Simulated',
    headers: [
      ...copied('Via'),
      ...copied('From'),
      { name: 'To', value: tagged },
      ...copied('Call-ID'),
      ...copied('CSeq'),
      ...(more.headers ?? []),
      ...headersOf(['Server', serverName]),
    ],
    body: more.body ?? '',
  };
}
