// Waits for ICE candidates, no longer than they are worth (RFC 8445 §5.1.1; no trickle: facts.md §4.4).

/** Milliseconds gathering may take while the call rings, and after the choice to answer. */
const unhurried = 1_000;
const hurried = 200;

/** What one generation of candidates has brought; an ICE restart begins another (RFC 8839 §4.4.1.1.1). */
interface Generation {
  hosts: number;
  reflexive: number;
  complete: boolean;
}

/** The gathering of one connection, from one local description to the next. */
export class Gathering {
  readonly #connection: RTCPeerConnection;
  readonly #wantsReflexive: boolean;
  /** By username fragment: the connection's own state may still speak of the generation before. */
  readonly #generations = new Map<string, Generation>();
  #settle: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hurry = false;

  /** `wantsReflexive`: a STUN server is set, so the address seen from outside is worth waiting for. */
  constructor(connection: RTCPeerConnection, wantsReflexive: boolean) {
    this.#connection = connection;
    this.#wantsReflexive = wantsReflexive;
    connection.addEventListener('icecandidate', ({ candidate }) => {
      const generation = this.#generation(candidate?.usernameFragment ?? this.#fragment());
      if (candidate === null) generation.complete = true;
      if (candidate?.type === 'host') generation.hosts += 1;
      if (candidate?.type === 'srflx') generation.reflexive += 1;
      this.#check(false);
    });
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') this.#generation(this.#fragment()).complete = true;
      this.#check(false);
    });
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
    const { hosts, reflexive, complete } = this.#generation(this.#fragment());
    return complete || (this.#wantsReflexive && hosts > 0 && reflexive > 0);
  }

  #generation(fragment: string): Generation {
    const known = this.#generations.get(fragment) ?? { hosts: 0, reflexive: 0, complete: false };
    this.#generations.set(fragment, known);
    return known;
  }

  #fragment(): string {
    return /^a=ice-ufrag:(\S+)/m.exec(this.#connection.localDescription?.sdp ?? '')?.[1] ?? '';
  }
}
