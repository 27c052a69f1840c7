// The keyring's bad days: missing, locked, hanging on a prompt, failing in the middle.
import { describe, expect, test } from 'vitest';
import { Keyring, type Keytar } from '../../../main/auth/keyring.ts';

/** A keytar in memory; `over` replaces what misbehaves. */
function keytarOf(over: Partial<Keytar> = {}) {
  const items = new Map<string, string>();
  const keytar: Keytar = {
    getPassword: async (_service, account) => items.get(account) ?? null,
    setPassword: async (_service, account, password) => {
      items.set(account, password);
    },
    deletePassword: async (_service, account) => items.delete(account),
    ...over,
  };
  return { keytar, items };
}
const open = (keytar: Keytar, timeout = 50) => new Keyring(async () => keytar, timeout).open();

describe('a keyring', () => {
  test('gives back what was kept, and nothing of its own', async () => {
    const { keytar } = keytarOf();
    const store = await open(keytar);
    await Promise.all([store.set('a', '1'), store.set('b', '2'), store.set('a', '3')]);
    await expect(open(keytar).then((again) => again.list())).resolves.toEqual([
      { account: 'a', value: '3' },
      { account: 'b', value: '2' },
    ]);
  });

  test('whose item was removed behind the phone’s back has one item less', async () => {
    const { keytar, items } = keytarOf();
    const store = await open(keytar);
    await store.set('a', '1');
    await store.set('b', '2');
    items.delete('a');
    await expect(store.list()).resolves.toEqual([{ account: 'b', value: '2' }]);
  });

  test('with a broken index is reported, not taken for empty, and takes new items', async () => {
    const { keytar, items } = keytarOf();
    items.set('index', '{broken');
    const store = await open(keytar);
    await expect(store.list()).resolves.toEqual([{ account: 'index', value: '{broken' }]);
    await store.set('a', '1');
    await expect(store.list()).resolves.toEqual([{ account: 'a', value: '1' }]);
  });
});

test.each(['index', 'probe'])(
  'takes no account by the name of its own item %s: no secret is orphaned',
  async (name) => {
    const { keytar, items } = keytarOf();
    const store = await open(keytar);
    await store.set('a', '1');
    const before = items.get(name);
    await expect(store.delete(name)).rejects.toMatchObject({ reason: 'no-such-account' });
    await expect(store.set(name, 'x')).rejects.toMatchObject({ reason: 'bad-input' });
    expect(items.get(name)).toBe(before);
    await expect(store.list()).resolves.toEqual([{ account: 'a', value: '1' }]);
  },
);

describe('a keyring that does not open', () => {
  test('is unavailable where its library cannot be loaded', async () => {
    const load = async () => {
      throw new Error('libsecret-1.so.0: cannot open shared object file');
    };
    await expect(new Keyring(load).open()).rejects.toMatchObject({ reason: 'keyring-unavailable' });
  });

  test.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'keyring-unavailable'],
    ['Cannot create an item in a locked collection', 'keyring-locked'],
    ['The prompt was dismissed', 'keyring-locked'],
    ['User interaction is not allowed.', 'keyring-locked'],
  ])('says why: %s', async (message, reason) => {
    const { keytar } = keytarOf({ setPassword: async () => Promise.reject(new Error(message)) });
    await expect(open(keytar)).rejects.toMatchObject({ reason });
  });

  test('for nobody answers its prompt is locked, after the time-out', async () => {
    const { keytar } = keytarOf({ setPassword: () => new Promise(() => undefined) });
    await expect(open(keytar)).rejects.toMatchObject({ reason: 'keyring-locked' });
  });
});

describe('a keyring that fails in the middle', () => {
  test('holds up only the call that hangs: the next fail at once, and all is well when the prompt is answered', async () => {
    const prompt = Promise.withResolvers<void>();
    let isHanging = false;
    let asked = 0;
    const { keytar, items } = keytarOf({
      setPassword: async (_service, account, password) => {
        asked += 1;
        if (isHanging) await prompt.promise;
        items.set(account, password);
      },
    });
    const store = await open(keytar);
    isHanging = true;
    asked = 0;
    const calls = [store.set('a', '1'), store.list(), store.delete('a')];
    for (const call of calls) await expect(call).rejects.toMatchObject({ reason: 'keyring-locked' });
    expect(asked).toBe(1);
    isHanging = false;
    prompt.resolve();
    await expect.poll(() => store.list()).toEqual([{ account: 'a', value: '1' }]);
  });

  test('is known to hold the process as long as a call hangs, also one that nobody waits for', async () => {
    const prompt = Promise.withResolvers<void>();
    const { keytar } = keytarOf({ setPassword: () => prompt.promise });
    const keyring = new Keyring(async () => keytar, 10);
    expect(keyring.isBusy).toBe(false);
    await expect(keyring.open()).rejects.toMatchObject({ reason: 'keyring-locked' });
    expect(keyring.isBusy).toBe(true);
    prompt.resolve();
    await expect.poll(() => keyring.isBusy).toBe(false);
  });

  test('never says that a secret is gone which is still there', async () => {
    const { keytar } = keytarOf({ deletePassword: async () => false });
    const store = await open(keytar);
    await store.set('a', '1');
    await expect(store.delete('a')).rejects.toMatchObject({ reason: 'keyring-locked' });
    await expect(store.delete('never there')).resolves.toBeUndefined();
  });
});
