// One request over a real connection: what is sent, and what becomes of connections that misbehave.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type HttpRequest, largestReply, sendHttp } from '../../../main/exotel/http.ts';
import { readRetryAfter } from '../../../main/exotel/retry-after.ts';
import { createService } from '../../../main/exotel/service.ts';

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/x`;
}

function send(url: string, over: Partial<HttpRequest> = {}, signal = new AbortController().signal) {
  return sendHttp(fetch, { method: 'GET', url, token: null, ...over }, signal);
}

test('the raw token is sent, and a body as JSON', async () => {
  const url = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { authorization, 'content-type': type } = request.headers;
    response.writeHead(202, { 'Retry-After': '7' });
    response.end(JSON.stringify({ method: request.method, authorization, type, body }));
  });
  const reply = await send(url, { method: 'PUT', token: 'raw', body: { UserId: 'é' } });
  expect({ ...reply, body: JSON.parse(reply.body) }).toEqual({
    status: 202,
    retryAfter: '7',
    body: { method: 'PUT', authorization: 'raw', type: 'application/json', body: '{"UserId":"é"}' },
  });
});

test('a letter split between two packets arrives whole', async () => {
  const bytes = Buffer.from('"é"');
  const url = await serve((_request, response) => {
    response.write(bytes.subarray(0, 2), () => response.end(bytes.subarray(2)));
  });
  expect((await send(url)).body).toBe('"é"');
});

test('a redirect is not followed: the token is for nobody else', async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    seen.push(request.url);
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  await expect(send(url, { token: 't' })).rejects.toMatchObject({ reason: 'unreadable-reply' });
  expect(seen).toEqual(['/x']);
});

test('a connection that breaks in the middle of the body is no reply', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('{"Data":', () => response.destroy());
  });
  await expect(send(url)).rejects.toMatchObject({ reason: 'no-network' });
});

test('content that does not decode is no missing network', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('{"Data":1}');
  });
  await expect(send(url)).rejects.toMatchObject({ reason: 'unreadable-reply' });
});

test.each<[string, string]>([
  ["Attempted to redirect, but redirect policy was 'error'", 'unreadable-reply'],
  ['net::ERR_CONTENT_DECODING_FAILED', 'unreadable-reply'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'unreadable-reply'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'unreadable-reply'],
  ['net::ERR_INTERNET_DISCONNECTED', 'no-network'],
  ['net::ERR_NAME_NOT_RESOLVED', 'no-network'],
  ['net::ERR_CONNECTION_RESET', 'no-network'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'no-network'],
])('what Electron calls %j is %s', async (message, reason) => {
  const failing = async () => Promise.reject(new Error(message));
  const request = { method: 'GET', url: 'https://service.test/', token: null } as const;
  await expect(sendHttp(failing, request, new AbortController().signal)).rejects.toMatchObject({ reason });
});

test('a reply is read up to its limit and not a byte further, whatever still comes', async () => {
  const sizes = [largestReply, largestReply + 1];
  const url = await serve((_request, response) => response.end('x'.repeat(sizes.shift() ?? 0)));
  await expect(send(url)).resolves.toMatchObject({ body: 'x'.repeat(largestReply) });
  await expect(send(url)).rejects.toMatchObject({ reason: 'unreadable-reply' });
});

test('a reply without end is cut off: the connection closes', async () => {
  const closed = Promise.withResolvers<void>();
  const url = await serve((_request, response) => {
    const chunk = 'x'.repeat(256 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    response.on('close', () => closed.resolve());
    more();
  });
  await expect(send(url)).rejects.toMatchObject({ reason: 'unreadable-reply' });
  await closed.promise;
});

test('a reply that stops coming can be cancelled', async () => {
  const cancel = new AbortController();
  const url = await serve((_request, response) => {
    response.writeHead(200);
    response.write('{', () => cancel.abort('enough'));
  });
  await expect(send(url, {}, cancel.signal)).rejects.toBe('enough');
});

test.each<[string, RequestListener]>([
  ['before it replies', () => undefined],
  ['in the middle of its reply', (_request, response) => void response.writeHead(200).write('{"Data":')],
])('a service that hangs %s is timed out', async (_when, listener) => {
  const url = await serve(listener);
  const request = {
    method: 'GET',
    url,
    token: null,
    purpose: 'app',
    repeatable: true,
    timeout: 100,
  } as const;
  const sent = createService({ fetch }).send(request, new AbortController().signal);
  await expect(sent).rejects.toMatchObject({ reason: 'timed-out' });
});

test('nobody listening is no network', async () => {
  const url = await serve(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  await expect(send(url)).rejects.toMatchObject({ reason: 'no-network' });
});

test('Retry-After names seconds or a date', () => {
  const now = Date.UTC(2026, 0, 1);
  expect(readRetryAfter('5', now)).toBe(5000);
  expect(readRetryAfter('Thu, 01 Jan 2026 00:00:09 GMT', now)).toBe(9000);
  expect(readRetryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
  for (const neither of [null, '', 'soon', '-5', '1.5']) expect(readRetryAfter(neither, now)).toBeNull();
});
