// The cause of a call says no more than the evidence does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endReasonSchema } from '../../../app/calls/call.ts';
import { causeOf } from '../../../app/calls/cause.ts';

const rang = (reason: (typeof endReasonSchema.options)[number], seconds: number) =>
  causeOf({ reason, rangAt: 5_000, answeredAt: null, endedAt: 5_000 + seconds * 1000 });

describe('the cause', () => {
  it('of a ring cancelled after 4 s is that the caller hung up', () => {
    expect(rang('caller-gave-up', 4)).toEqual({ kind: 'hung-up', rangFor: 4_000 });
  });

  it('of a ring cancelled after 30 s is only that it stopped: the flow may have given up, not the caller', () => {
    expect(rang('caller-gave-up', 30)).toEqual({ kind: 'stopped-ringing', rangFor: 30_000 });
  });

  it('of a ring that nobody answered in time blames nobody', () => {
    expect(rang('not-answered', 60).kind).toBe('stopped-ringing');
  });

  it('tells a caller who ends the answered call from one who ends the ring', () => {
    expect(rang('hung-up-by-customer', 12).kind).toBe('hung-up');
    const talked = { reason: 'hung-up-by-customer', rangAt: 0, answeredAt: 3_000, endedAt: 9_000 } as const;
    expect(causeOf(talked)).toEqual({ kind: 'hung-up-by-customer', rangFor: 3_000 });
  });

  it('of a row kept before the two ways to be busy were told apart claims neither', () => {
    expect(rang('busy', 0).kind).toBe('busy');
  });

  it('never blames the caller for a long ring, and no ring is shorter than nothing', () => {
    const time = fc.integer({ min: 0, max: 200_000 });
    fc.assert(
      fc.property(fc.constantFrom(...endReasonSchema.options), time, time, (reason, rangAt, endedAt) => {
        const { kind, rangFor } = causeOf({ reason, rangAt, answeredAt: null, endedAt });
        expect(rangFor).toBeGreaterThanOrEqual(0);
        if (kind === 'hung-up' && reason !== 'hung-up-by-customer') expect(rangFor).toBeLessThan(10_000);
      }),
    );
  });
});
