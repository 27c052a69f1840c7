// Which store keeps the accounts' secrets, and what is asked of it while it may fail or be replaced.
import { OffhookError, toFailure } from '../../app/failure.ts';
import { AccountBook, type KeptAccount, shownAccount } from '../auth/accounts.ts';
import { keyringPatience, memoryStore, type SecretStore, watchedStore } from '../auth/secret-store.ts';
import type { Log } from '../log/log.ts';
import type { Desk } from './desk.ts';

export interface BooksOptions {
  desk: Desk;
  log: Log;
  openKeyring: () => Promise<SecretStore>;
  /** Milliseconds to wait for the keyring before the agent is offered another way. */
  patience?: number;
}

/** The notice about a keyring that fails an agent who is signed in. */
const keyringNotice = 'keyring';

export class Books {
  #book: AccountBook | null = null;
  /** Settles when another store takes the place of the one in force. */
  #replaced = Promise.withResolvers<null>();
  readonly #options: BooksOptions;

  constructor(options: BooksOptions) {
    this.#options = options;
  }

  /** Opens the keyring. `onSilent`: it does not answer, and the agent may choose memory meanwhile. */
  async open(onSilent: () => void): Promise<void> {
    const { log, openKeyring, patience = keyringPatience } = this.#options;
    const slow = setTimeout(() => {
      this.#tell(new OffhookError('keyring-silent'));
      onSilent();
    }, patience);
    try {
      const keyring = await openKeyring();
      // By then the agent may have chosen memory, and signed in.
      if (this.#book === null) await this.#use(this.#watched(keyring));
    } catch (error) {
      log.warn('keyring-not-opened', { error });
      if (this.#book === null) this.#tell(error);
    } finally {
      clearTimeout(slow);
    }
  }

  /** Keeps secrets in memory until the phone quits; `kept` goes with it. */
  async useMemory(kept: KeptAccount | null): Promise<void> {
    const { desk } = this.#options;
    if (desk.state.secretStore.kind === 'memory') return;
    const store = memoryStore();
    if (kept !== null) await this.#bookOf(store).keep(kept);
    await this.#use(store);
    desk.dispatch({ kind: 'notice-dismissed', key: keyringNotice });
  }

  /**
   * What the store in force answers; another that takes its place meanwhile is asked instead.
   *
   * @throws OffhookError `keyring-unavailable` before there is one, or what the store says
   */
  async ask<T>(ask: (book: AccountBook) => Promise<T>): Promise<T> {
    const answer = ask(this.#opened()).then((value) => ({ value }));
    // A store that was replaced may fail long after nobody listens.
    answer.catch(() => undefined);
    const first = await Promise.race([answer, this.#replaced.promise]);
    return first === null ? this.ask(ask) : first.value;
  }

  /** Shows which accounts are kept, in the store in force or in `book`. */
  async show(book?: AccountBook): Promise<void> {
    const kept = await (book === undefined ? this.ask((now) => now.list()) : book.list());
    this.#options.desk.dispatch({ kind: 'accounts-read', accounts: kept.map(shownAccount) });
  }

  async #use(store: SecretStore): Promise<void> {
    const book = this.#bookOf(store);
    // A store that can't be read is not in use: the way to memory stays open.
    await this.show(book);
    this.#book = book;
    this.#replaced.resolve(null);
    this.#replaced = Promise.withResolvers();
    this.#options.desk.dispatch({ kind: 'secret-store', store: { kind: store.kind, failure: null } });
  }

  #bookOf(store: SecretStore): AccountBook {
    return new AccountBook(store, (account) =>
      this.#options.log.warn('account-unreadable', { accountId: account }),
    );
  }

  /** A keyring of which the agent is told as soon as it fails or keeps them waiting. */
  #watched(keyring: SecretStore): SecretStore {
    return watchedStore(
      keyring,
      (failure) => {
        // Nobody cares how a keyring does once memory has its place.
        if (this.#options.desk.state.secretStore.kind !== 'memory') this.#tell(failure);
      },
      this.#options.patience,
    );
  }

  #tell(error: unknown): void {
    const { desk } = this.#options;
    const failure = error === null ? null : toFailure(error);
    const { secretStore, signIn } = desk.state;
    const kind = failure === null ? 'keyring' : 'unavailable';
    if (secretStore.kind === kind && secretStore.failure?.reason === failure?.reason) return;
    desk.dispatch({ kind: 'secret-store', store: { kind, failure } });
    if (failure === null) desk.dispatch({ kind: 'notice-dismissed', key: keyringNotice });
    else if (signIn.kind === 'signed-in') {
      desk.dispatch({ kind: 'notice', notice: { key: keyringNotice, failure, at: Date.now() } });
    }
  }

  #opened(): AccountBook {
    if (this.#book === null) throw new OffhookError('keyring-unavailable');
    return this.#book;
  }
}
