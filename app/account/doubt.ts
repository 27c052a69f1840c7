// Whether the service really put the agent out: one odd answer of the vendor's never costs an agent the line.
import type { FailureReason } from '../failure.ts';

/** What the service says of an agent it puts out: trying again with the same pair cannot mend it. */
const putOutReasons = ['wrong-credentials', 'token-expired', 'unknown-agent', 'agent-inactive'] as const;
export type PutOutReason = (typeof putOutReasons)[number];

export function isPutOut(reason: FailureReason): reason is PutOutReason {
  return putOutReasons.some((known) => known === reason);
}

/**
 * What is thought of the agent's standing at the service.
 *
 *     trusted ──said──▶ doubted ──said for long──▶ proven
 *        ▲                 │ └─another reason─▶ doubted anew │
 *        └──── a good reading ─────────────────────────────┘
 *
 * `trusted`: the last reading was good. `doubted`: since then the service has said nothing but `reason`, over
 * `lasted` milliseconds; the line stays. `proven`: it has said so for {@link provenAfter}. A reading that
 * fails otherwise (no network, a proxy's page) is neither said nor good: it changes nothing.
 */
export type Doubt =
  | { readonly kind: 'trusted' }
  | {
      readonly kind: 'doubted';
      readonly reason: PutOutReason;
      readonly lasted: number;
      readonly lastAt: number;
    }
  | { readonly kind: 'proven'; readonly reason: PutOutReason };

export const trusted: Doubt = { kind: 'trusted' };

/** Milliseconds it must be said for: longer than a bad quarter of an hour of the vendor's. */
export const provenAfter = 20 * 60_000;

/** The most that the time between two sayings counts, in milliseconds: nobody was asked while the computer slept. */
export const longestSilence = 5 * 60_000;

/**
 * What is thought after a reading at `now` (milliseconds since the epoch). `said` is what the service's own
 * envelope said, or null for a good reading.
 */
export function weigh(doubt: Doubt, said: PutOutReason | null, now: number): Doubt {
  if (said === null) return trusted;
  if (doubt.kind === 'trusted' || doubt.reason !== said) {
    return { kind: 'doubted', reason: said, lasted: 0, lastAt: now };
  }
  if (doubt.kind === 'proven') return doubt;
  const silence = Math.min(Math.max(now - doubt.lastAt, 0), longestSilence);
  const lasted = doubt.lasted + silence;
  return lasted >= provenAfter
    ? { kind: 'proven', reason: said }
    : { kind: 'doubted', reason: said, lasted, lastAt: now };
}
