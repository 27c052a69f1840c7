// The retry policy keeps its bounds for any chance and any edge.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linePolicy } from '../../../app/line/policy.ts';

const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const attempts = fc.integer({ min: 1, max: 10_000 });

test('the first retry is spread over two seconds, and comes at once in a call', () => {
  fc.assert(
    fc.property(chance, (random) => {
      const policy = linePolicy(() => random);
      const delay = policy.retryDelay(1, null, false);
      return delay >= 1_000 && delay <= 3_000 && policy.retryDelay(1, null, true) <= 100;
    }),
  );
});

test('what is left to chance is really left to it', () => {
  const spreads = (delay: (policy: ReturnType<typeof linePolicy>) => number) =>
    delay(linePolicy(() => 0.999)) - delay(linePolicy(() => 0));
  expect(spreads((policy) => policy.retryDelay(1, null, false))).toBeGreaterThan(1_900);
  expect(spreads((policy) => policy.retryDelay(5, null, false))).toBeGreaterThan(6_000);
  expect(spreads((policy) => policy.retryDelay(1, 30, false))).toBeGreaterThan(20_000);
  expect(spreads((policy) => policy.refreshDelay(300))).toBeGreaterThan(20_000);
});

test('no retry waits longer than a minute of its own accord', () => {
  fc.assert(
    fc.property(chance, attempts, fc.boolean(), (random, attempt, inCall) => {
      const delay = linePolicy(() => random).retryDelay(attempt, null, inCall);
      return delay >= 0 && delay <= 60_000;
    }),
  );
});

test('later tries wait longer than earlier ones, and are more patient', () => {
  const policy = linePolicy(() => 0.999);
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempt) => policy.retryDelay(attempt, null, false));
  expect(delays).toEqual([...delays].sort((one, other) => one - other));
  expect(delays.at(-1)).toBeGreaterThan(55_000);
  expect([0, 1, 2, 3, 4, 99].map((attempt) => policy.connectTimeout(attempt))).toEqual([
    5_000, 15_000, 30_000, 60_000, 60_000, 60_000,
  ]);
});

test('an edge is obeyed up to ten minutes, and never early', () => {
  fc.assert(
    fc.property(chance, attempts, fc.integer({ min: 1, max: 10_000_000 }), (random, attempt, asked) => {
      const delay = linePolicy(() => random).retryDelay(attempt, asked, false);
      return delay >= Math.min(asked, 600) * 1000 && delay <= 660_000;
    }),
  );
});

test('a registration is refreshed between 75 % and 82 % of its time, and at least every day', () => {
  fc.assert(
    fc.property(chance, fc.integer({ min: 2, max: 80_000 }), (random, expiresIn) => {
      const share = linePolicy(() => random).refreshDelay(expiresIn) / (expiresIn * 1000);
      return share >= 0.749 && share <= 0.821;
    }),
  );
  fc.assert(
    fc.property(chance, fc.double({ min: 0, max: 1e12, noNaN: true }), (random, expiresIn) => {
      const delay = linePolicy(() => random).refreshDelay(expiresIn);
      return delay >= 1_000 && delay <= 86_400_000;
    }),
  );
});
