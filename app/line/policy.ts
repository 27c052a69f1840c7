// When the line tries again, how long it waits for an answer, when it refreshes: policy as data, chance injected.

export interface LinePolicy {
  /** Milliseconds a REGISTER may stay unanswered; Timer F alone would take 32 s (RFC 3261 §17.1.2.2). */
  readonly registerTimeout: number;
  /** Milliseconds sign-out waits for the edge to forget us. */
  readonly unregisterTimeout: number;
  /** A registration that held this many milliseconds was sound: the next trouble counts as the first. */
  readonly stableAfter: number;
  /** A socket begun less than this many milliseconds ago is not replaced because the network came back, but asked. */
  readonly freshFor: number;
  /** Milliseconds a socket may take to open at try number `attempt` (0 where nothing failed before). */
  connectTimeout(attempt: number): number;
  /**
   * Milliseconds before try number `attempt` (1 is the first after a success, and after the network's return).
   * `serverAsks` is the Retry-After of the edge in seconds, or null (RFC 3261 §20.33). `inCall`: somebody
   * waits for this line.
   */
  retryDelay(attempt: number, serverAsks: number | null, inCall: boolean): number;
  /** Milliseconds from an accepted REGISTER to its refresh, for a registration of `expiresIn` seconds. */
  refreshDelay(expiresIn: number): number;
}

/** All in milliseconds; the record "Reconnecting is spread" in docs/adr says what that costs and is for. */
const inCallJitter = 100;
const spread = { from: 1_000, to: 3_000 };
const backOff = { base: 4_000, factor: 1.5, cap: 60_000, least: 0.25 };
/** A queue at the edge is waited in longer each time; the system repeats a lost SYN by itself meanwhile. */
const connect = { first: 5_000, again: 15_000, factor: 2, cap: 60_000 };
/** Beside what the edge asks for, this share of it again is left to chance, `backOff.cap` at most. */
const askedShare = 0.8;
/** Seconds. An edge that asks for more is not obeyed further: the agent would look dead all day. */
const longestAsked = 600;
/** A grant of years would overflow the timer (2³¹ ms), one of nothing would hammer the edge. */
const refresh = { soonest: 1_000, latest: 20 * 3_600_000 };

/**
 * Exponential back-off with jitter whose first step is a spread, refresh at about 80 % of the time granted
 * (facts.md §4.2). Thousands of desktops lose an edge in the same instant: whatever they then do by
 * themselves is spread over seconds, and each failure makes them slower and more patient. A desktop in a
 * call comes back at once; those are few.
 */
export function linePolicy(random: () => number): LinePolicy {
  const between = (from: number, to: number) => Math.round(from + random() * (to - from));
  return {
    registerTimeout: 8_000,
    unregisterTimeout: 1_500,
    stableAfter: 10_000,
    freshFor: 5_000,
    connectTimeout(attempt) {
      if (attempt === 0) return connect.first;
      return Math.min(connect.cap, connect.again * connect.factor ** (attempt - 1));
    },
    retryDelay(attempt, serverAsks, inCall) {
      if (serverAsks !== null && serverAsks > 0) {
        const asked = Math.min(serverAsks, longestAsked) * 1000;
        return between(asked, asked + Math.min(backOff.cap, Math.max(spread.to, asked * askedShare)));
      }
      if (attempt <= 1) return inCall ? between(0, inCallJitter) : between(spread.from, spread.to);
      const ceiling = Math.min(backOff.cap, backOff.base * backOff.factor ** (attempt - 2));
      return between(backOff.least * ceiling, ceiling);
    },
    refreshDelay(expiresIn) {
      const share = expiresIn * 1000 * (0.75 + 0.07 * random());
      return Math.round(Math.min(refresh.latest, Math.max(refresh.soonest, share)));
    },
  };
}
