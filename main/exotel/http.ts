// One HTTP request: sent through an injected fetch, bounded in time and size, cancelled by a signal.
import type { WireReply } from '../../app/exotel/envelope.ts';
import { OffhookError } from '../../app/failure.ts';

/** `net.fetch` in the app (system proxy, the OS's certificates). */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  /** The raw token for `Authorization` (facts.md §1.1); null to send none. */
  token: string | null;
  /** Sent as JSON; undefined to send none. */
  body?: unknown;
}

export interface HttpReply extends WireReply {
  /** The `Retry-After` header as it came; null when there was none. */
  retryAfter: string | null;
}

/** The most bytes of a reply that are read: many times the largest page of mappings. */
export const largestReply = 2 * 1024 * 1024;

/**
 * @throws OffhookError `no-network` when the service was not reached or the connection broke,
 *   `unreadable-reply` for a reply over {@link largestReply} and for one that something on the way made or
 *   spoilt (a redirect, a broken encoding, a certificate of somebody else's); the signal's reason when it
 *   was aborted.
 */
export async function sendHttp(fetch: Fetch, request: HttpRequest, signal: AbortSignal): Promise<HttpReply> {
  signal.throwIfAborted();
  try {
    const response = await fetch(request.url, init(request, signal));
    const body = await readBody(response, signal);
    return { status: response.status, body, retryAfter: response.headers.get('retry-after') };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OffhookError) throw error;
    throw new OffhookError(cameFromElsewhere(error) ? 'unreadable-reply' : 'no-network', { cause: error });
  }
}

/**
 * How a fetch fails where there is a network, but what answered was not the service as it is: a redirect,
 * content that does not decode, a certificate or a protocol that is wrong. By the names Chromium
 * (net_error_list.h) and Electron's net give, and those of Node, which stands in for them.
 */
const elsewhere =
  /redirect|ERR_(CONTENT_DECODING|CERT_|SSL_|INVALID_RESPONSE|INVALID_HTTP_RESPONSE|INVALID_CHUNKED|TOO_MANY_RED|HTTP2_PROTOCOL|RESPONSE_HEADERS_)|\bZ_(DATA|BUF)_ERROR|\bHPE_|\bCERT_|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|ERR_TLS_CERT/;

/** True where the error or one beneath it, at most three deep, has such a name. */
function cameFromElsewhere(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 3) return false;
  const code = 'code' in error ? String(error.code) : '';
  return elsewhere.test(`${code} ${error.message}`) || cameFromElsewhere(error.cause, depth + 1);
}

function init(request: HttpRequest, signal: AbortSignal): RequestInit {
  const headers = new Headers({ Accept: 'application/json' });
  if (request.token !== null) headers.set('Authorization', request.token);
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  return {
    method: request.method,
    headers,
    signal,
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    // The API never redirects; following one would carry the token to whoever sent it.
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
  };
}

async function readBody(response: Response, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    signal.throwIfAborted();
    size += part.value.byteLength;
    if (size > largestReply) {
      await reader.cancel();
      throw new OffhookError('unreadable-reply');
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
