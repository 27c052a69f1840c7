// Begins and ends shifts: who is signed in.
import { randomUUID } from 'node:crypto';
import type { SignInForm } from '../../app/account/account.ts';
import { isLive } from '../../app/calls/call.ts';
import { OffhookError, toFailure } from '../../app/failure.ts';
import type { KeptAccount } from '../auth/accounts.ts';
import type { KnownSecrets } from '../auth/known-secrets.ts';
import type { Service } from '../exotel/service.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import { Books, type BooksOptions } from './books.ts';
import { Resuming } from './resuming.ts';
import { Shift } from './shift.ts';

export interface ShiftsOptions extends BooksOptions {
  service: Service;
  settings: SettingsStore;
  secrets: KnownSecrets;
  /** An agent signs in whose line will be at this edge: its page can be made ready meanwhile. */
  onSigningIn: (sipUrl: string) => void;
  /** The shift in force changed: the line follows it. */
  onShift: (shift: Shift | null) => void;
}

/** Milliseconds a whole sign-in may take, its retries included. */
const signInTimeout = 60_000;

export class Shifts {
  /** The account that is signed in, with its secrets. */
  #kept: KeptAccount | null = null;
  #shift: Shift | null = null;
  #signingIn: AbortController | null = null;
  #accountId = '';
  /** Runs from a start that failed until it succeeds, or the agent does anything about it. */
  #resuming: Resuming | null = null;
  readonly #books: Books;
  readonly #options: ShiftsOptions;

  constructor(options: ShiftsOptions) {
    this.#options = options;
    this.#books = new Books(options);
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
    await this.#books.open(() => {
      this.#options.desk.dispatch({ kind: 'signed-out', failure: null, at: Date.now() });
    });
    await this.#resume();
  }

  /** The agent agreed to keep secrets in memory until the phone quits: also in place of a keyring that fails. */
  async useMemory(): Promise<void> {
    // Who is signed in stays so, with what their next token needs.
    await this.#books.useMemory(this.#kept);
  }

  async signIn(form: SignInForm): Promise<void> {
    this.#resuming?.stop();
    const known = (await this.#books.ask((book) => book.list())).find(
      (kept) =>
        kept.appId === form.appId &&
        kept.userId === form.userId &&
        kept.region.apiBase === form.region.apiBase,
    );
    await this.#begin({ id: known?.id ?? randomUUID(), ...form, token: null, lastUsedAt: Date.now() });
  }

  async signInStored(accountId: string): Promise<void> {
    this.#resuming?.stop();
    const kept = await this.#books.ask((book) => book.get(accountId));
    await this.#begin({ ...kept, lastUsedAt: Date.now() });
  }

  /** The network is back, or somebody is: what is known, and who could not be signed in, is asked again. */
  refresh(): void {
    this.#resuming?.now();
    this.#shift?.refresh();
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
    this.#resuming?.stop();
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
    this.#resuming?.stop();
    // One under way could keep the account anew.
    this.cancelSignIn();
    if (this.#shift?.agent.accountId === accountId) this.signOut();
    await this.#books.ask((book) => book.forget(accountId));
    await this.#books.show();
  }

  /** Ends the shift as the phone quits: at the next start it goes on. */
  close(): void {
    this.#resuming?.stop();
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
        this.#goOn(last, error);
      });
    } else if (signIn.kind === 'starting') {
      desk.dispatch({ kind: 'signed-out', failure: null, at: Date.now() });
    }
  }

  /** Tries again in the background: the page stays as it is, and may be typed into. */
  #goOn(accountId: string, error: unknown): void {
    this.#resuming = new Resuming({
      begin: async () => {
        const kept = await this.#books.ask((book) => book.get(accountId));
        await this.#begin({ ...kept, lastUsedAt: Date.now() }, 'unseen');
      },
      onRefused: (refused) => this.#end(refused),
    });
    this.#resuming.after(error);
  }

  #refuseInCall(): void {
    if (this.#options.desk.state.calls.some(isLive)) throw new OffhookError('in-call');
  }

  async #begin(account: KeptAccount, as: 'seen' | 'unseen' = 'seen'): Promise<void> {
    const { desk, service, settings, log, secrets, onShift, onSigningIn } = this.#options;
    this.cancelSignIn();
    // Without a shift there is nothing to end, and no form to show for a moment.
    if (this.#shift !== null) this.#end(null);
    onSigningIn(account.region.sipUrl);
    const signingIn = new AbortController();
    this.#signingIn = signingIn;
    const late = setTimeout(() => signingIn.abort(new OffhookError('timed-out')), signInTimeout);
    if (as === 'seen') desk.dispatch({ kind: 'signing-in', userId: account.userId });
    try {
      const shift = await Shift.begin(
        {
          account,
          desk,
          service,
          log: log.in('shift'),
          secrets,
          keep: async (kept) => {
            await this.#books.ask((book) => book.keep(kept));
            if (this.#kept?.id === kept.id) this.#kept = kept;
            // Also when the sign-in was cancelled meanwhile: what is kept can be seen and removed.
            await this.#books.show();
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
      if (this.#signingIn === signingIn && as === 'seen') this.#end(cancelled ? null : error);
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
