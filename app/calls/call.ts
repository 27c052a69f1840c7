// A call and its life: the states, what each means, and the one guarded transition between them.
import { z } from 'zod';
import { callerSchema, shownText } from './caller.ts';

/**
 * The phases of a call, as the agent lives them.
 *
 *     ringing ──answer──▶ answering ──established──▶ talking
 *        │  │                 │  │                    │   │
 *     decline │            hang up │               hang up │
 *        ▼  │                 ▼  │                    ▼   │
 *      ending ◀───────────── ending ◀─────────────── ending
 *        │  └─────────────────┴──────── ended ────────────┘
 *        └────────────────▶ ended
 *
 * `ringing`: the INVITE is here and 180 was sent. `answering`: the agent chose to answer, the call is not
 * yet confirmed by ACK. `talking`: confirmed. `ending`: the agent chose to end it, the line has not yet
 * said that it is over. `ended`: over, with its {@link callEndSchema}; nothing leaves this phase.
 */
export const callPhaseSchema = z.enum(['ringing', 'answering', 'talking', 'ending', 'ended']);

/**
 * Why a call is over: what ended it. `on-another-call`, `another-ringing`: refused with 486 by the phone
 * itself, since the agent was on another call, or another one rang. `busy`: one of the two, in rows kept
 * before they were told apart. The phone turned away as well: `no-audio-offered`, `audio-unsupported` (an
 * offer it cannot answer), `call-unsupported` (an extension or body it does not know), `call-unreadable`,
 * `phone-fault` (it failed while taking the call in). What the agent reads is the cause (cause.ts).
 */
export const endReasonSchema = z.enum([
  'hung-up-by-agent',
  'hung-up-by-customer',
  'declined',
  'on-another-call',
  'another-ringing',
  'busy',
  'caller-gave-up',
  'answered-elsewhere',
  'not-answered',
  'no-audio-offered',
  'audio-unsupported',
  'call-unsupported',
  'call-unreadable',
  'phone-fault',
  'microphone-denied',
  'microphone-missing',
  'microphone-busy',
  'media-failed',
  'line-lost',
  'failed',
]);
export type EndReason = z.infer<typeof endReasonSchema>;

const callEndSchema = z.object({ reason: endReasonSchema, at: z.number() });

/** What the media of a live call does: `interrupted` is a call whose audio stopped arriving. */
export const mediaStateSchema = z.enum(['none', 'connecting', 'flowing', 'interrupted']);
export type MediaState = z.infer<typeof mediaStateSchema>;

/** All times are milliseconds since the epoch, by this machine's clock. */
export const callSchema = z.object({
  /** Our own id of the call, unique for ever. */
  id: z.string().min(1).max(128),
  /** The vendor's join key (facts.md §4.3): opaque, and absent when the edge did not send it. */
  callSid: z.string().max(256).nullable(),
  direction: z.enum(['inbound', 'outbound']),
  caller: callerSchema,
  /** The account's number that the customer called, formatted; null when unknown. */
  calledNumber: shownText.nullable(),
  phase: callPhaseSchema,
  media: mediaStateSchema,
  rangAt: z.number(),
  answeredAt: z.number().nullable(),
  end: callEndSchema.nullable(),
});
export type Call = z.infer<typeof callSchema>;

export type CallEvent =
  | { kind: 'answer-chosen' }
  | { kind: 'decline-chosen' }
  | { kind: 'hang-up-chosen' }
  | { kind: 'established'; at: number }
  | { kind: 'media'; media: MediaState }
  | { kind: 'ended'; reason: EndReason; at: number };

/** True while the call rings or is talked on: the times when a second call finds the line busy. */
export function isLive(call: Call): boolean {
  return call.phase !== 'ended';
}

/** True while a ring must be heard and seen; the only source of every ring, popup and notification. */
export function isRinging(call: Call): boolean {
  return call.phase === 'ringing';
}

/**
 * The next state of a call, or null when the event has no meaning in its present phase (a late CANCEL, a
 * second click on Answer): such events change nothing and are the caller's to log.
 */
export function transition(call: Call, event: CallEvent): Call | null {
  switch (event.kind) {
    case 'answer-chosen':
      return call.phase === 'ringing' ? { ...call, phase: 'answering', media: 'connecting' } : null;
    case 'decline-chosen':
      return call.phase === 'ringing' ? { ...call, phase: 'ending' } : null;
    case 'hang-up-chosen':
      return call.phase === 'answering' || call.phase === 'talking' ? { ...call, phase: 'ending' } : null;
    case 'established':
      return call.phase === 'answering' ? { ...call, phase: 'talking', answeredAt: event.at } : null;
    case 'media':
      return call.phase === 'ended' || call.media === event.media ? null : { ...call, media: event.media };
    case 'ended':
      return call.phase === 'ended'
        ? null
        : { ...call, phase: 'ended', media: 'none', end: { reason: event.reason, at: event.at } };
  }
}

/** How a finished call reads in a list. */
export type CallOutcome = 'answered' | 'missed' | 'declined' | 'answered-elsewhere' | 'failed';

/** The outcome of an ended call; null while it lives. */
export function outcomeOf(call: Pick<Call, 'answeredAt' | 'end'>): CallOutcome | null {
  if (call.end === null) return null;
  if (call.answeredAt !== null) return 'answered';
  switch (call.end.reason) {
    case 'declined':
      return 'declined';
    case 'answered-elsewhere':
      return 'answered-elsewhere';
    case 'on-another-call':
    case 'another-ringing':
    case 'busy':
    case 'caller-gave-up':
    case 'hung-up-by-customer':
    case 'not-answered':
    case 'line-lost':
    case 'no-audio-offered':
    case 'audio-unsupported':
    case 'call-unsupported':
    case 'call-unreadable':
    case 'phone-fault':
      return 'missed';
    case 'hung-up-by-agent':
    case 'microphone-denied':
    case 'microphone-missing':
    case 'microphone-busy':
    case 'media-failed':
    case 'failed':
      return 'failed';
  }
}

/** Milliseconds the two sides talked; null for a call that was not answered or is not over. */
export function talkTime(call: Pick<Call, 'answeredAt' | 'end'>): number | null {
  if (call.answeredAt === null || call.end === null) return null;
  return Math.max(0, call.end.at - call.answeredAt);
}
