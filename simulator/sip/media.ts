// The customer's side of the sound: who makes the descriptions that the edge carries.
import { answering, type Direction, directionOf, SyntheticDescription } from './sdp.ts';

/** Makes and takes session descriptions for one call; each promise may reject, which ends the call. */
export interface CustomerMedia {
  /** The first offer, or a new one for a re-INVITE. */
  offer(direction: Direction): Promise<string>;
  /** The agent's answer to the last offer. */
  accept(answer: string): Promise<void>;
  /** An answer to the agent's own offer (their re-INVITE). */
  answer(offer: string): Promise<string>;
  /** The call is over. */
  ended(): void;
}

/** A customer without a telephone: descriptions in the right form and never a packet. */
export class SilentMedia implements CustomerMedia {
  readonly #description = new SyntheticDescription();
  /** The DTLS part we play, fixed by the agent's first answer (RFC 8842 §5.3). */
  #setup: 'active' | 'passive' = 'passive';

  async offer(direction: Direction): Promise<string> {
    return this.#description.text(direction, 'actpass');
  }

  async accept(answer: string): Promise<void> {
    this.#setup = /^a=setup:passive/m.test(answer) ? 'active' : 'passive';
  }

  async answer(offer: string): Promise<string> {
    const mid = /^a=mid:(\S+)/m.exec(offer)?.[1] ?? '0';
    return this.#description.text(answering(directionOf(offer)), this.#setup, mid);
  }

  ended(): void {
    // Nothing is held.
  }
}
