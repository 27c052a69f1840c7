// Why a call ended, as far as the evidence goes: how long it rang, what ended it, what else was going on.
import type { Call, EndReason } from './call.ts';

/**
 * Below this many milliseconds a ring that was cancelled was ended by the caller. Above, the caller or the
 * flow's own ring time may have ended it: the edge sends the same CANCEL for both (facts.md §4.3), so that
 * only the length can be said.
 */
const shortestRingTime = 10_000;

/** What the phone shows as the cause: the reason, but for those that only the circumstances explain. */
export type CauseKind = Exclude<EndReason, 'caller-gave-up' | 'not-answered'> | 'hung-up' | 'stopped-ringing';

export interface Cause {
  kind: CauseKind;
  /** How long it rang, or lay until it was over: milliseconds. */
  rangFor: number;
}

/** The cause of a call that is over. */
export function causeOf(ended: {
  reason: EndReason;
  rangAt: number;
  answeredAt: number | null;
  endedAt: number;
}): Cause {
  const rangFor = Math.max(0, (ended.answeredAt ?? ended.endedAt) - ended.rangAt);
  return { kind: kindOf(ended.reason, ended.answeredAt !== null, rangFor), rangFor };
}

function kindOf(reason: EndReason, wasAnswered: boolean, rangFor: number): CauseKind {
  switch (reason) {
    case 'caller-gave-up':
      return rangFor < shortestRingTime ? 'hung-up' : 'stopped-ringing';
    case 'hung-up-by-customer':
      return wasAnswered ? reason : 'hung-up';
    case 'not-answered':
      return 'stopped-ringing';
    default:
      return reason;
  }
}

/** Why a call is refused while `other` lives: it only rings and is not answered yet, or is talked on. */
export function busyReason(other: Call): 'another-ringing' | 'on-another-call' {
  const isUnanswered = other.phase === 'ringing' || (other.phase === 'ending' && other.answeredAt === null);
  return isUnanswered ? 'another-ringing' : 'on-another-call';
}

const refusals: readonly EndReason[] = [
  'busy',
  'another-ringing',
  'on-another-call',
  'no-audio-offered',
  'audio-unsupported',
  'call-unsupported',
  'call-unreadable',
  'phone-fault',
];

/** True for a call that the phone itself turned away, so that it was missed without a ring. */
export function isRefusal(reason: EndReason): boolean {
  return refusals.includes(reason);
}
