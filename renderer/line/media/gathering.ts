// Waits for ICE candidates, no longer than they are worth (RFC 8445 §5.1.1; no trickle: facts.md §4.4).

/** Milliseconds gathering may take while the call rings, and after the choice to answer. */
const unhurried = 1_000;
const hurried = 200;

/** The gathering of one connection, from one local description to the next. */
export class Gathering {
  readonly #connection: RTCPeerConnection;
  readonly #wantsReflexive: boolean;
  #hosts = 0;
  #reflexive = 0;
  #settle: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hurry = false;

  /** `wantsReflexive`: a STUN server is set, so the address seen from outside is worth waiting for. */
  constructor(connection: RTCPeerConnection, wantsReflexive: boolean) {
    this.#connection = connection;
    this.#wantsReflexive = wantsReflexive;
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'host') this.#hosts += 1;
      if (candidate?.type === 'srflx') this.#reflexive += 1;
      this.#check(false);
    });
    connection.addEventListener('icegatheringstatechange', () => this.#check(false));
  }

  /** Settles when the local description is worth sending. */
  enough(): Promise<void> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#arm();
      this.#check(false);
    });
  }

  /** The agent has answered: what there is will soon have to do. */
  hurry(): void {
    this.#hurry = true;
    if (this.#settle !== null) this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(true), this.#hurry ? hurried : unhurried);
  }

  #check(overdue: boolean): void {
    if (this.#settle === null || !(overdue || this.#isEnough())) return;
    clearTimeout(this.#timer);
    const settle = this.#settle;
    this.#settle = null;
    settle();
  }

  #isEnough(): boolean {
    if (this.#connection.iceGatheringState === 'complete') return true;
    return this.#wantsReflexive && this.#hosts > 0 && this.#reflexive > 0;
  }
}
