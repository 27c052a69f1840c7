// The accounts kept on this machine: in order, within a keyring's limits, and never shown with a secret.
import { describe, expect, test, vi } from 'vitest';
import { mumbai } from '../../../app/account/account.ts';
import { AccountBook, type KeptAccount, shownAccount } from '../../../main/auth/accounts.ts';
import { memoryStore } from '../../../main/auth/secret-store.ts';

const account: KeptAccount = {
  id: '11111111-1111-4111-8111-111111111111',
  region: mumbai,
  appId: 'app',
  userId: 'a@b.in',
  lastUsedAt: 1,
  appSecret: 'pair-secret',
  token: { value: 'tok', issuedAt: 0, expiresAt: 9 },
};

function bookOf() {
  const store = memoryStore();
  const onUnreadable = vi.fn<(account: string) => void>();
  return { store, onUnreadable, book: new AccountBook(store, onUnreadable) };
}

test('a kept account comes back whole, the one used last first', async () => {
  const { book } = bookOf();
  await book.keep(account);
  await book.keep({ ...account, id: '22222222-2222-4222-8222-222222222222', lastUsedAt: 2 });
  expect(await book.list()).toEqual([
    { ...account, id: '22222222-2222-4222-8222-222222222222', lastUsedAt: 2 },
    account,
  ]);
  expect(await book.get('11111111-1111-4111-8111-111111111111')).toEqual(account);
});

test('a forgotten account is gone with its secret', async () => {
  const { book, store } = bookOf();
  await book.keep(account);
  await book.forget('11111111-1111-4111-8111-111111111111');
  await expect(book.get('11111111-1111-4111-8111-111111111111')).rejects.toMatchObject({
    reason: 'no-such-account',
  });
  expect(await store.list()).toEqual([]);
});

describe('an item that is no account', () => {
  test.each([
    ['no JSON', 'garbage{'],
    ['another shape', '{"id":"bad"}'],
    ['another account’s', JSON.stringify(account)],
    [
      'an address without TLS',
      JSON.stringify({
        ...account,
        id: '33333333-3333-4333-8333-333333333333',
        region: { ...mumbai, apiBase: 'http://x' },
      }),
    ],
  ])('(%s) is reported, skipped and left as it is', async (_what, value) => {
    const { book, store, onUnreadable } = bookOf();
    await book.keep(account);
    await store.set('33333333-3333-4333-8333-333333333333', value);
    expect(await book.list()).toEqual([account]);
    expect(onUnreadable.mock.calls).toEqual([['33333333-3333-4333-8333-333333333333']]);
    expect(await store.list()).toContainEqual({ account: '33333333-3333-4333-8333-333333333333', value });
  });
});

describe('an account too long for Windows', () => {
  test('is kept without its token', async () => {
    const { book } = bookOf();
    const long = { value: 't'.repeat(8000), issuedAt: 0, expiresAt: 9 };
    await book.keep({ ...account, token: long });
    expect(await book.get('11111111-1111-4111-8111-111111111111')).toEqual({ ...account, token: null });
  });

  test('even so is refused rather than cut', async () => {
    const { book, store } = bookOf();
    const long = { ...account, appSecret: 'é'.repeat(1300) };
    await expect(book.keep(long)).rejects.toMatchObject({ reason: 'bad-input' });
    expect(await store.list()).toEqual([]);
  });
});

test('what is shown of an account holds no secret', () => {
  expect(shownAccount(account)).toEqual({
    id: '11111111-1111-4111-8111-111111111111',
    region: mumbai,
    appId: 'app',
    userId: 'a@b.in',
    lastUsedAt: 1,
  });
});
