// How a finished call reads in the list.
import { type CallOutcome, outcomeOf, talkTime } from '../../../app/calls/call.ts';
import type { RecentCall } from '../../../app/desk/state.ts';
import type { Tone } from '../../ui/status-mark.tsx';

export const outcomeTones = {
  answered: 'good',
  missed: 'bad',
  declined: 'off',
  'answered-elsewhere': 'info',
  failed: 'warn',
} as const satisfies Record<CallOutcome, Tone>;

export interface FinishedCall {
  outcome: CallOutcome;
  /** Milliseconds; null for a call that was not answered. */
  talked: number | null;
}

/** What became of a call from the log. */
export function finished(call: RecentCall): FinishedCall {
  const ended = { answeredAt: call.answeredAt, end: { reason: call.reason, at: call.endedAt } };
  return { outcome: outcomeOf(ended) ?? 'failed', talked: talkTime(ended) };
}
