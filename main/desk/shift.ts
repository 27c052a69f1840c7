// A shift: one agent's time signed in, with the token, the line's account and the polling that go with it.
import type { Agent, Region } from '../../app/account/account.ts';
import type { LineAccount } from '../../app/contract/line.ts';
import type { DeviceChoice } from '../../app/device/device.ts';
import { isSettled } from '../../app/device/device.ts';
import { agentOf, deviceOf, type Mapping } from '../../app/exotel/mapping.ts';
import { OffhookError, toFailure } from '../../app/failure.ts';
import { type KeptAccount, shownAccount } from '../auth/accounts.ts';
import { readAgent } from '../auth/sign-in.ts';
import { Tokens } from '../auth/tokens.ts';
import { createExotelApi, type ExotelApi, requestToken } from '../exotel/api.ts';
import type { Service } from '../exotel/service.ts';
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
  /** Keeps the account with a new token. */
  keep: (account: KeptAccount) => Promise<void>;
  /** The service has put the agent out for good: the pair no longer works, or the agent is gone. */
  onPutOut: (error: OffhookError) => void;
}

/** What ends a shift by itself: trying again with the same pair cannot mend it. */
const endsShift = new Set(['wrong-credentials', 'token-expired', 'unknown-agent', 'agent-inactive']);

export class Shift {
  readonly agent: Agent;
  readonly lineAccount: LineAccount;
  readonly region: Region;
  readonly #api: ExotelApi;
  readonly #tokens: Tokens;
  readonly #options: ShiftOptions;
  readonly #poller: Poller;
  readonly #closing = new AbortController();
  #switching: Promise<void> | null = null;

  /**
   * Signs in: rejects with an OffhookError that says why it did not work, or with the signal's reason. The
   * account is kept before the agent is told, so that a keyring that fails is known at once.
   */
  static async begin(options: ShiftOptions, signal: AbortSignal): Promise<Shift> {
    const { service, desk, log } = options;
    let { account } = options;
    let isKept = false;
    const { apiBase } = account.region;
    const tokens = new Tokens({
      kept: account.token,
      request: (asked) => requestToken(service, apiBase, account, asked),
      keep: (token) => {
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

  private constructor(
    options: ShiftOptions,
    signedIn: { agent: Agent; lineAccount: LineAccount; mapping: Mapping },
    api: ExotelApi,
    tokens: Tokens,
  ) {
    this.#options = options;
    this.#api = api;
    this.#tokens = tokens;
    this.agent = signedIn.agent;
    this.lineAccount = signedIn.lineAccount;
    this.region = options.account.region;
    this.#poller = new Poller({
      ask: async (signal) => this.#readMapping(await this.#api.mapping(this.agent.userId, signal)),
      onFailure: (error) => this.#pollFailed(error),
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
   * Asks for the device to be rung, and believes only what is read back. A second choice waits for the first.
   *
   * @throws OffhookError `device-not-changed` when the service agreed but the mapping did not follow
   */
  async chooseDevice(choice: DeviceChoice): Promise<void> {
    const before = this.#switching;
    const switching = (async () => {
      await before?.catch(() => undefined);
      await this.#switchDevice(choice);
    })();
    this.#switching = switching;
    await switching;
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
    const { desk } = this.#options;
    const agent = agentOf(mapping, this.agent.accountId, desk.state.settings.country);
    desk.dispatch({ kind: 'agent-read', agent });
    desk.dispatch({ kind: 'device-read', device: deviceOf(mapping, Date.now()) });
    desk.dispatch({ kind: 'notice-dismissed', key: 'mapping' });
    if (!mapping.isActive) this.#options.onPutOut(new OffhookError('agent-inactive'));
  }

  #pollFailed(error: unknown): void {
    const { desk, log, onPutOut } = this.#options;
    const failure = toFailure(error);
    log.warn('mapping-not-read', { reason: failure.reason, requestId: failure.requestId });
    if (error instanceof OffhookError && endsShift.has(error.reason)) onPutOut(error);
    else desk.dispatch({ kind: 'notice', notice: { key: 'mapping', failure, at: Date.now() } });
  }
}
