// Where secrets are kept: the port, and the one that forgets at quit.

/** Keeps one text for each account. Every method rejects with an OffhookError. */
export interface SecretStore {
  readonly kind: 'keyring' | 'memory';
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  /** False when there was none. */
  delete(account: string): Promise<boolean>;
  list(): Promise<{ account: string; secret: string }[]>;
}

/** Keeps secrets in this process alone: for machines without a keyring, once the agent agreed. */
export function createMemoryStore(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    kind: 'memory',
    get: async (account) => secrets.get(account) ?? null,
    set: async (account, secret) => {
      secrets.set(account, secret);
    },
    delete: async (account) => secrets.delete(account),
    list: async () => [...secrets].map(([account, secret]) => ({ account, secret })),
  };
}
