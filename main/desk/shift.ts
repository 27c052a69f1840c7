// A shift: one agent's time signed in, with the token, the line's account and the polling that go with it.
import type { Agent, Region } from '../../app/account/account.ts';
import { isPutOut, trusted, weigh } from '../../app/account/doubt.ts';
import type { LineAccount } from '../../app/contract/line.ts';
import type { DeviceChoice } from '../../app/device/device.ts';
import { isSettled } from '../../app/device/device.ts';
import { agentOf, deviceOf, type Mapping } from '../../app/exotel/mapping.ts';
import { type Failure, OffhookError, toFailure } from '../../app/failure.ts';
import { type KeptAccount, shownAccount } from '../auth/accounts.ts';
import type { KnownSecrets } from '../auth/known-secrets.ts';
import { readAgent, type SignedIn } from '../auth/sign-in.ts';
import { Tokens } from '../auth/tokens.ts';
import { createExotelApi, type ExotelApi, requestToken } from '../exotel/api.ts';
import { type Service, ServiceError } from '../exotel/service.ts';
import { unlessAborted } from '../exotel/unless-aborted.ts';
import type { Log } from '../log/log.ts';
import { Poller } from '../polling/poller.ts';
import type { Desk } from './desk.ts';

/** Milliseconds between two readings of the agent's own mapping, and the longest pause while they fail. */
const mappingInterval = 30_000;
const longestMappingPause = 5 * 60_000;

export interface ShiftOptions {
  account: KeptAccount;
  desk: Desk;
  service: Service;
  log: Log;
  /** Told every secret the shift comes to know. */
  secrets: KnownSecrets;
  /** Keeps the account with a new token. */
  keep: (account: KeptAccount) => Promise<void>;
  /** The service has put the agent out and means it: the pair no longer works, or the agent is gone. */
  onPutOut: (error: OffhookError) => void;
}

export class Shift {
  readonly agent: Agent;
  readonly lineAccount: LineAccount;
  /** The SIP secret if the edge says that the line's is wrong; null where it can be read in one way only. */
  readonly otherSecret: string | null;
  readonly region: Region;
  readonly #api: ExotelApi;
  readonly #tokens: Tokens;
  readonly #options: ShiftOptions;
  readonly #poller: Poller;
  readonly #closing = new AbortController();
  #switching: { choice: DeviceChoice; done: Promise<void> } | null = null;
  #doubt = trusted;

  /**
   * Signs in: rejects with an OffhookError that says why it did not work, or with the signal's reason. The
   * account is kept before the agent is told, so that a keyring that fails is known at once.
   */
  static async begin(options: ShiftOptions, signal: AbortSignal): Promise<Shift> {
    const { service, desk, log, secrets } = options;
    let { account } = options;
    secrets.know(account.appSecret, account.token?.value ?? '');
    let isKept = false;
    const { apiBase } = account.region;
    const tokens = new Tokens({
      kept: account.token,
      request: (asked) => requestToken(service, apiBase, account, asked),
      keep: (token) => {
        secrets.know(token.value);
        account = { ...account, token };
        // A sign-in that fails or is cancelled leaves no secret behind.
        if (!isKept) return;
        options.keep(account).catch((error: unknown) => log.error('account-not-kept', { error }));
      },
      now: Date.now,
    });
    try {
      const api = createExotelApi({ service, base: apiBase, tokens });
      const { country } = desk.state.settings;
      const signedIn = await readAgent(api, shownAccount(account), country, signal);
      isKept = true;
      // A keyring may wait for its prompt for long: a cancel does not.
      await unlessAborted(options.keep(account), signal);
      signal.throwIfAborted();
      return new Shift(options, signedIn, api, tokens);
    } catch (error) {
      tokens.close();
      throw error;
    }
  }

  private constructor(options: ShiftOptions, signedIn: SignedIn, api: ExotelApi, tokens: Tokens) {
    this.#options = options;
    this.#api = api;
    this.#tokens = tokens;
    this.agent = signedIn.agent;
    this.lineAccount = signedIn.lineAccount;
    this.otherSecret = signedIn.otherSecret;
    options.secrets.know(signedIn.lineAccount.sipSecret);
    this.region = options.account.region;
    this.#poller = new Poller({
      ask: async (signal) => this.#readMapping(await this.#api.mapping(this.agent.userId, signal)),
      onFailure: (error) => this.#pollFailed(error),
      askedPause: (error) => (error instanceof ServiceError ? error.retryAfter : null),
      interval: mappingInterval,
      longest: longestMappingPause,
    });
    options.desk.dispatch({ kind: 'signed-in', agent: this.agent });
    this.#readMapping(signedIn.mapping);
    this.#poller.start();
  }

  /** Reads the mapping at once: the machine woke, or the network came back. */
  refresh(): void {
    this.#poller.now();
  }

  /**
   * Asks for the device to be rung, and believes only what is read back. A second choice waits for the first;
   * the same choice once more, as a double click makes it, is the first.
   *
   * @throws OffhookError `device-not-changed` when the service agreed but the mapping did not follow
   */
  async chooseDevice(choice: DeviceChoice): Promise<void> {
    const before = this.#switching;
    if (before?.choice === choice) return before.done;
    const done = (async () => {
      await before?.done.catch(() => undefined);
      await this.#switchDevice(choice);
    })();
    const switching = { choice, done };
    this.#switching = switching;
    try {
      await done;
    } finally {
      if (this.#switching === switching) this.#switching = null;
    }
  }

  end(): void {
    this.#poller.stop();
    this.#tokens.close();
    this.#closing.abort();
  }

  async #switchDevice(choice: DeviceChoice): Promise<void> {
    const { desk, log } = this.#options;
    const { signal } = this.#closing;
    // The shift may have ended while this choice waited for the one before.
    signal.throwIfAborted();
    desk.dispatch({ kind: 'device-wanted', choice });
    try {
      const mapping = await this.#api.switchDevice(this.agent.userId, choice, signal);
      this.#readMapping(mapping);
      if (!isSettled(choice, deviceOf(mapping, Date.now()))) throw new OffhookError('device-not-changed');
      log.info('device-switched', { choice });
    } catch (error) {
      log.warn('device-not-switched', { choice, reason: toFailure(error).reason });
      // Half a failure may have changed it all the same.
      this.#poller.now();
      throw error;
    } finally {
      if (!signal.aborted) desk.dispatch({ kind: 'device-settled' });
    }
  }

  #readMapping(mapping: Mapping): void {
    if (this.#closing.signal.aborted) return;
    const { desk, secrets } = this.#options;
    secrets.know(mapping.sipSecret);
    const agent = agentOf(mapping, this.agent.accountId, desk.state.settings.country);
    desk.dispatch({ kind: 'agent-read', agent });
    desk.dispatch({ kind: 'device-read', device: deviceOf(mapping, Date.now()) });
    if (!mapping.isActive) {
      this.#saidOut(new OffhookError('agent-inactive'), true);
      return;
    }
    this.#doubt = trusted;
    desk.dispatch({ kind: 'notice-dismissed', key: 'mapping' });
  }

  #pollFailed(error: unknown): void {
    const failure = toFailure(error);
    this.#options.log.warn('mapping-not-read', { reason: failure.reason, requestId: failure.requestId });
    if (error instanceof OffhookError && isPutOut(error.reason)) {
      this.#saidOut(error, error instanceof ServiceError && error.isVendors);
    } else {
      this.#tell(failure);
    }
  }

  /** Something says that the agent is out. The line stays until the vendor itself has said so for long. */
  #saidOut(error: OffhookError, isVendors: boolean): void {
    const { log, onPutOut } = this.#options;
    const { reason, requestId, detail } = error;
    if (isVendors && isPutOut(reason)) {
      this.#doubt = weigh(this.#doubt, reason, Date.now());
      log.warn('said-out', { reason, requestId, doubt: this.#doubt.kind });
    }
    if (this.#doubt.kind === 'proven') onPutOut(error);
    else this.#tell({ reason: 'sign-in-doubted', requestId, detail });
  }

  #tell(failure: Failure): void {
    this.#options.desk.dispatch({ kind: 'notice', notice: { key: 'mapping', failure, at: Date.now() } });
  }
}
