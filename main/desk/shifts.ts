// Begins and ends shifts: which store keeps secrets, which accounts there are, who is signed in.
import { randomUUID } from 'node:crypto';
import type { SignInForm } from '../../app/account/account.ts';
import { isLive } from '../../app/calls/call.ts';
import { OffhookError, toFailure } from '../../app/failure.ts';
import { AccountBook, type KeptAccount, shownAccount } from '../auth/accounts.ts';
import type { KnownSecrets } from '../auth/known-secrets.ts';
import { memoryStore, type SecretStore } from '../auth/secret-store.ts';
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
  /** The shift in force changed: the line follows it. */
  onShift: (shift: Shift | null) => void;
}

/** Milliseconds a whole sign-in may take, its retries included. */
const signInTimeout = 60_000;

export class Shifts {
  #book: AccountBook | null = null;
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

  /** Opens the keyring, and goes on with the account of the last run, if the agent did not sign out of it. */
  async start(): Promise<void> {
    const { desk, log, openKeyring, settings } = this.#options;
    try {
      await this.#use(await openKeyring());
    } catch (error) {
      const failure = toFailure(error);
      log.warn('keyring-not-opened', { reason: failure.reason, error });
      desk.dispatch({ kind: 'secret-store', store: { kind: 'unavailable', failure } });
    }
    const last = settings.readAccount();
    if (last !== null && desk.state.accounts.some((account) => account.id === last)) {
      await this.signInStored(last).catch((error: unknown) => {
        // Why it did not work is in the state by then, unless the keyring failed before it began.
        if (desk.state.signIn.kind === 'starting') this.#end(error);
      });
    } else {
      desk.dispatch({ kind: 'signed-out', failure: null, at: Date.now() });
    }
  }

  /** The agent agreed to keep secrets in memory until the phone quits. */
  async useMemory(): Promise<void> {
    if (this.#book === null) await this.#use(memoryStore());
  }

  async signIn(form: SignInForm): Promise<void> {
    const known = (await this.#opened().list()).find(
      (kept) =>
        kept.appId === form.appId &&
        kept.userId === form.userId &&
        kept.region.apiBase === form.region.apiBase,
    );
    await this.#begin({ id: known?.id ?? randomUUID(), ...form, token: null, lastUsedAt: Date.now() });
  }

  async signInStored(accountId: string): Promise<void> {
    const kept = await this.#opened().get(accountId);
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
    await this.#opened().forget(accountId);
    await this.#readAccounts();
  }

  /** Ends the shift as the phone quits: at the next start it goes on. */
  close(): void {
    this.cancelSignIn();
    this.#shift?.end();
    this.#shift = null;
  }

  async #use(store: SecretStore): Promise<void> {
    const { desk, log } = this.#options;
    const book = new AccountBook(store, (account) => log.warn('account-unreadable', { accountId: account }));
    // A store that can't be read is not in use: the way to memory stays open.
    await this.#readAccounts(book);
    this.#book = book;
    desk.dispatch({ kind: 'secret-store', store: { kind: store.kind, failure: null } });
  }

  #refuseInCall(): void {
    if (this.#options.desk.state.calls.some(isLive)) throw new OffhookError('in-call');
  }

  #opened(): AccountBook {
    if (this.#book === null) throw new OffhookError('keyring-unavailable');
    return this.#book;
  }

  async #readAccounts(book = this.#opened()): Promise<void> {
    const kept = await book.list();
    this.#options.desk.dispatch({ kind: 'accounts-read', accounts: kept.map(shownAccount) });
  }

  async #begin(account: KeptAccount): Promise<void> {
    const { desk, service, settings, log, secrets, onShift } = this.#options;
    this.cancelSignIn();
    this.#end(null);
    const signingIn = new AbortController();
    this.#signingIn = signingIn;
    const late = setTimeout(() => signingIn.abort(new OffhookError('timed-out')), signInTimeout);
    desk.dispatch({ kind: 'signing-in', userId: account.userId });
    try {
      const book = this.#opened();
      const shift = await Shift.begin(
        {
          account,
          desk,
          service,
          log: log.in('shift'),
          secrets,
          keep: async (kept) => {
            await book.keep(kept);
            // Also when the sign-in was cancelled meanwhile: what is kept can be seen and removed.
            await this.#readAccounts(book);
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
    shift?.end();
    if (shift !== null) onShift(null);
    const failure = error === null ? null : toFailure(error);
    if (failure !== null) log.warn('signed-out', { reason: failure.reason, requestId: failure.requestId });
    desk.dispatch({ kind: 'signed-out', failure, at: Date.now() });
  }
}
