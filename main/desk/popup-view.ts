// What the popup shows, from the desk's state and whether its window is seen: a ring that is over can't stay.
import { type Call, isRinging } from '../../app/calls/call.ts';
import type { PopupView } from '../../app/contract/popup.ts';
import type { DeskState } from '../../app/desk/state.ts';

/** What of the desk's window the agent has before them. */
export interface DeskSight {
  isShown: boolean;
  isFocused: boolean;
}

/**
 * The popup's view of `state`. `shownAt` (milliseconds since the epoch) stays that of the first view of the
 * same call in the same shape, so that a change of the call's details does not start the guard anew.
 */
export function popupView(
  state: DeskState,
  sight: DeskSight,
  before: PopupView | null,
  now: number,
): PopupView {
  const call = callToShow(state.calls, sight);
  const last = before?.call ?? null;
  const same = call !== null && last?.id === call.id && isRinging(last) === isRinging(call);
  return {
    call,
    theme: state.settings.theme,
    shownAt: call === null ? null : same && before !== null ? before.shownAt : now,
  };
}

/** An agent who works in the desk has the ring, and one who sees it has the call, in its dock. */
function callToShow(calls: readonly Call[], { isShown, isFocused }: DeskSight): Call | null {
  const ringing = calls.find(isRinging);
  if (ringing !== undefined) return isFocused ? null : ringing;
  return isShown ? null : (calls.find(isTaken) ?? null);
}

/** True from the choice to answer until the call is over. */
function isTaken({ phase, answeredAt }: Call): boolean {
  return phase === 'answering' || phase === 'talking' || (phase === 'ending' && answeredAt !== null);
}

/** True when a popup showing `before` has nothing new to learn from `after`. */
export function sameView(before: PopupView, after: PopupView): boolean {
  return before.call === after.call && before.theme === after.theme && before.shownAt === after.shownAt;
}
