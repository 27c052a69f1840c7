// Where secrets are kept: a port, with the OS keyring behind it, or this process's memory where there is none.

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
