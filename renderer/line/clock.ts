// The time as the line reports it: milliseconds since the epoch, with fractions.

/** A difference larger than this is a sleep or a set clock, not drift, in milliseconds. */
const tolerated = 1_000;

let origin = performance.timeOrigin;

/**
 * The steady clock, set right by the wall clock: the steady one alone stands still while a computer sleeps,
 * and this window lives for days; the wall clock alone has no fractions and may jump within a call.
 */
export function now(): number {
  const steady = origin + performance.now();
  const wall = Date.now();
  if (Math.abs(wall - steady) <= tolerated) return steady;
  origin = wall - performance.now();
  return wall;
}
