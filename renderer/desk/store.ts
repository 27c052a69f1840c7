// What the desk window holds: main's state as last heard, and what this window has asked of main.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskChange, DeskSnapshot } from '../../app/contract/desk.ts';
import { type DeskState, initialDeskState } from '../../app/desk/state.ts';
import type { Failure } from '../../app/failure.ts';
import { kept } from '../ui/kept.ts';

/** Something this window asked and main refused; shown until dismissed. */
export interface Refusal {
  key: number;
  what: AskName;
  /** The ask itself, with the call or account it was about. */
  ask: string;
  failure: Failure;
}

/** What this window can ask of main; each has words under `refused` for when it could not be done. */
export const askNames = [
  'sign-in',
  'remove-account',
  'cancel-sign-in',
  'sign-out',
  'use-memory',
  'answer',
  'decline',
  'hang-up',
  'choose-device',
  'reconnect',
  'change-settings',
  'dismiss-notice',
] as const;
export type AskName = (typeof askNames)[number];

export interface DeskView {
  /** `opening` until the first state is here; `lost` while none can be read, the last one still shown. */
  link: 'opening' | 'live' | 'lost';
  revision: number;
  desk: DeskState;
  refusals: readonly Refusal[];
  /** Names of the asks that main has not answered yet. */
  underWay: ReadonlySet<string>;
}

export type DeskStore = StoreApi<DeskView>;

export function createDeskStore(): DeskStore {
  return createStore<DeskView>()(() => ({
    link: 'opening',
    revision: -1,
    desk: initialDeskState,
    refusals: [],
    underWay: new Set(),
  }));
}

/** What a whole new state makes of the view. What it says again stays the very same object. */
export function withSnapshot(view: DeskView, { revision, state }: DeskSnapshot): Partial<DeskView> {
  return { link: 'live', revision, desk: kept(view.desk, state) };
}

/** What a change makes of the view. What did not change stays the very same object. */
export function withChange(view: DeskView, { revision, parts }: DeskChange): Partial<DeskView> {
  const { desk } = view;
  return {
    revision,
    desk: kept(desk, {
      signIn: parts.signIn ?? desk.signIn,
      accounts: parts.accounts ?? desk.accounts,
      secretStore: parts.secretStore ?? desk.secretStore,
      line: parts.line ?? desk.line,
      microphone: parts.microphone ?? desk.microphone,
      device: parts.device ?? desk.device,
      calls: parts.calls ?? desk.calls,
      recent: parts.recent ?? desk.recent,
      network: parts.network ?? desk.network,
      notices: parts.notices ?? desk.notices,
      settings: parts.settings ?? desk.settings,
      hasTray: parts.hasTray ?? desk.hasTray,
    }),
  };
}
