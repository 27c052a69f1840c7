// The policy of every request: what is tried again, how long is waited, and when a host is left alone.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fetch } from '../../../main/exotel/http.ts';
import { createService, type ServiceRequest, type ServiceTry } from '../../../main/exotel/service.ts';

const read: ServiceRequest = {
  method: 'GET',
  url: 'https://service.test/v2/app?user_id=secret',
  token: 't',
  purpose: 'mapping',
  repeatable: true,
};
const write: ServiceRequest = { ...read, method: 'PUT', body: {}, purpose: 'device-on', repeatable: false };
const good = '{"Status":"Success","Code":200,"Data":1,"RequestId":"r-1"}';

type Answer = { status: number; body?: string; retryAfter?: string } | 'hang' | 'unreachable';

/** A service that gives these answers in turn, the last one for ever. */
function serviceOf(...answers: Answer[]) {
  const tries: ServiceTry[] = [];
  const at: number[] = [];
  const fetch: Fetch = async (_url, init) => {
    const answer = answers[Math.min(at.length, answers.length - 1)] ?? 'hang';
    at.push(Date.now());
    if (answer === 'unreachable') throw new TypeError('fetch failed');
    if (answer === 'hang') {
      return new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    }
    const headers = answer.retryAfter === undefined ? {} : { 'Retry-After': answer.retryAfter };
    return new Response(answer.body ?? good, { status: answer.status, headers });
  };
  const service = createService({ fetch, log: (attempt) => tries.push(attempt), random: () => 0.5 });
  const send = (request: ServiceRequest, signal = new AbortController().signal) => {
    const sent = service.send(request, signal);
    sent.catch(() => undefined);
    return sent;
  };
  return { send, tries, at };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a read', () => {
  test.each<[string, Answer]>([
    ['is out of order', { status: 503, body: 'Bad gateway' }],
    ['cannot be reached', 'unreachable'],
  ])('is tried again while the service %s', async (_when, trouble) => {
    const { send, at } = serviceOf(trouble, trouble, { status: 200 });
    const sent = send(read);
    await vi.runAllTimersAsync();
    await expect(sent).resolves.toEqual({ data: 1, requestId: 'r-1' });
    const [first = 0, second = 0, third = 0] = at;
    expect([second - first, third - second]).toEqual([400, 800]);
  });

  test('is given up after the third try', async () => {
    const { send, at } = serviceOf({ status: 500 });
    const sent = send(read);
    await vi.runAllTimersAsync();
    await expect(sent).rejects.toMatchObject({ reason: 'service-unavailable', status: 500 });
    expect(at).toHaveLength(3);
  });

  test('waits for as long as a busy service asks', async () => {
    const { send, at } = serviceOf({ status: 429, retryAfter: '3' }, { status: 200 });
    const sent = send(read);
    await vi.runAllTimersAsync();
    await sent;
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBe(3400);
  });

  test('is not made to wait for minutes: the agent is told at once', async () => {
    const { send, at } = serviceOf({ status: 429, retryAfter: '120' });
    await expect(send(read)).rejects.toMatchObject({ reason: 'rate-limited', retryAfter: 120_000 });
    expect(at).toHaveLength(1);
  });

  test.each<[string, Answer, string]>([
    ['HTML', { status: 200, body: '<html>' }, 'unreadable-reply'],
    ['a body cut short', { status: 200, body: good.slice(0, 20) }, 'unreadable-reply'],
    ['a 404', { status: 404, body: '{"Error":"record not found"}' }, 'unknown-agent'],
    ['a 404 under 200', { status: 200, body: '{"Code":404}' }, 'unknown-agent'],
    ['a 401', { status: 401, body: '' }, 'token-expired'],
  ])('is not repeated after %s', async (_name, answer, reason) => {
    const { send, at } = serviceOf(answer);
    await expect(send(read)).rejects.toMatchObject({ reason });
    expect(at).toHaveLength(1);
  });
});

test.each<Answer>([{ status: 500 }, { status: 429, retryAfter: '1' }, 'unreachable', 'hang'])(
  'a switch of device is never sent twice by itself (%j)',
  async (answer) => {
    const { send, at } = serviceOf(answer, { status: 200 });
    const sent = send(write);
    await vi.runAllTimersAsync();
    await expect(sent).rejects.toHaveProperty('reason');
    expect(at).toHaveLength(1);
  },
);

describe('a service that hangs', () => {
  test('is waited for ten seconds, once', async () => {
    const { send, at } = serviceOf('hang');
    const began = Date.now();
    const sent = send(read).catch((error: unknown) => ({ error, took: Date.now() - began }));
    await vi.runAllTimersAsync();
    await expect(sent).resolves.toMatchObject({ error: { reason: 'timed-out' }, took: 10_000 });
    expect(at).toHaveLength(1);
  });

  test('is let go at once when the agent cancels', async () => {
    const { send } = serviceOf('hang');
    const cancel = new AbortController();
    const sent = send(read, cancel.signal);
    cancel.abort('enough');
    await expect(sent).rejects.toBe('enough');
  });

  test('is not asked at all once cancelled, nor after a pause that was cancelled', async () => {
    const { send, at } = serviceOf({ status: 500 });
    const cancel = new AbortController();
    const sent = send(read, cancel.signal);
    await vi.advanceTimersByTimeAsync(100);
    cancel.abort('enough');
    await expect(sent).rejects.toBe('enough');
    await vi.runAllTimersAsync();
    await expect(send(read, cancel.signal)).rejects.toBe('enough');
    expect(at).toHaveLength(1);
  });
});

describe('after five failures in a row', () => {
  test.each<Answer>([{ status: 500 }, 'hang'])('a host is left alone for a while (%j)', async (answer) => {
    const { send, at } = serviceOf(answer, answer, answer, answer, answer, { status: 200 });
    for (let count = 0; count < 5; count += 1) {
      const sent = send(write);
      if (answer === 'hang') await vi.advanceTimersByTimeAsync(10_000);
      await expect(sent).rejects.toHaveProperty('reason');
    }
    await expect(send(read)).rejects.toMatchObject({ reason: 'service-unavailable' });
    expect(at).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(15_000);
    await expect(send(read)).resolves.toMatchObject({ data: 1 });
  });

  test('other hosts go on', async () => {
    const { send, at } = serviceOf({ status: 500 }, ...Array<Answer>(4).fill({ status: 500 }), {
      status: 200,
    });
    for (let count = 0; count < 5; count += 1) await send(write).catch(() => undefined);
    await expect(send({ ...read, url: 'https://other.test/v2/app' })).resolves.toMatchObject({ data: 1 });
    expect(at).toHaveLength(6);
  });

  test('of the network, a host is asked all the same: it did nothing wrong', async () => {
    const { send, at } = serviceOf('unreachable');
    for (let count = 0; count < 7; count += 1) await send(write).catch(() => undefined);
    expect(at).toHaveLength(7);
  });
});

test('the log tells each try, without the query that names the agent', async () => {
  const { send, tries } = serviceOf({ status: 429, body: '{"RequestId":"r-9"}' }, { status: 200 });
  const sent = send(read);
  await vi.runAllTimersAsync();
  await sent;
  expect(tries).toMatchObject([
    { method: 'GET', path: '/v2/app', status: 429, requestId: 'r-9', reason: 'rate-limited' },
    { method: 'GET', path: '/v2/app', status: 200, requestId: 'r-1', reason: null },
  ]);
  expect(JSON.stringify(tries)).not.toContain('secret');
});
