// How a finished call reads: what became of it, why, and how long it was.
import type { TFunction } from 'i18next';
import { type CallOutcome, outcomeOf, talkTime } from '../../../app/calls/call.ts';
import { type Cause, causeOf } from '../../../app/calls/cause.ts';
import type { RecentCall } from '../../../app/desk/state.ts';
import { spokenTime } from '../../ui/format.ts';
import type { Tone } from '../../ui/status-mark.tsx';

export const outcomeTones = {
  answered: 'good',
  missed: 'bad',
  declined: 'off',
  'answered-elsewhere': 'info',
  failed: 'warn',
} as const satisfies Record<CallOutcome, Tone>;

/** What is read of a call that is over. */
export type EndedCall = Pick<RecentCall, 'reason' | 'rangAt' | 'answeredAt' | 'endedAt'>;

export interface FinishedCall {
  outcome: CallOutcome;
  cause: Cause;
  /** Milliseconds; null for a call that was not answered. */
  talked: number | null;
}

/** What became of a call. */
export function finished(call: EndedCall): FinishedCall {
  const ended = { answeredAt: call.answeredAt, end: { reason: call.reason, at: call.endedAt } };
  return { outcome: outcomeOf(ended) ?? 'failed', cause: causeOf(call), talked: talkTime(ended) };
}

/** The cause in words, each cause that is a matter of time with its time. */
export function causeWords(t: TFunction, { kind, rangFor }: Cause): string {
  return t(`cause.${kind}`, { time: spokenTime(rangFor) });
}

/** The call in two short texts: what became of it, and why; `why` is null where that would say it twice. */
export function outcomeWords(t: TFunction, call: EndedCall): { what: string; why: string | null } {
  const { outcome, cause, talked } = finished(call);
  const why = causeWords(t, cause);
  switch (outcome) {
    case 'answered':
      return { what: t('outcome.answered', { time: spokenTime(talked ?? 0) }), why };
    case 'missed':
    case 'failed':
      return { what: t(`outcome.${outcome}`), why };
    case 'declined':
    case 'answered-elsewhere':
      return { what: why, why: null };
  }
}
