// Where secrets are kept: a port, with the OS keyring behind it, or this process's memory where there is none.
import { OffhookError } from '../../app/failure.ts';

/** One kept secret: `account` names it, `value` is its text. */
export interface Secret {
  account: string;
  value: string;
}

/**
 * Each call may take as long as the desktop asks its person for a password, up to {@link keyringTimeout};
 * rejects with OffhookError `keyring-unavailable` or `keyring-locked`.
 */
export interface SecretStore {
  readonly kind: 'keyring' | 'memory';
  list(): Promise<Secret[]>;
  set(account: string, value: string): Promise<void>;
  delete(account: string): Promise<void>;
}

/** Milliseconds: long enough to type a password into the keyring's own prompt. */
export const keyringTimeout = 60_000;

/** Milliseconds after which an agent who waits for the keyring is told, and offered memory. */
export const keyringPatience = 5_000;

/**
 * `store`, with `tell` told how it does: `keyring-silent` when a call takes longer than `patience` milliseconds,
 * why a call failed, and null when one was done.
 */
export function watchedStore(
  store: SecretStore,
  tell: (failure: unknown) => void,
  patience: number = keyringPatience,
): SecretStore {
  const watch = async <T>(call: Promise<T>): Promise<T> => {
    const slow = setTimeout(() => tell(new OffhookError('keyring-silent')), patience);
    try {
      const done = await call;
      tell(null);
      return done;
    } catch (error) {
      tell(error);
      throw error;
    } finally {
      clearTimeout(slow);
    }
  };
  return {
    kind: store.kind,
    list: () => watch(store.list()),
    set: (account, value) => watch(store.set(account, value)),
    delete: (account) => watch(store.delete(account)),
  };
}

/** Secrets that end with this process. */
export function memoryStore(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    kind: 'memory',
    list: async () => [...secrets].map(([account, value]) => ({ account, value })),
    set: async (account, value) => {
      secrets.set(account, value);
    },
    delete: async (account) => {
      secrets.delete(account);
    },
  };
}
