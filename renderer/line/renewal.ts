// Tells the edge where an answered call now is: a re-INVITE over the new socket, with new paths if the old are dead.
import type { Invitation } from 'sip.js';
import type { Peer } from './media/peer.ts';

export interface RenewalPort {
  peer(): Peer | null;
  /** The edge says that there is no such call. */
  gone(code: number): void;
  fault(thrown: unknown): void;
}

/** Milliseconds within which a refused re-INVITE is tried again: glare, we are not the caller (RFC 3261 §14.1). */
const glareWithin = 2_000;

/**
 * The edge sends what concerns the call to where our last request or answer came from: after a new socket,
 * a BYE of the customer would go nowhere until we are heard of again (RFC 3261 §12.2.1.1, target refresh).
 */
export class Renewal {
  #busy = false;
  #again: 'no' | 'same-paths' | 'new-paths' = 'no';
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #invitation: Invitation;
  readonly #port: RenewalPort;

  constructor(invitation: Invitation, port: RenewalPort) {
    this.#invitation = invitation;
    this.#port = port;
  }

  /** `newPaths`: also restart ICE. Asked for while one is under way, another follows it. */
  renew(newPaths: boolean): void {
    if (this.#stopped) return;
    if (this.#busy) {
      this.#again = newPaths || this.#again === 'new-paths' ? 'new-paths' : 'same-paths';
      return;
    }
    this.#busy = true;
    this.#send(newPaths).catch((error: unknown) => {
      this.#port.fault(error);
      this.#done();
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #send(newPaths: boolean): Promise<void> {
    const peer = this.#port.peer();
    if (peer === null || this.#stopped) return this.#done();
    if (newPaths || peer.iceState === 'disconnected' || peer.iceState === 'failed') peer.restartIce();
    await this.#invitation.invite({
      requestDelegate: {
        onAccept: () => this.#done(),
        onReject: ({ message }) => this.#rejected(message.statusCode ?? 500),
      },
    });
  }

  #rejected(code: number): void {
    // Only this one says that the call itself is gone; what else is refused leaves it as it was.
    if (code === 481) this.#port.gone(code);
    if (code !== 491) {
      this.#done();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#again = this.#again === 'no' ? 'same-paths' : this.#again;
      this.#done();
    }, Math.random() * glareWithin);
  }

  #done(): void {
    this.#busy = false;
    const again = this.#again;
    this.#again = 'no';
    if (again !== 'no') this.renew(again === 'new-paths');
  }
}
