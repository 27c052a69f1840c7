// The time as the line reports it.
import { createClock } from '../../app/clock.ts';

/** Milliseconds since the epoch, with fractions, as main has them. */
export const now = createClock({ wall: () => Date.now(), steady: () => performance.now() });
