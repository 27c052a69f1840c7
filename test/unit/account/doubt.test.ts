// One odd answer costs nobody the line; a lasting one ends the shift.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Doubt,
  longestSilence,
  type PutOutReason,
  provenAfter,
  trusted,
  weigh,
} from '../../../app/account/doubt.ts';

const minute = 60_000;
const reason = fc.constantFrom<PutOutReason>('unknown-agent', 'token-expired', 'agent-inactive');
const pause = fc.integer({ min: -2 * minute, max: 60 * minute });
const reading = fc.record({ said: fc.option(reason, { freq: 6 }), pause });

function weighAll(readings: { said: PutOutReason | null; pause: number }[]): { doubt: Doubt; at: number }[] {
  let at = 1_000_000_000;
  let doubt = trusted;
  return readings.map(({ said, pause: after }) => {
    at += after;
    doubt = weigh(doubt, said, at);
    return { doubt, at };
  });
}

describe('a service that puts an agent out', () => {
  it('is never believed before it has said the same for twenty minutes, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 40 }), (readings) => {
        const seen = weighAll(readings);
        for (const [index, { doubt }] of seen.entries()) {
          if (doubt.kind !== 'proven') continue;
          let from = index;
          while (from > 0 && readings[from - 1]?.said === doubt.reason) from -= 1;
          const pauses = readings.slice(from + 1, index + 1).map((one) => one.pause);
          const lasted = pauses.reduce((sum, one) => sum + Math.min(Math.max(one, 0), longestSilence), 0);
          expect(readings[index]?.said).toBe(doubt.reason);
          expect(lasted).toBeGreaterThanOrEqual(provenAfter);
          // However long the silences between them, it takes five sayings.
          expect(pauses.length).toBeGreaterThanOrEqual(4);
        }
      }),
    );
  });

  it('is believed at last, whatever came before, if it goes on', () => {
    fc.assert(
      fc.property(
        fc.array(reading, { maxLength: 20 }),
        reason,
        fc.integer({ min: 20_000, max: 6 * minute }),
        (before, said, every) => {
          const enough = Math.ceil(provenAfter / Math.min(every, longestSilence)) + 1;
          const lasting = Array.from({ length: enough }, () => ({ said, pause: every }));
          expect(weighAll([...before, ...lasting]).at(-1)?.doubt).toEqual({ kind: 'proven', reason: said });
        },
      ),
    );
  });

  it('is forgiven at once by one good reading', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 40 }), (readings) => {
        expect(weighAll([...readings, { said: null, pause: 0 }]).at(-1)?.doubt).toEqual(trusted);
      }),
    );
  });

  it('is not believed for a night asleep between two minutes of trouble', () => {
    const said = 'unknown-agent' as const;
    const night = [0, 1, 480, 1, 1, 1].map((minutes) => ({ said, pause: minutes * minute }));
    expect(weighAll(night).at(-1)?.doubt.kind).toBe('doubted');
  });

  it('does not take a quarter of an hour of 401 for the end, however often it asks', () => {
    const asked = Array.from({ length: 181 }, () => ({ said: 'token-expired' as const, pause: 5_000 }));
    expect(weighAll(asked).at(-1)?.doubt.kind).toBe('doubted');
  });
});
