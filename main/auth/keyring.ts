// The OS keyring through keytar: never asked while it may be locked, each call within a time and a reason.
import { z } from 'zod';
import { OffhookError } from '../../app/failure.ts';
import { keyringTimeout, type Secret, type SecretStore } from './secret-store.ts';

/** The name all of the phone's items stand under in the keyring. */
const service = 'Offhook';

/** Two items of our own: one written to see whether the keyring is open, one that names the others. */
const probeItem = 'probe';
const indexItem = 'index';

/** An account must not take the name of either: without the index no secret would be found again. */
const isReserved = (account: string) => account === probeItem || account === indexItem;

const indexSchema = z.array(z.string());

/**
 * What is used of keytar. Not `findCredentials`: with an item of ours in a locked Secret Service it does not
 * reject but ends the process, so the items are found by an index of their own.
 */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** The OS keyring. keytar is loaded at the first use: without libsecret on Linux loading it fails. */
export class Keyring {
  readonly #turns: Turns;
  readonly #load: () => Promise<Keytar>;

  constructor(load: () => Promise<Keytar> = loadKeytar, timeout: number = keyringTimeout) {
    this.#load = load;
    this.#turns = new Turns(timeout);
  }

  /** True while a call is under way, also one that nobody waits for any more: it may keep the process alive. */
  get isBusy(): boolean {
    return this.#turns.isBusy;
  }

  /**
   * The keyring, proven by writing to it.
   *
   * @throws OffhookError `keyring-unavailable`, `keyring-locked`
   */
  async open(): Promise<SecretStore> {
    const store = storeOf(await this.#turns.take(this.#load), this.#turns);
    await store.list();
    return store;
  }
}

function storeOf(keytar: Keytar, turns: Turns): SecretStore {
  /**
   * A locked keyring reads as empty and deletes nothing, without a word; only writing tells. So every call
   * writes first, which also brings up the desktop's own prompt to unlock it.
   */
  const unlocked = <T>(act: () => Promise<T>) =>
    turns.take(async () => {
      await keytar.setPassword(service, probeItem, 'open');
      return await act();
    });

  const readIndex = async () => {
    const text = await keytar.getPassword(service, indexItem);
    const index = text === null ? null : indexSchema.safeParse(parseJson(text));
    return { text, accounts: index?.success ? index.data : [], isReadable: index?.success ?? true };
  };
  const writeIndex = (accounts: string[]) => keytar.setPassword(service, indexItem, JSON.stringify(accounts));

  return {
    kind: 'keyring',
    list: () =>
      unlocked(async () => {
        const index = await readIndex();
        // Whoever reads the items reports this one like any other that makes no sense.
        if (!index.isReadable) return [{ account: indexItem, value: index.text ?? '' }];
        const secrets: Secret[] = [];
        for (const account of index.accounts.filter((known) => !isReserved(known))) {
          const value = await keytar.getPassword(service, account);
          if (value !== null) secrets.push({ account, value });
        }
        return secrets;
      }),
    set: (account, value) =>
      unlocked(async () => {
        if (isReserved(account)) throw new OffhookError('bad-input');
        await keytar.setPassword(service, account, value);
        const { accounts } = await readIndex();
        if (!accounts.includes(account)) await writeIndex([...accounts, account]);
      }),
    delete: (account) =>
      unlocked(async () => {
        if (isReserved(account)) throw new OffhookError('no-such-account');
        await keytar.deletePassword(service, account);
        // The agent was told it is gone: that must be so.
        if ((await keytar.getPassword(service, account)) !== null) throw new OffhookError('keyring-locked');
        const { accounts } = await readIndex();
        if (accounts.includes(account)) await writeIndex(accounts.filter((known) => known !== account));
      }),
  };
}

async function loadKeytar(): Promise<Keytar> {
  const { default: keytar } = await import('keytar');
  return keytar;
}

/**
 * Runs keyring calls one after another. One that hangs on an unlock prompt can't be cancelled and holds one
 * of Node's few worker threads, so while one is overdue the others fail at once instead of joining it.
 */
class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #isOverdue = false;
  #underWay = 0;
  readonly #timeout: number;

  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  take<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#run(act));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #run<T>(act: () => Promise<T>): Promise<T> {
    if (this.#isOverdue) throw new OffhookError('keyring-locked');
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      this.#isOverdue = true;
      late.reject(new OffhookError('keyring-locked'));
    }, this.#timeout);
    this.#underWay += 1;
    const work = act().finally(() => {
      this.#isOverdue = false;
      this.#underWay -= 1;
    });
    try {
      return await Promise.race([work, late.promise]);
    } catch (error) {
      if (error instanceof OffhookError) throw error;
      throw new OffhookError(isLocked(error) ? 'keyring-locked' : 'keyring-unavailable', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** libsecret, Windows and macOS each say in their own words that the keyring is locked or was not opened. */
function isLocked(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return /locked|dismissed|cancell?ed|not allowed|interaction/i.test(message);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
