// When the line tries again, how long it waits for an answer, when it refreshes: policy as data, chance injected.

export interface LinePolicy {
  /** Milliseconds a socket may take to open. */
  readonly connectTimeout: number;
  /** Milliseconds a REGISTER may stay unanswered; Timer F alone would take 32 s (RFC 3261 §17.1.2.2). */
  readonly registerTimeout: number;
  /** Milliseconds sign-out waits for the edge to forget us. */
  readonly unregisterTimeout: number;
  /** A registration that held this many milliseconds was sound: the next trouble counts as the first. */
  readonly stableAfter: number;
  /**
   * Milliseconds before try number `attempt` (1 is the first after a success). `serverAsks` is the
   * Retry-After of the edge in seconds, or null (RFC 3261 §20.33).
   */
  retryDelay(attempt: number, serverAsks: number | null): number;
  /** Milliseconds from an accepted REGISTER to its refresh, for a registration of `expiresIn` seconds. */
  refreshDelay(expiresIn: number): number;
}

/** The first retry comes at once, but not from every agent in the same millisecond. */
const firstJitter = 50;
const base = 500;
const cap = 15_000;
/** An edge that asks for more is not obeyed further: the agent would look dead all day. */
const longestAsked = 600;

/** Full-jitter exponential back-off, refresh at about 80 % of the time granted (facts.md §4.2). */
export function linePolicy(random: () => number): LinePolicy {
  return {
    connectTimeout: 5_000,
    registerTimeout: 8_000,
    unregisterTimeout: 1_500,
    stableAfter: 10_000,
    retryDelay(attempt, serverAsks) {
      const ceiling = attempt <= 1 ? firstJitter : Math.min(cap, base * 2 ** (attempt - 2));
      const delay = random() * ceiling;
      if (serverAsks === null) return Math.round(delay);
      const asked = Math.min(Math.max(serverAsks, 0), longestAsked) * 1000;
      return Math.round(asked + delay);
    },
    refreshDelay(expiresIn) {
      return Math.round(expiresIn * 1000 * (0.75 + 0.07 * random()));
    },
  };
}
