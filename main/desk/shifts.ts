// Begins and ends shifts: which store keeps secrets, which accounts there are, who is signed in.
import { randomUUID } from 'node:crypto';
import type { SignInForm } from '../../app/account/account.ts';
import { isLive } from '../../app/calls/call.ts';
import { OffhookError, toFailure } from '../../app/failure.ts';
import { AccountBook, type KeptAccount, shownAccount } from '../auth/accounts.ts';
import type { KnownSecrets } from '../auth/known-secrets.ts';
import { keyringPatience, memoryStore, type SecretStore, watchedStore } from '../auth/secret-store.ts';
import type { Service } from '../exotel/service.ts';
import type { Log } from '../log/log.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import type { Desk } from './desk.ts';
import { Shift } from './shift.ts';

export interface ShiftsOptions {
  desk: Desk;
  service: Service;
  settings: SettingsStore;
  log: Log;
  secrets: KnownSecrets;
  openKeyring: () => Promise<SecretStore>;
  /** Milliseconds to wait for the keyring before the agent is offered another way. */
  patience?: number;
  /** An agent signs in whose line will be at this edge: its page can be made ready meanwhile. */
  onSigningIn: (sipUrl: string) => void;
  /** The shift in force changed: the line follows it. */
  onShift: (shift: Shift | null) => void;
}

/** The notice about a keyring that fails an agent who is signed in. */
const keyringNotice = 'keyring';

/** Milliseconds a whole sign-in may take, its retries included. */
const signInTimeout = 60_000;

export class Shifts {
  #book: AccountBook | null = null;
  /** Settles when another store takes the place of the one in force. */
  #replaced = Promise.withResolvers<null>();
  /** The account that is signed in, with its secrets. */
  #kept: KeptAccount | null = null;
  #shift: Shift | null = null;
  #signingIn: AbortController | null = null;
  #accountId = '';
  readonly #options: ShiftsOptions;

  constructor(options: ShiftsOptions) {
    this.#options = options;
  }

  get current(): Shift | null {
    return this.#shift;
  }

  /** The account of the shift in force or, after it, of the last one: a call may outlive its shift. */
  get accountId(): string {
    return this.#accountId;
  }

  /**
   * Opens the keyring, and goes on with the account of the last run, if the agent did not sign out of it. A
   * keyring that does not answer is waited for, while the agent may choose memory and sign in.
   */
  async start(): Promise<void> {
    const { desk, log, openKeyring, patience = keyringPatience } = this.#options;
    const slow = setTimeout(() => {
      this.#tellStore(new OffhookError('keyring-silent'));
      desk.dispatch({ kind: 'signed-out', failure: null, at: Date.now() });
    }, patience);
    try {
      const keyring = await openKeyring();
      // By then the agent may have chosen memory, and signed in.
      if (this.#book === null) await this.#use(this.#watched(keyring));
    } catch (error) {
      log.warn('keyring-not-opened', { error });
      if (this.#book === null) this.#tellStore(error);
    } finally {
      clearTimeout(slow);
    }
    await this.#resume();
  }

  /** The agent agreed to keep secrets in memory until the phone quits: also in place of a keyring that fails. */
  async useMemory(): Promise<void> {
    if (this.#options.desk.state.secretStore.kind === 'memory') return;
    const store = memoryStore();
    // Who is signed in stays so, with what their next token needs.
    if (this.#kept !== null) await this.#bookOf(store).keep(this.#kept);
    await this.#use(store);
    this.#options.desk.dispatch({ kind: 'notice-dismissed', key: keyringNotice });
  }

  async signIn(form: SignInForm): Promise<void> {
    const known = (await this.#ask((book) => book.list())).find(
      (kept) =>
        kept.appId === form.appId &&
        kept.userId === form.userId &&
        kept.region.apiBase === form.region.apiBase,
    );
    await this.#begin({ id: known?.id ?? randomUUID(), ...form, token: null, lastUsedAt: Date.now() });
  }

  async signInStored(accountId: string): Promise<void> {
    const kept = await this.#ask((book) => book.get(accountId));
    await this.#begin({ ...kept, lastUsedAt: Date.now() });
  }

  cancelSignIn(): void {
    this.#signingIn?.abort();
  }

  /**
   * Leaves the account and keeps it.
   *
   * @throws OffhookError `in-call`: a call is not left on a line that nobody watches
   */
  signOut(): void {
    this.#refuseInCall();
    this.cancelSignIn();
    this.#options.settings.writeAccount(null);
    this.#end(null);
  }

  /**
   * Removes the account's secret and token from this machine, and leaves it first.
   *
   * @throws OffhookError `in-call`, or what the keyring says: then the account is still there
   */
  async remove(accountId: string): Promise<void> {
    this.#refuseInCall();
    // One under way could keep the account anew.
    this.cancelSignIn();
    if (this.#shift?.agent.accountId === accountId) this.signOut();
    await this.#ask((book) => book.forget(accountId));
    await this.#readAccounts();
  }

  /** Ends the shift as the phone quits: at the next start it goes on. */
  close(): void {
    this.cancelSignIn();
    this.#shift?.end();
    this.#shift = null;
  }

  async #resume(): Promise<void> {
    const { desk, settings } = this.#options;
    const { signIn } = desk.state;
    const isFree = signIn.kind === 'starting' || (signIn.kind === 'signed-out' && signIn.failure === null);
    if (!isFree || this.#signingIn !== null) return;
    const last = settings.readAccount();
    if (last !== null && desk.state.accounts.some((account) => account.id === last)) {
      await this.signInStored(last).catch((error: unknown) => {
        // Why it did not work is in the state by then, unless the keyring failed before it began.
        if (desk.state.signIn.kind === 'starting') this.#end(error);
      });
    } else if (signIn.kind === 'starting') {
      desk.dispatch({ kind: 'signed-out', failure: null, at: Date.now() });
    }
  }

  async #use(store: SecretStore): Promise<void> {
    const book = this.#bookOf(store);
    // A store that can't be read is not in use: the way to memory stays open.
    await this.#readAccounts(book);
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
        if (this.#options.desk.state.secretStore.kind !== 'memory') this.#tellStore(failure);
      },
      this.#options.patience,
    );
  }

  #tellStore(error: unknown): void {
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

  /** What the store in force answers; another that takes its place meanwhile is asked instead. */
  async #ask<T>(ask: (book: AccountBook) => Promise<T>): Promise<T> {
    const answer = ask(this.#opened()).then((value) => ({ value }));
    // A store that was replaced may fail long after nobody listens.
    answer.catch(() => undefined);
    const first = await Promise.race([answer, this.#replaced.promise]);
    return first === null ? this.#ask(ask) : first.value;
  }

  #refuseInCall(): void {
    if (this.#options.desk.state.calls.some(isLive)) throw new OffhookError('in-call');
  }

  #opened(): AccountBook {
    if (this.#book === null) throw new OffhookError('keyring-unavailable');
    return this.#book;
  }

  async #readAccounts(book?: AccountBook): Promise<void> {
    const kept = await (book === undefined ? this.#ask((now) => now.list()) : book.list());
    this.#options.desk.dispatch({ kind: 'accounts-read', accounts: kept.map(shownAccount) });
  }

  async #begin(account: KeptAccount): Promise<void> {
    const { desk, service, settings, log, secrets, onShift, onSigningIn } = this.#options;
    this.cancelSignIn();
    // Without a shift there is nothing to end, and no form to show for a moment.
    if (this.#shift !== null) this.#end(null);
    onSigningIn(account.region.sipUrl);
    const signingIn = new AbortController();
    this.#signingIn = signingIn;
    const late = setTimeout(() => signingIn.abort(new OffhookError('timed-out')), signInTimeout);
    desk.dispatch({ kind: 'signing-in', userId: account.userId });
    try {
      const shift = await Shift.begin(
        {
          account,
          desk,
          service,
          log: log.in('shift'),
          secrets,
          keep: async (kept) => {
            await this.#ask((book) => book.keep(kept));
            if (this.#kept?.id === kept.id) this.#kept = kept;
            // Also when the sign-in was cancelled meanwhile: what is kept can be seen and removed.
            await this.#readAccounts();
          },
          onPutOut: (error) => {
            // A call outlives it: the next reading of the mapping says the same again.
            if (!desk.state.calls.some(isLive)) this.#end(error);
          },
        },
        signingIn.signal,
      );
      this.#shift = shift;
      this.#accountId = account.id;
      this.#kept = account;
      settings.writeAccount(account.id);
      log.info('signed-in', { accountId: account.id });
      onShift(shift);
    } catch (error) {
      const cancelled = signingIn.signal.aborted && !(signingIn.signal.reason instanceof OffhookError);
      // A newer sign-in has the screen already.
      if (this.#signingIn === signingIn) this.#end(cancelled ? null : error);
      if (!cancelled) throw error;
    } finally {
      clearTimeout(late);
      if (this.#signingIn === signingIn) this.#signingIn = null;
    }
  }

  #end(error: unknown): void {
    const { desk, log, onShift } = this.#options;
    const shift = this.#shift;
    this.#shift = null;
    this.#kept = null;
    shift?.end();
    if (shift !== null) onShift(null);
    const failure = error === null ? null : toFailure(error);
    if (failure !== null) log.warn('signed-out', { reason: failure.reason, requestId: failure.requestId });
    desk.dispatch({ kind: 'signed-out', failure, at: Date.now() });
  }
}
