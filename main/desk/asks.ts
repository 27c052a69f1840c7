// What main does for each thing the desk window and the popup ask.
import type { deskAsks } from '../../app/contract/desk.ts';
import type { PopupView, popupAsks } from '../../app/contract/popup.ts';
import type { DeskEvent } from '../../app/desk/reducer.ts';
import { type FailureReason, OffhookError } from '../../app/failure.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import type { Handlers } from '../windows/channels.ts';
import type { Desk } from './desk.ts';
import type { LineDesk } from './line-desk.ts';
import type { Shifts } from './shifts.ts';

export interface AsksOptions {
  desk: Desk;
  shifts: Shifts;
  line: LineDesk;
  settings: SettingsStore;
}

/** What an agent can do to a call, wherever they do it: window, popup, tray or notification. */
export interface CallCommands {
  answer(callId: string): void;
  decline(callId: string): void;
  hangUp(callId: string): void;
}

/** Each throws an OffhookError when the call is not in a phase for it; a repeated Answer is no error. */
export function callCommands(desk: Desk): CallCommands {
  const choose = (event: DeskEvent & { callId: string }, done: readonly string[], refusal: FailureReason) => {
    const before = desk.state.calls.find((call) => call.id === event.callId);
    if (before === undefined) throw new OffhookError('no-such-call');
    if (done.includes(before.phase)) return;
    desk.dispatch(event);
    if (desk.state.calls.find((call) => call.id === event.callId) === before) throw new OffhookError(refusal);
  };
  return {
    answer: (callId) =>
      choose({ kind: 'answer-chosen', callId }, ['answering', 'talking'], 'call-not-ringing'),
    decline: (callId) => choose({ kind: 'decline-chosen', callId }, ['ending', 'ended'], 'call-not-ringing'),
    hangUp: (callId) => choose({ kind: 'hang-up-chosen', callId }, ['ending', 'ended'], 'no-such-call'),
  };
}

export function answersToDesk(options: AsksOptions): Handlers<typeof deskAsks> {
  const { desk, shifts, line, settings } = options;
  const calls = callCommands(desk);
  return {
    'desk:snapshot': () => ({ revision: desk.revision, state: desk.state }),
    'desk:sign-in': (form) => discard(shifts.signIn(form)),
    'desk:sign-in-stored': ({ accountId }) => discard(shifts.signInStored(accountId)),
    'desk:cancel-sign-in': () => discard(shifts.cancelSignIn()),
    'desk:sign-out': () => discard(shifts.signOut()),
    'desk:remove-account': ({ accountId }) => discard(shifts.remove(accountId)),
    'desk:use-memory': () => discard(shifts.useMemory()),
    'desk:answer': ({ callId }) => discard(calls.answer(callId)),
    'desk:decline': ({ callId }) => discard(calls.decline(callId)),
    'desk:hang-up': ({ callId }) => discard(calls.hangUp(callId)),
    'desk:choose-device': ({ choice }) => {
      const shift = shifts.current;
      if (shift === null) throw new OffhookError('not-signed-in');
      return discard(shift.chooseDevice(choice));
    },
    'desk:reconnect': () => discard(line.reconnect({ asked: true })),
    'desk:change-settings': (change) => {
      const present = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const next = { ...desk.state.settings, ...present };
      settings.write(next);
      return discard(desk.dispatch({ kind: 'settings', settings: next }));
    },
    'desk:dismiss-notice': ({ key }) => discard(desk.dispatch({ kind: 'notice-dismissed', key })),
  };
}

export function answersToPopup(
  desk: Desk,
  line: LineDesk,
  view: () => PopupView,
  openDesk: () => void,
): Handlers<typeof popupAsks> {
  const calls = callCommands(desk);
  return {
    'popup:view': () => view(),
    'popup:answer': ({ callId }) => discard(calls.answer(callId)),
    'popup:decline': ({ callId }) => discard(calls.decline(callId)),
    'popup:hang-up': ({ callId }) => discard(calls.hangUp(callId)),
    'popup:open-desk': () => discard(openDesk()),
    'popup:painted': ({ callId }) => discard(line.painted(callId)),
  };
}

/** Windows are answered with nothing: what became of it is in the state. */
async function discard(done: unknown): Promise<undefined> {
  await done;
}
