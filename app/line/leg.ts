// Our side of a call as SIP knows it: what has been said to the edge, and what may still be said.

/**
 * The phases of the agent's leg.
 *
 *     ringing ──answer──▶ answering ──accepted──▶ accepted ──acknowledged──▶ established
 *        │                    │                      │                          │
 *        └────────────────────┴─────────end──────────┴──────────────────────────┴──▶ ended
 *
 * `ringing`: 180 sent. `answering`: the agent chose to answer, 200 not yet sent. `accepted`: 200 sent.
 * `established`: its ACK is here (RFC 3261 §13.3.1.4). `ended`: nothing leaves this phase.
 */
export type LegPhase = 'ringing' | 'answering' | 'accepted' | 'established' | 'ended';
export type LegEvent = 'answer' | 'accepted' | 'acknowledged' | 'end';

/** The next phase; null where the event has no meaning, as a second click on Answer has none. */
export function legAfter(phase: LegPhase, event: LegEvent): LegPhase | null {
  switch (event) {
    case 'answer':
      return phase === 'ringing' ? 'answering' : null;
    case 'accepted':
      return phase === 'answering' ? 'accepted' : null;
    case 'acknowledged':
      return phase === 'accepted' ? 'established' : null;
    case 'end':
      return phase === 'ended' ? null : 'ended';
  }
}

/** True once 200 was sent: such a call lives on when the socket drops, and is ended with BYE. */
export function isAnswered(phase: LegPhase): boolean {
  return phase === 'accepted' || phase === 'established';
}
