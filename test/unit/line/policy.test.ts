// The retry policy keeps its bounds for any chance and any edge.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linePolicy } from '../../../app/line/policy.ts';

const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

test('the first retry comes within 50 ms', () => {
  fc.assert(fc.property(chance, (random) => linePolicy(() => random).retryDelay(1, null) <= 50));
});

test('no retry waits longer than 15 s of its own accord', () => {
  fc.assert(
    fc.property(chance, fc.integer({ min: 1, max: 10_000 }), (random, attempt) => {
      const delay = linePolicy(() => random).retryDelay(attempt, null);
      return delay >= 0 && delay <= 15_000;
    }),
  );
});

test('later tries may wait longer than earlier ones', () => {
  const policy = linePolicy(() => 0.999);
  const delays = [1, 2, 3, 4, 5, 6, 7].map((attempt) => policy.retryDelay(attempt, null));
  expect(delays).toEqual([...delays].sort((one, other) => one - other));
  expect(delays.at(-1)).toBeGreaterThan(14_000);
});

test('an edge is obeyed up to ten minutes, and never early', () => {
  fc.assert(
    fc.property(chance, fc.integer({ min: 0, max: 10_000_000 }), (random, asked) => {
      const delay = linePolicy(() => random).retryDelay(2, asked);
      return delay >= Math.min(asked, 600) * 1000 && delay <= 600_500;
    }),
  );
});

test('a registration is refreshed between 75 % and 82 % of its time', () => {
  fc.assert(
    fc.property(chance, fc.integer({ min: 1, max: 7200 }), (random, expiresIn) => {
      const share = linePolicy(() => random).refreshDelay(expiresIn) / (expiresIn * 1000);
      return share >= 0.749 && share <= 0.821;
    }),
  );
});
