// The leg, the media watch, the figures and the ring tone, as plain values.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mediaFiguresSchema } from '../../../app/contract/line.ts';
import { readFigures } from '../../../app/line/figures.ts';
import { type LegEvent, type LegPhase, legAfter } from '../../../app/line/leg.ts';
import { type MediaWatch, startWatch, watchAfter } from '../../../app/line/media-watch.ts';
import { renewalDelay } from '../../../app/line/renewal.ts';
import { ringCycle, ringCycleSeconds } from '../../../app/line/ring-cycle.ts';

test('a leg is answered once and ended once, whatever is clicked', () => {
  const events = fc.array(fc.constantFrom<LegEvent>('answer', 'accepted', 'acknowledged', 'end'));
  fc.assert(
    fc.property(events, (clicks) => {
      let phase: LegPhase = 'ringing';
      const done: LegEvent[] = [];
      for (const click of clicks) {
        const next = legAfter(phase, click);
        if (next === null) continue;
        done.push(click);
        phase = next;
      }
      expect(new Set(done).size).toBe(done.length);
      if (done.includes('end')) expect(done.at(-1)).toBe('end');
    }),
  );
});

describe('the media watch', () => {
  const glance = { receiving: true, path: 'working' } as const;

  test('flows with the first packet, is interrupted by 3 s without, and flows again', () => {
    const flowing = watchAfter(startWatch(0), { ...glance, now: 200, packetsReceived: 3 });
    expect(flowing.media).toBe('flowing');
    const quiet = watchAfter(flowing, { ...glance, now: 3_100, packetsReceived: 3 });
    expect(quiet.media).toBe('flowing');
    const silent = watchAfter(quiet, { ...glance, now: 3_200, packetsReceived: 3 });
    expect(silent.media).toBe('interrupted');
    expect(watchAfter(silent, { ...glance, now: 3_300, packetsReceived: 4 }).media).toBe('flowing');
  });

  test('does not call a held call interrupted, not even just after it is taken back', () => {
    const flowing = watchAfter(startWatch(0), { ...glance, now: 100, packetsReceived: 3 });
    const held = watchAfter(flowing, { ...glance, receiving: false, now: 60_000, packetsReceived: 3 });
    expect(held.media).toBe('flowing');
    expect(watchAfter(held, { ...glance, now: 60_500, packetsReceived: 3 }).media).toBe('flowing');
  });

  test('says at once when the path is broken', () => {
    const broken = watchAfter(startWatch(0), { ...glance, path: 'broken', now: 100, packetsReceived: 1 });
    expect(broken.media).toBe('interrupted');
  });
});

describe('a call whose audio stopped', () => {
  const silent = (watch: MediaWatch, now: number) =>
    watchAfter(watch, { receiving: true, path: 'working', now, packetsReceived: 3 });

  test('asks for new paths after 5 s, then ever more seldom, and begins anew once audio was back', () => {
    let watch = watchAfter(startWatch(0), { receiving: true, path: 'working', now: 0, packetsReceived: 3 });
    const asked: number[] = [];
    for (let now = 1_000; now <= 120_000; now += 1_000) {
      const { repairs } = watch;
      watch = silent(watch, now);
      if (watch.repairs > repairs) asked.push(now);
    }
    expect(asked).toEqual([5_000, 10_000, 20_000, 40_000, 80_000]);
    const back = watchAfter(watch, { receiving: true, path: 'working', now: 121_000, packetsReceived: 9 });
    expect(back).toMatchObject({ media: 'flowing', repairs: 0, repairAt: null });
  });

  test('on hold is not repaired', () => {
    let watch = startWatch(0);
    for (let now = 0; now <= 60_000; now += 1_000) {
      watch = watchAfter(watch, { receiving: false, path: 'working', now, packetsReceived: 0 });
    }
    expect(watch.repairs).toBe(0);
  });
});

describe('a refused renewal', () => {
  const middle = () => 0.5;

  test('in glare comes again within 2 s, in steps of 10 ms', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (chance) => {
        const delay = renewalDelay(491, 1, null, () => chance) ?? Number.NaN;
        expect(delay % 10).toBe(0);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(2_000);
      }),
    );
  });

  test.each([500, 503, 302, 408, 480])('%s comes again, later each time, up to half a minute', (code) => {
    const delays = [1, 2, 3, 9].map((refusals) => renewalDelay(code, refusals, null, middle));
    expect(delays).toEqual([2_000, 4_000, 8_000, 30_000]);
  });

  test('waits as long as the edge asks, but never for hours', () => {
    expect(renewalDelay(500, 1, 7, middle)).toBe(7_000);
    expect(renewalDelay(503, 1, 86_400, middle)).toBe(60_000);
  });

  test.each([403, 405, 488, 603])('%s does not come again', (code) => {
    expect(renewalDelay(code, 1, null, middle)).toBeNull();
  });
});

describe('the figures', () => {
  test('come from the reports that have them', () => {
    const figures = readFigures('id', [
      {
        type: 'inbound-rtp',
        kind: 'audio',
        packetsReceived: 5,
        packetsLost: 1,
        totalAudioEnergy: 0.5,
        jitter: 0.01,
        codecId: 'c',
      },
      { type: 'outbound-rtp', kind: 'audio', packetsSent: 7 },
      { type: 'media-source', kind: 'audio', totalAudioEnergy: 0.25 },
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 },
      { type: 'codec', id: 'c', mimeType: 'audio/opus' },
      { type: 'inbound-rtp', kind: 'video', packetsReceived: 1000 },
    ]);
    expect(figures).toEqual({
      callId: 'id',
      packetsSent: 7,
      packetsReceived: 5,
      packetsLost: 1,
      energyReceived: 0.5,
      energySent: 0.25,
      roundTrip: 0.02,
      jitter: 0.01,
      codec: 'audio/opus',
    });
  });

  test('are nothing yet before the first packet, and nonsense is not counted', () => {
    const figures = readFigures('id', [{ type: 'inbound-rtp', packetsReceived: 'many', jitter: Number.NaN }]);
    expect(mediaFiguresSchema.parse(figures)).toMatchObject({
      packetsReceived: 0,
      jitter: null,
      roundTrip: null,
    });
  });
});

test('the ring is two strokes and a rest, without a click at its seams', () => {
  const rate = 8_000;
  const samples = ringCycle(rate);
  expect(samples).toHaveLength(ringCycleSeconds * rate);
  const loudest = (from: number, to: number) =>
    Math.max(...samples.slice(from * rate, to * rate).map((sample) => Math.abs(sample)));
  expect(loudest(0, 0.4)).toBeGreaterThan(0.4);
  expect(loudest(0.6, 1)).toBeGreaterThan(0.4);
  expect(loudest(0.41, 0.59)).toBe(0);
  expect(loudest(1.01, 3)).toBe(0);
  expect(loudest(0, 3)).toBeLessThanOrEqual(1);
  expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.01);
});
