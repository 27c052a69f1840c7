// What the agent can do here, as asks of main. State never changes here: main says what became of it.
import type { SignInForm } from '../../app/account/account.ts';
import type { DeskBridge } from '../../app/contract/bridge.ts';
import { nothing } from '../../app/contract/channels.ts';
import type { DeviceChoice } from '../../app/device/device.ts';
import type { Settings } from '../../app/settings/settings.ts';
import { readAnswer } from '../ui/answer.ts';
import type { AskName, DeskStore } from './store.ts';

/** How long main may take, in milliseconds, with what it can do alone. */
const localWithinMs = 10_000;
/** How long main may take, in milliseconds, with what a keyring has a part in, its prompt included. */
const promptedWithinMs = 70_000;
/** How long main may take, in milliseconds, with what Exotel has a part in, its retries included. */
const remoteWithinMs = 120_000;

export interface DeskCommands {
  signIn(form: SignInForm): Promise<void>;
  signInStored(accountId: string): Promise<void>;
  cancelSignIn(): Promise<void>;
  /** Leaves the account, which stays on the computer. */
  signOut(): Promise<void>;
  /** Removes the account's secret from the computer. */
  removeAccount(accountId: string): Promise<void>;
  /** Keeps secrets in memory, since there is no keyring. */
  keepInMemory(): Promise<void>;
  answer(callId: string): Promise<void>;
  decline(callId: string): Promise<void>;
  hangUp(callId: string): Promise<void>;
  chooseDevice(choice: DeviceChoice): Promise<void>;
  reconnect(): Promise<void>;
  changeSettings(settings: Partial<Settings>): Promise<void>;
  dismissNotice(key: string): Promise<void>;
  /** Takes a refusal off the screen; main has no part in it. */
  dismissRefusal(key: number): void;
}

/** A refused ask is put into the store as a refusal, until the same is asked again or it is dismissed. */
export function createCommands(bridge: DeskBridge, store: DeskStore): DeskCommands {
  let lastKey = 0;

  async function run(
    what: AskName,
    ask: () => Promise<unknown>,
    { about = '', withinMs = localWithinMs, repeatable = false } = {},
  ): Promise<void> {
    const name = `${what} ${about}`.trimEnd();
    if (store.getState().underWay.has(name) && !repeatable) return;
    store.setState(({ underWay, refusals }) => ({
      underWay: new Set([...underWay, name]),
      refusals: refusals.filter((refusal) => refusal.ask !== name),
    }));
    const answer = await readAnswer(ask, nothing, withinMs);
    store.setState(({ underWay }) => ({
      underWay: new Set([...underWay].filter((other) => other !== name)),
    }));
    if (answer.ok) return;
    lastKey += 1;
    const refusal = { key: lastKey, what, ask: name, failure: answer.failure };
    store.setState(({ refusals }) => ({
      refusals: [...refusals.filter((other) => other.ask !== name), refusal],
    }));
  }

  const remote = { withinMs: remoteWithinMs };
  const prompted = { withinMs: promptedWithinMs };
  return {
    signIn: (form) => run('sign-in', () => bridge.signIn(form), remote),
    signInStored: (accountId) => run('sign-in', () => bridge.signInStored(accountId), remote),
    cancelSignIn: () => run('cancel-sign-in', () => bridge.cancelSignIn()),
    signOut: () => run('sign-out', () => bridge.signOut()),
    removeAccount: (accountId) => run('remove-account', () => bridge.removeAccount(accountId), prompted),
    keepInMemory: () => run('use-memory', () => bridge.useMemory()),
    answer: (callId) => run('answer', () => bridge.answer(callId), { about: callId }),
    decline: (callId) => run('decline', () => bridge.decline(callId), { about: callId }),
    hangUp: (callId) => run('hang-up', () => bridge.hangUp(callId), { about: callId }),
    chooseDevice: (choice) => run('choose-device', () => bridge.chooseDevice(choice), remote),
    reconnect: () => run('reconnect', () => bridge.reconnect()),
    changeSettings: (settings) =>
      run('change-settings', () => bridge.changeSettings(settings), { repeatable: true }),
    dismissNotice: (key) => run('dismiss-notice', () => bridge.dismissNotice(key), { about: key }),
    dismissRefusal: (key) =>
      store.setState(({ refusals }) => ({ refusals: refusals.filter((refusal) => refusal.key !== key) })),
  };
}
