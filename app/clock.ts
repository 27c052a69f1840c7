// The one rule of what time it is: milliseconds since the epoch, with fractions, the same in every process.

export interface Clocks {
  /** Milliseconds since the epoch: whole ones, and it jumps when it is set. */
  wall: () => number;
  /** Milliseconds since anything, with fractions, never backwards; it may stand still while the computer sleeps. */
  steady: () => number;
}

/**
 * How far the two may be apart, in milliseconds, before the wall clock is believed: less than anything that is
 * compared between processes (the guard against stray presses is 400).
 */
export const toleratedDrift = 50;

/**
 * The steady clock, set right by the wall clock: the steady one alone stands still while a computer sleeps and
 * drifts over the days a phone runs; the wall clock alone has no fractions and may jump within a call.
 */
export function createClock({ wall, steady }: Clocks): () => number {
  let origin = wall() - steady();
  return () => {
    const now = origin + steady();
    const right = wall();
    if (Math.abs(right - now) <= toleratedDrift) return now;
    origin += right - now;
    return right;
  };
}
