// Secrets in the OS keyring, through keytar: Keychain, Credential Manager or the Secret Service.
import { randomUUID } from 'node:crypto';
import { OffhookError } from '../../app/failure.ts';
import type { SecretStore } from './secret-store.ts';

/** The part of keytar in use. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  findCredentials(service: string): Promise<{ account: string; password: string }[]>;
}

export interface KeyringOptions {
  /** Loads the native module; late, since without its system library the load itself fails. */
  load?: () => Promise<Keytar>;
  /** Milliseconds one operation may take, a person's typing into an unlock prompt included. */
  timeout?: number;
}

/** The service under which every item of ours is found. */
const service = 'Offhook';

/** Items that only prove that the keyring works; none is left behind on purpose. */
const probePrefix = 'probe-';

const defaultTimeout = 20_000;

/**
 * Opens the keyring, after a test item was written, read and removed.
 *
 * @throws OffhookError `keyring-unavailable` where there is none, `keyring-locked` when it stays locked or
 *   does not answer in time
 */
export async function openKeyring(options: KeyringOptions = {}): Promise<SecretStore> {
  const keytar = await (options.load ?? loadKeytar)().catch((error: unknown) => {
    throw new OffhookError('keyring-unavailable', { cause: error });
  });
  const store = storeOf(keytar, options.timeout ?? defaultTimeout);
  await probe(store);
  return store;
}

async function loadKeytar(): Promise<Keytar> {
  const { default: keytar } = await import('keytar');
  return keytar;
}

async function probe(store: SecretStore): Promise<void> {
  const account = `${probePrefix}${randomUUID()}`;
  const secret = randomUUID();
  await store.set(account, secret);
  const kept = await store.get(account);
  await store.delete(account);
  if (kept !== secret) throw new OffhookError('keyring-unavailable');
}

function storeOf(keytar: Keytar, timeout: number): SecretStore {
  const run = oneByOne(timeout);
  return {
    kind: 'keyring',
    get: (account) => run(() => keytar.getPassword(service, account)),
    set: (account, secret) => run(() => keytar.setPassword(service, account, secret)),
    delete: (account) => run(() => keytar.deletePassword(service, account)),
    list: async () => {
      const items = await run(() => keytar.findCredentials(service));
      return items
        .filter((item) => !item.account.startsWith(probePrefix))
        .map((item) => ({ account: item.account, secret: item.password }));
    },
  };
}

/**
 * Runs keyring operations one after another. An operation on a locked keyring can hang for as long as its
 * prompt stands, and holds one of Node's few worker threads meanwhile; it can't be cancelled. So while one
 * is overdue, others fail at once rather than join it.
 */
function oneByOne(timeout: number): <T>(operation: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let overdue = false;
  return (operation) => {
    const turn = last.then(() => {
      if (overdue) throw new OffhookError('keyring-locked');
      const work = operation();
      const done = work.finally(() => {
        overdue = false;
      });
      // Its outcome is told by the race below; a late failure has nobody left to tell.
      done.catch(() => undefined);
      return within(done, timeout, () => {
        overdue = true;
      });
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function within<T>(work: Promise<T>, timeout: number, onOverdue: () => void): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    onOverdue();
    late.reject(new OffhookError('keyring-locked'));
  }, timeout);
  try {
    return await Promise.race([work, late.promise]);
  } catch (error) {
    throw error instanceof OffhookError ? error : keyringFailure(error);
  } finally {
    clearTimeout(timer);
  }
}

/** What the platforms say when the keyring is there but locked; anything else is a keyring that is not. */
const lockedWords = /lock|dismiss|prompt|interaction|cancel|denied|passphrase/i;

function keyringFailure(error: unknown): OffhookError {
  const message = error instanceof Error ? error.message : String(error);
  return new OffhookError(lockedWords.test(message) ? 'keyring-locked' : 'keyring-unavailable', {
    cause: error,
  });
}
