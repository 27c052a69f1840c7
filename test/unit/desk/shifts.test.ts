// Signing in and out, switching accounts, and what a keyring that fails does to each.
import { createCipheriv } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OffhookError } from '../../../app/failure.ts';
import type { SecretStore } from '../../../main/auth/secret-store.ts';
import {
  formFor,
  type Kept,
  nothingKept,
  runPhone,
  signInOf,
  startVendor,
  type Vendor,
} from './shift-rig.ts';

let vendor: Vendor;
let kept: Kept;
let phone: ReturnType<typeof runPhone>;

beforeEach(async () => {
  vendor = await startVendor();
  kept = nothingKept();
  phone = runPhone(kept);
  await phone.shifts.start();
});
afterEach(async () => {
  phone.shifts.close();
  await vendor.close();
});

const signIn = () => phone.shifts.signIn(formFor(vendor));
const keptValues = async () => (await kept.store.list()).map(({ value }) => JSON.parse(value));

describe('signing in', () => {
  test('brings the agent, their device and their line, and keeps the account', async () => {
    expect(signInOf(phone.desk)).toBe('signed-out');
    await signIn();
    const { state } = phone.desk;
    expect(state.signIn).toMatchObject({
      kind: 'signed-in',
      agent: { name: 'Asha Rao', userId: 'a+b@c.in' },
    });
    expect(state.device).toMatchObject({ effective: 'sip', hasPhone: true, phoneNumber: '•••3210' });
    expect(state.accounts).toHaveLength(1);
    expect(phone.shiftsSeen).toEqual([phone.shifts.current]);
    expect(phone.shifts.current?.lineAccount).toMatchObject({
      sipDomain: 'acme1.voip.exotel.com',
      sipUser: 'ashar1',
      sipSecret: 'plain-sip-secret',
    });
    expect(await keptValues()).toMatchObject([{ appSecret: 'pair-secret', token: { value: 'token-1' } }]);
    expect(kept.settings.readAccount()).toBe(state.accounts[0]?.id);
  });

  test('with an encrypted SIP secret registers with what is inside', async () => {
    const cipher = createCipheriv('aes-256-cfb', 'change this password to a secret', Buffer.alloc(16, 7));
    const bytes = [Buffer.alloc(16, 7), cipher.update('opened-secret'), cipher.final()];
    vendor.mapping.SipSecret = Buffer.concat(bytes).toString('hex');
    await signIn();
    expect(phone.shifts.current?.lineAccount.sipSecret).toBe('opened-secret');
  });

  test.each<[string, () => Promise<void>, string]>([
    ['a wrong pair', () => phone.shifts.signIn(formFor(vendor, { appSecret: 'wrong' })), 'wrong-credentials'],
    ['an unknown agent', () => phone.shifts.signIn(formFor(vendor, { userId: 'nobody' })), 'unknown-agent'],
    ['VoIP not enabled', () => signInWith({ SipId: '', SipSecret: '' }), 'voip-not-enabled'],
    ['a hidden SIP secret', () => signInWith({ SipSecret: '*****' }), 'sip-secret-masked'],
    ['an agent switched off', () => signInWith({ IsActive: false }), 'agent-inactive'],
  ])('with %s says so, and keeps no secret', async (_what, act, reason) => {
    await expect(act()).rejects.toMatchObject({ reason });
    expect(signInOf(phone.desk)).toBe(`signed-out: ${reason}`);
    expect(phone.shifts.current).toBeNull();
    expect(await keptValues()).toEqual([]);
  });

  function signInWith(over: Partial<Vendor['mapping']>): Promise<void> {
    Object.assign(vendor.mapping, over);
    return signIn();
  }

  test.each(['/token', '/usermapping'])(
    'is cancelled in the middle of %s, and leaves nothing',
    async (path) => {
      vendor.held = path;
      const signingIn = signIn();
      await expect.poll(() => vendor.asked.some((line) => line.endsWith(path))).toBe(true);
      phone.shifts.cancelSignIn();
      await signingIn;
      expect(signInOf(phone.desk)).toBe('signed-out');
      vendor.release();
      expect(await keptValues()).toEqual([]);
      await signIn();
      expect(signInOf(phone.desk)).toBe('signed-in');
      expect(await keptValues()).toHaveLength(1);
    },
  );

  test('again as the same agent makes no second account', async () => {
    await signIn();
    await signIn();
    expect(await keptValues()).toHaveLength(1);
    expect(phone.shiftsSeen.map((shift) => shift !== null)).toEqual([true, false, true]);
  });

  test('writes no secret into the log', async () => {
    await signIn();
    await phone.shifts.remove(phone.shifts.current?.agent.accountId ?? '');
    expect(phone.lines.length).toBeGreaterThan(2);
    expect(phone.lines.join('\n')).not.toMatch(/pair-secret|token-1|plain-sip-secret|9876543210|fault/);
  });
});

describe('in a call', () => {
  beforeEach(async () => {
    await signIn();
    const invite = { callId: 'c1', callSid: null, from: { displayName: '', user: 'x' }, calledNumber: null };
    phone.desk.dispatch({ kind: 'invited', invite, at: 1 });
  });

  test.each<[string, (id: string) => unknown]>([
    ['signing out', () => phone.shifts.signOut()],
    ['removing the account', (id) => phone.shifts.remove(id)],
  ])('%s is refused: no customer is left on a line that nobody watches', async (_what, act) => {
    const id = phone.shifts.current?.agent.accountId ?? '';
    await expect((async () => act(id))()).rejects.toMatchObject({ reason: 'in-call' });
    expect(signInOf(phone.desk)).toBe('signed-in');
    expect(phone.desk.state.calls[0]?.phase).toBe('ringing');
    expect(await keptValues()).toHaveLength(1);
    expect(kept.settings.readAccount()).toBe(id);
    phone.desk.dispatch({ kind: 'call-ended', callId: 'c1', reason: 'caller-gave-up', at: 2 });
    await act(id);
    expect(signInOf(phone.desk)).toBe('signed-out');
  });
});

test('signing out keeps the account and its secret: coming back takes no App secret', async () => {
  await signIn();
  const id = phone.shifts.current?.agent.accountId ?? '';
  phone.shifts.signOut();
  expect(phone.shiftsSeen.at(-1)).toBeNull();
  expect(await keptValues()).toMatchObject([{ appSecret: 'pair-secret' }]);
  await phone.shifts.signInStored(id);
  expect(signInOf(phone.desk)).toBe('signed-in');
});

describe('the next start', () => {
  test('readies the line for the account’s edge at once, and shows no form for a moment', async () => {
    await signIn();
    phone.shifts.close();
    phone = runPhone(kept);
    const seen = new Set<string>();
    phone.desk.subscribe(({ state }) => seen.add(state.signIn.kind));
    await phone.shifts.start();
    expect([...seen]).toEqual(['starting', 'signing-in', 'signed-in']);
    expect(phone.edges).toEqual([formFor(vendor).region.sipUrl]);
  });

  test('goes on with the account of the last run and its token', async () => {
    await signIn();
    phone.shifts.close();
    phone = runPhone(kept);
    await phone.shifts.start();
    expect(signInOf(phone.desk)).toBe('signed-in');
    expect(vendor.tokens).toBe(1);
  });

  test('waits for the agent after a sign-out, which keeps the account', async () => {
    await signIn();
    const first = phone.shifts.current?.agent.accountId ?? '';
    phone.shifts.signOut();
    expect(signInOf(phone.desk)).toBe('signed-out');
    phone = runPhone(kept);
    await phone.shifts.start();
    expect(signInOf(phone.desk)).toBe('signed-out');
    expect(phone.desk.state.accounts).toHaveLength(1);
    await phone.shifts.signInStored(first);
    expect(signInOf(phone.desk)).toBe('signed-in');
  });

  describe('without a network', () => {
    const signedIn = () =>
      new Promise<void>((resolve) => {
        const stop = phone.desk.subscribe(({ state }) => {
          if (state.signIn.kind !== 'signed-in') return;
          stop();
          resolve();
        });
      });

    beforeEach(async () => {
      await signIn();
      phone.shifts.close();
      phone = runPhone(kept);
      vendor.instead.set('/usermapping', null);
      await phone.shifts.start();
      expect(phone.desk.state.signIn).toMatchObject({ failure: { reason: 'no-network' } });
    });

    test('signs in by itself once it is back, and disturbs no form meanwhile', async () => {
      const seen = new Set<string>();
      phone.desk.subscribe(({ state }) => seen.add(state.signIn.kind));
      vendor.instead.clear();
      const back = signedIn();
      phone.shifts.refresh();
      await back;
      expect(seen).not.toContain('signing-in');
    });

    test('says so once the service refuses what it was asked meanwhile', async () => {
      vendor.instead.clear();
      vendor.mapping.IsActive = false;
      const told = new Promise<string | undefined>((resolve) => {
        phone.desk.subscribe(({ state: { signIn } }) => {
          if (signIn.kind === 'signed-out') resolve(signIn.failure?.reason);
        });
      });
      phone.shifts.refresh();
      expect(await told).toBe('agent-inactive');
    });

    test('leaves the agent alone who signs in, or out, on their own', async () => {
      phone.shifts.signOut();
      vendor.instead.clear();
      const begun = phone.edges.length;
      phone.shifts.refresh();
      // The keyring answers from memory: by then a sign-in would have begun.
      await new Promise(setImmediate);
      expect(phone.edges).toHaveLength(begun);
      expect(phone.desk.state.signIn).toEqual({ kind: 'signed-out', failure: null });
    });
  });

  test('finds nothing after the account was removed: the secret and the token are gone', async () => {
    await signIn();
    const id = phone.shifts.current?.agent.accountId ?? '';
    await phone.shifts.remove(id);
    expect(signInOf(phone.desk)).toBe('signed-out');
    expect(kept.settings.readAccount()).toBeNull();
    expect(await kept.store.list()).toEqual([]);
    expect(phone.desk.state.accounts).toEqual([]);
    await expect(phone.shifts.signInStored(id)).rejects.toMatchObject({ reason: 'no-such-account' });
  });
});

describe('a keyring that fails', () => {
  /** The run's own store, whose calls fail while `failing` names them. */
  function failingStore(failing: Set<string>): SecretStore {
    const fail = async (name: string) => {
      if (failing.has(name)) throw new OffhookError('keyring-locked');
    };
    return {
      kind: 'keyring',
      list: async () => fail('list').then(() => kept.store.list()),
      set: async (account, value) => fail('set').then(() => kept.store.set(account, value)),
      delete: async (account) => fail('delete').then(() => kept.store.delete(account)),
    };
  }

  test('to open says why, and memory serves until the phone quits', async () => {
    phone = runPhone(kept, async () => Promise.reject(new OffhookError('keyring-unavailable')));
    await phone.shifts.start();
    expect(phone.desk.state.secretStore).toMatchObject({ failure: { reason: 'keyring-unavailable' } });
    await expect(signIn()).rejects.toMatchObject({ reason: 'keyring-unavailable' });
    await phone.shifts.useMemory();
    await signIn();
    expect(signInOf(phone.desk)).toBe('signed-in');
    expect(await kept.store.list()).toEqual([]);
  });

  test('to answer at the start is said, and the agent may choose memory instead of waiting', async () => {
    const opening = Promise.withResolvers<SecretStore>();
    phone = runPhone(kept, () => opening.promise, 20);
    const starting = phone.shifts.start();
    expect(signInOf(phone.desk)).toBe('starting');
    await expect.poll(() => signInOf(phone.desk)).toBe('signed-out');
    expect(phone.desk.state.secretStore).toMatchObject({ failure: { reason: 'keyring-silent' } });
    await phone.shifts.useMemory();
    await signIn();
    opening.resolve(failingStore(new Set()));
    await starting;
    // Who signed in meanwhile stays so, in memory.
    expect(signInOf(phone.desk)).toBe('signed-in');
    expect(phone.desk.state.secretStore).toEqual({ kind: 'memory', failure: null });
    expect(await kept.store.list()).toEqual([]);
  });

  test('to answer at the start, and does so at last, goes on with the account by itself', async () => {
    await signIn();
    phone.shifts.close();
    const opening = Promise.withResolvers<SecretStore>();
    phone = runPhone(kept, () => opening.promise, 20);
    const starting = phone.shifts.start();
    await expect.poll(() => signInOf(phone.desk)).toBe('signed-out');
    opening.resolve(failingStore(new Set()));
    await starting;
    expect(signInOf(phone.desk)).toBe('signed-in');
    expect(phone.desk.state.secretStore).toEqual({ kind: 'keyring', failure: null });
  });

  test('while an agent is signed in is said, and memory takes its place with what the next token needs', async () => {
    const failing = new Set<string>();
    phone = runPhone(kept, async () => failingStore(failing));
    await phone.shifts.start();
    await signIn();
    const id = phone.shifts.current?.agent.accountId ?? '';
    for (const name of ['list', 'set', 'delete']) failing.add(name);
    vendor.takesToken = false;
    phone.shifts.current?.refresh();
    await expect.poll(() => phone.desk.state.notices.map(({ key }) => key)).toEqual(['keyring']);
    expect(phone.desk.state.secretStore).toMatchObject({ kind: 'unavailable' });
    expect(signInOf(phone.desk)).toBe('signed-in');
    await phone.shifts.useMemory();
    expect(phone.desk.state.notices).toEqual([]);
    expect(phone.desk.state.accounts.map((account) => account.id)).toEqual([id]);
    phone.shifts.signOut();
    await phone.shifts.signInStored(id);
    expect(signInOf(phone.desk)).toBe('signed-in');
  });

  test('and works again is in use again', async () => {
    const failing = new Set<string>();
    phone = runPhone(kept, async () => failingStore(failing));
    await phone.shifts.start();
    failing.add('list');
    await expect(signIn()).rejects.toMatchObject({ reason: 'keyring-locked' });
    expect(phone.desk.state.secretStore.kind).toBe('unavailable');
    failing.clear();
    await signIn();
    expect(phone.desk.state.secretStore).toEqual({ kind: 'keyring', failure: null });
  });

  test('to answer in the middle of a sign-in is said; choosing memory lets it go on', async () => {
    const store: SecretStore = { ...kept.store, kind: 'keyring', set: () => new Promise(() => undefined) };
    phone = runPhone(kept, async () => store, 20);
    await phone.shifts.start();
    const signingIn = signIn();
    await expect.poll(() => phone.desk.state.secretStore.failure?.reason).toBe('keyring-silent');
    await phone.shifts.useMemory();
    await signingIn;
    expect(signInOf(phone.desk)).toBe('signed-in');
  });

  test('to list at the start leaves the way to memory open', async () => {
    phone = runPhone(kept, async () => failingStore(new Set(['list'])));
    await phone.shifts.start();
    expect(phone.desk.state.secretStore).toMatchObject({ kind: 'unavailable' });
    await phone.shifts.useMemory();
    expect(phone.desk.state.secretStore.kind).toBe('memory');
    await signIn();
  });

  test('between listing and signing in does not leave the phone starting for ever', async () => {
    await signIn();
    phone.shifts.close();
    const failing = new Set<string>();
    phone = runPhone(kept, async () => failingStore(failing));
    phone.desk.subscribe(({ event }) => {
      if (event.kind === 'secret-store') failing.add('list');
    });
    await phone.shifts.start();
    expect(signInOf(phone.desk)).toBe('signed-out: keyring-locked');
  });

  test('to keep the account is told before the agent is told anything else', async () => {
    phone = runPhone(kept, async () => failingStore(new Set(['set'])));
    await phone.shifts.start();
    await expect(signIn()).rejects.toMatchObject({ reason: 'keyring-locked' });
    expect(signInOf(phone.desk)).toBe('signed-out: keyring-locked');
    expect(phone.shiftsSeen).toEqual([]);
  });

  test('to answer does not hold up a cancel, and what it keeps later all the same is shown', async () => {
    const prompt = Promise.withResolvers<void>();
    const { list, delete: remove } = kept.store;
    let isAsked = false;
    const set = async (account: string, value: string) => {
      isAsked = true;
      await prompt.promise;
      await kept.store.set(account, value);
    };
    phone = runPhone(kept, async () => ({ kind: 'keyring', list, set, delete: remove }));
    await phone.shifts.start();
    const signingIn = signIn();
    await expect.poll(() => isAsked).toBe(true);
    phone.shifts.cancelSignIn();
    await signingIn;
    expect(signInOf(phone.desk)).toBe('signed-out');
    prompt.resolve();
    await expect.poll(() => phone.desk.state.accounts).toHaveLength(1);
    expect(signInOf(phone.desk)).toBe('signed-out');
    await phone.shifts.remove(phone.desk.state.accounts[0]?.id ?? '');
    expect(await kept.store.list()).toEqual([]);
  });

  test('to remove the secret signs out all the same, and says that it is still there', async () => {
    phone = runPhone(kept, async () => failingStore(new Set(['delete'])));
    await phone.shifts.start();
    await signIn();
    const id = phone.shifts.current?.agent.accountId ?? '';
    await expect(phone.shifts.remove(id)).rejects.toMatchObject({ reason: 'keyring-locked' });
    expect(signInOf(phone.desk)).toBe('signed-out');
    expect(phone.desk.state.accounts).toHaveLength(1);
  });
});
