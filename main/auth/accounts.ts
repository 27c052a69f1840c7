// The accounts kept on this machine: each one item of the secret store, read back by its schema.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type SignInForm, type StoredAccount, storedAccountSchema } from '../../app/account/account.ts';
import { tokenSchema } from '../../app/exotel/token.ts';
import { OffhookError } from '../../app/failure.ts';
import type { SecretStore } from './secret-store.ts';

const keptAccountSchema = z.object({
  version: z.literal(1),
  account: storedAccountSchema,
  appSecret: z.string().min(1).max(1000),
  /** Null when there is none yet, or none that fits: the secret gets another. */
  token: tokenSchema.nullable(),
});

/** An account with its secrets; stays inside main. */
export type KeptAccount = Omit<z.infer<typeof keptAccountSchema>, 'version'>;

export interface AccountList {
  /** The last used first. */
  accounts: StoredAccount[];
  /** Ids of items that can't be read; they are left as they are. */
  corrupt: string[];
}

/** The most bytes Windows keeps in one item: CRED_MAX_CREDENTIAL_BLOB_SIZE of wincred.h, 5 × 512. */
export const largestItem = 2560;

/** The same account, app and agent have the same id: signing in again replaces what was kept. */
export function accountIdOf(form: Pick<SignInForm, 'region' | 'appId' | 'userId'>): string {
  const named = JSON.stringify([form.region.apiBase, form.appId, form.userId.toLowerCase()]);
  return createHash('sha256').update(named).digest('hex').slice(0, 32);
}

export interface Accounts {
  list(): Promise<AccountList>;
  /** @throws OffhookError `no-such-account`, also when its item can't be read */
  get(id: string): Promise<KeptAccount>;
  /** @throws OffhookError `bad-input` when it is too long for the keyring even without its token */
  save(kept: KeptAccount): Promise<void>;
  /** Removes the account with its token and secret. */
  remove(id: string): Promise<void>;
}

export function createAccounts(store: SecretStore): Accounts {
  return {
    async list() {
      const accounts: StoredAccount[] = [];
      const corrupt: string[] = [];
      for (const item of await store.list()) {
        const kept = readKept(item.account, item.secret);
        if (kept === null) corrupt.push(item.account);
        else accounts.push(kept.account);
      }
      return { accounts: accounts.sort((a, b) => b.lastUsedAt - a.lastUsedAt), corrupt };
    },

    async get(id) {
      const item = await store.get(id);
      const kept = item === null ? null : readKept(id, item);
      if (kept === null) throw new OffhookError('no-such-account');
      return kept;
    },

    async save(kept) {
      await store.set(kept.account.id, writeKept(kept));
    },

    async remove(id) {
      await store.delete(id);
    },
  };
}

function readKept(id: string, item: string): KeptAccount | null {
  let value: unknown;
  try {
    value = JSON.parse(item);
  } catch {
    return null;
  }
  const read = keptAccountSchema.safeParse(value);
  if (!read.success || read.data.account.id !== id) return null;
  const { version: _version, ...kept } = read.data;
  return kept;
}

function writeKept(kept: KeptAccount): string {
  const item = JSON.stringify({ version: 1, ...kept });
  if (Buffer.byteLength(item) <= largestItem) return item;
  const withoutToken = JSON.stringify({ version: 1, ...kept, token: null });
  if (Buffer.byteLength(withoutToken) <= largestItem) return withoutToken;
  throw new OffhookError('bad-input');
}
