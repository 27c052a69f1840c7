// What each preload puts into its window: named functions only, never a channel's name or an Electron object.
import type { SignInForm } from '../account/account.ts';
import type { DeviceChoice } from '../device/device.ts';
import type { Settings } from '../settings/settings.ts';
import type { Answer } from './channels.ts';
import type { DeskSnapshot } from './desk.ts';
import type { LineFact, LineOrder } from './line.ts';
import type { PopupView } from './popup.ts';

/** Ends a subscription. */
export type Unsubscribe = () => void;

/**
 * `window.deskBridge`. What main sends comes as `unknown`: the window reads it by the contract's schema.
 */
export interface DeskBridge {
  snapshot(): Promise<Answer<DeskSnapshot>>;
  signIn(form: SignInForm): Promise<Answer<undefined>>;
  signInStored(accountId: string): Promise<Answer<undefined>>;
  cancelSignIn(): Promise<Answer<undefined>>;
  /** Leaves the account and keeps it on this machine. */
  signOut(): Promise<Answer<undefined>>;
  /** Removes the account's secret from this machine. */
  removeAccount(accountId: string): Promise<Answer<undefined>>;
  /** The agent agrees to keep secrets in memory only, since there is no keyring. */
  useMemory(): Promise<Answer<undefined>>;
  answer(callId: string): Promise<Answer<undefined>>;
  decline(callId: string): Promise<Answer<undefined>>;
  hangUp(callId: string): Promise<Answer<undefined>>;
  chooseDevice(choice: DeviceChoice): Promise<Answer<undefined>>;
  /** Try the line again now, instead of at `retryAt` or after it was refused. */
  reconnect(): Promise<Answer<undefined>>;
  changeSettings(settings: Partial<Settings>): Promise<Answer<undefined>>;
  dismissNotice(key: string): Promise<Answer<undefined>>;
  onChange(listener: (change: unknown) => void): Unsubscribe;
}

/** `window.popupBridge`. */
export interface PopupBridge {
  view(): Promise<Answer<PopupView>>;
  answer(callId: string): Promise<Answer<undefined>>;
  decline(callId: string): Promise<Answer<undefined>>;
  hangUp(callId: string): Promise<Answer<undefined>>;
  openDesk(): Promise<Answer<undefined>>;
  painted(callId: string): Promise<Answer<undefined>>;
  onView(listener: (view: unknown) => void): Unsubscribe;
}

/** `window.lineBridge`. */
export interface LineBridge {
  ready(): Promise<Answer<LineOrder[]>>;
  fact(fact: LineFact): Promise<Answer<undefined>>;
  onOrder(listener: (order: unknown) => void): Unsubscribe;
}
