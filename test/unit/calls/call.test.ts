// What may and must never happen in the life of a call.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Call,
  type CallEvent,
  callPhaseSchema,
  callSchema,
  endReasonSchema,
  isLive,
  isRinging,
  mediaStateSchema,
  outcomeOf,
  talkTime,
  transition,
} from '../../../app/calls/call.ts';

const ringing: Call = {
  id: 'a1',
  callSid: 'sid-1',
  direction: 'inbound',
  caller: { e164: '+915550100123', display: '055501 00123', name: null },
  calledNumber: null,
  phase: 'ringing',
  media: 'none',
  rangAt: 1_000,
  answeredAt: null,
  end: null,
};

function callAfter(...events: CallEvent[]): Call {
  return events.reduce<Call>((call, event) => transition(call, event) ?? call, ringing);
}

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constantFrom<CallEvent>(
    { kind: 'answer-chosen' },
    { kind: 'decline-chosen' },
    { kind: 'hang-up-chosen' },
  ),
  fc.record({ kind: fc.constant('established' as const), at: fc.integer({ min: 1_000, max: 9_000 }) }),
  fc.record({ kind: fc.constant('media' as const), media: fc.constantFrom(...mediaStateSchema.options) }),
  fc.record({
    kind: fc.constant('ended' as const),
    reason: fc.constantFrom(...endReasonSchema.options),
    at: fc.integer({ min: 1_000, max: 9_000 }),
  }),
);

describe('a call', () => {
  it('rings, is answered, is talked on and ends with the time talked', () => {
    const call = callAfter(
      { kind: 'answer-chosen' },
      { kind: 'established', at: 3_000 },
      { kind: 'ended', reason: 'hung-up-by-customer', at: 8_500 },
    );
    expect(call.phase).toBe('ended');
    expect(outcomeOf(call)).toBe('answered');
    expect(talkTime(call)).toBe(5_500);
  });

  it('stops ringing the moment the agent chooses to answer or to decline', () => {
    expect(isRinging(callAfter({ kind: 'answer-chosen' }))).toBe(false);
    expect(isRinging(callAfter({ kind: 'decline-chosen' }))).toBe(false);
  });

  it('takes a second click on Answer for nothing', () => {
    expect(transition(callAfter({ kind: 'answer-chosen' }), { kind: 'answer-chosen' })).toBeNull();
  });

  it('cannot be answered once the caller gave up', () => {
    const gone = callAfter({ kind: 'ended', reason: 'caller-gave-up', at: 2_000 });
    expect(transition(gone, { kind: 'answer-chosen' })).toBeNull();
    expect(outcomeOf(gone)).toBe('missed');
  });

  it('is over when the caller gave up while the answer was under way', () => {
    const call = callAfter({ kind: 'answer-chosen' }, { kind: 'ended', reason: 'caller-gave-up', at: 2_000 });
    expect(outcomeOf(call)).toBe('missed');
    expect(talkTime(call)).toBeNull();
  });

  it('is talked on from the answer, not from the ring', () => {
    const call = callAfter(
      { kind: 'answer-chosen' },
      { kind: 'established', at: 31_000 },
      { kind: 'ended', reason: 'hung-up-by-agent', at: 40_000 },
    );
    expect(call.rangAt).toBeLessThan(31_000);
    expect(talkTime(call)).toBe(9_000);
  });

  it('answered elsewhere is never counted as missed', () => {
    expect(outcomeOf(callAfter({ kind: 'ended', reason: 'answered-elsewhere', at: 2_000 }))).toBe(
      'answered-elsewhere',
    );
  });

  it.each(endReasonSchema.options)('has an outcome when it ends with %s', (reason) => {
    expect(outcomeOf(callAfter({ kind: 'ended', reason, at: 2_000 }))).not.toBeNull();
  });

  it('whatever happens, leaves ended never, rings only before any choice and fits its schema', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
        let call = ringing;
        for (const event of events) {
          const next = transition(call, event);
          if (next === null) continue;
          expect(call.phase).not.toBe('ended');
          expect(isRinging(next) && !isRinging(call)).toBe(false);
          expect(isLive(next)).toBe(next.end === null);
          expect(callPhaseSchema.options).toContain(next.phase);
          callSchema.parse(next);
          call = next;
        }
      }),
    );
  });
});
