// What the popup shows, from the desk's state alone: a ring that is over can't be left on the screen.
import { isRinging } from '../../app/calls/call.ts';
import type { PopupView } from '../../app/contract/popup.ts';
import type { DeskState } from '../../app/desk/state.ts';

/**
 * The popup's view of `state`. `shownAt` (milliseconds since the epoch) stays that of the same call's first
 * view, so that a change of the call's details does not start the guard against stray clicks anew.
 */
export function popupView(state: DeskState, before: PopupView | null, now: number): PopupView {
  const call = state.calls.find(isRinging) ?? null;
  const same = call !== null && before?.call?.id === call.id;
  return {
    call,
    theme: state.settings.theme,
    shownAt: call === null ? null : same ? before.shownAt : now,
  };
}

/** True when a popup showing `before` has nothing new to learn from `after`. */
export function sameView(before: PopupView, after: PopupView): boolean {
  return before.call === after.call && before.theme === after.theme && before.shownAt === after.shownAt;
}
