// The accounts kept on this machine: one item of the secret store for each, with its secret and its token.
import { z } from 'zod';
import { type StoredAccount, storedAccountSchema } from '../../app/account/account.ts';
import { tokenSchema } from '../../app/exotel/token.ts';
import { OffhookError } from '../../app/failure.ts';
import type { SecretStore } from './secret-store.ts';

const keptAccountSchema = storedAccountSchema.extend({
  appSecret: z.string().min(1),
  token: tokenSchema.nullable(),
});
/** An account with its secrets. Never leaves main. */
export type KeptAccount = z.infer<typeof keptAccountSchema>;

/** Bytes: Windows' credential store takes no larger item (CRED_MAX_CREDENTIAL_BLOB_SIZE, 5 × 512). */
const largestItem = 2560;

/** What may be shown of a kept account. */
export function shownAccount(kept: KeptAccount): StoredAccount {
  return storedAccountSchema.parse(kept);
}

/** Keeps accounts in whichever store is in force. Rejects as the store does. */
export class AccountBook {
  readonly #store: SecretStore;
  readonly #onUnreadable: (account: string) => void;

  /** `onUnreadable` is told of an item that is no account of ours: it is skipped and left as it is. */
  constructor(store: SecretStore, onUnreadable: (account: string) => void) {
    this.#store = store;
    this.#onUnreadable = onUnreadable;
  }

  /** The account used last comes first. */
  async list(): Promise<KeptAccount[]> {
    const kept: KeptAccount[] = [];
    for (const { account, value } of await this.#store.list()) {
      const read = keptAccountSchema.safeParse(parseJson(value));
      if (read.success && read.data.id === account) kept.push(read.data);
      else this.#onUnreadable(account);
    }
    return kept.sort((a, b) => b.lastUsedAt - a.lastUsedAt);
  }

  /** @throws OffhookError `no-such-account` */
  async get(id: string): Promise<KeptAccount> {
    const kept = (await this.list()).find((account) => account.id === id);
    if (kept === undefined) throw new OffhookError('no-such-account');
    return kept;
  }

  /** @throws OffhookError `bad-input` when it is too long for a keyring even without its token */
  async keep(account: KeptAccount): Promise<void> {
    const kept = keptAccountSchema.parse(account);
    // Without its token the account still works: a new one is asked for at the next start.
    const items = [kept, { ...kept, token: null }].map((item) => JSON.stringify(item));
    const item = items.find((text) => Buffer.byteLength(text) <= largestItem);
    if (item === undefined) throw new OffhookError('bad-input');
    await this.#store.set(account.id, item);
  }

  async forget(id: string): Promise<void> {
    await this.#store.delete(id);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
