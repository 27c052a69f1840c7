// The token's life: shared while it is asked for, renewed early, and gone with the shift.
import { describe, expect, test, vi } from 'vitest';
import type { Token } from '../../../app/exotel/token.ts';
import { Tokens } from '../../../main/auth/tokens.ts';

const signal = new AbortController().signal;
const token = (value: string): Token => ({ value, issuedAt: 0, expiresAt: 1000 });

function tokensOf(kept: Token | null, now = 0) {
  const answers: PromiseWithResolvers<Token>[] = [];
  const request = vi.fn(async (_signal: AbortSignal) => {
    const answer = Promise.withResolvers<Token>();
    answers.push(answer);
    return answer.promise;
  });
  const keep = vi.fn<(token: Token) => void>();
  const tokens = new Tokens({ kept, request, keep, now: () => now });
  return { tokens, request, keep, answer: (value: string) => answers.at(-1)?.resolve(token(value)), answers };
}

test('a kept token serves without asking, and a missing or ended one is asked for', async () => {
  const { tokens, request } = tokensOf(token('kept'));
  await expect(tokens.get(signal)).resolves.toBe('kept');
  expect(request).not.toHaveBeenCalled();
  for (const kept of [null, token('ended')]) {
    const { tokens: empty, answer, keep } = tokensOf(kept, 1000);
    const got = empty.get(signal);
    answer('new');
    await expect(got).resolves.toBe('new');
    expect(keep).toHaveBeenCalledExactlyOnceWith(token('new'));
  }
});

test('however many need it at once, it is asked for once', async () => {
  const { tokens, request, answer } = tokensOf(null);
  const got = [tokens.get(signal), tokens.get(signal), tokens.renew('old', signal)];
  answer('new');
  await expect(Promise.all(got)).resolves.toEqual(['new', 'new', 'new']);
  expect(request).toHaveBeenCalledOnce();
});

test('a token renewed meanwhile is not renewed again for a request that was slower', async () => {
  const { tokens, request, answer } = tokensOf(token('old'));
  const first = tokens.renew('old', signal);
  answer('new');
  await first;
  await expect(tokens.renew('old', signal)).resolves.toBe('new');
  expect(request).toHaveBeenCalledOnce();
});

test('near its end it is renewed while the old one still serves, and a failure is tried again', async () => {
  const { tokens, request, answers, answer } = tokensOf(token('old'), 850);
  await expect(tokens.get(signal)).resolves.toBe('old');
  answers[0]?.reject(new Error('no network'));
  await expect.poll(() => tokens.get(signal).then(() => request.mock.calls.length)).toBe(2);
  answer('new');
  await expect.poll(() => tokens.get(signal)).toBe('new');
});

test('after a failure the next need asks anew', async () => {
  const { tokens, answers, answer } = tokensOf(null);
  const first = tokens.get(signal);
  answers[0]?.reject(new Error('no network'));
  await expect(first).rejects.toThrow('no network');
  const second = tokens.get(signal);
  answer('new');
  await expect(second).resolves.toBe('new');
});

describe('giving up', () => {
  test('ends the waiting at once, and not for the others', async () => {
    const { tokens, answer } = tokensOf(null);
    const cancel = new AbortController();
    const impatient = tokens.get(cancel.signal);
    const patient = tokens.get(signal);
    cancel.abort('enough');
    await expect(impatient).rejects.toBe('enough');
    answer('new');
    await expect(patient).resolves.toBe('new');
  });

  test('for good ends the request, and a token that comes all the same is not kept', async () => {
    const { tokens, request, keep, answer } = tokensOf(null);
    const got = tokens.get(signal);
    tokens.close();
    expect(request.mock.calls[0]?.[0].aborted).toBe(true);
    answer('late');
    await expect(got).rejects.toHaveProperty('name', 'AbortError');
    expect(keep).not.toHaveBeenCalled();
  });
});
