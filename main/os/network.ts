// Whether the machine has a network. Main has no event for it, so it is asked at a cheap interval.
import type { Net } from 'electron';

export type Network = 'online' | 'offline';

/** Milliseconds between two looks: asking costs a call into Chromium, no packet. */
const interval = 2_000;

export interface NetworkOptions {
  net: Pick<Net, 'isOnline'>;
  /** Told at the first look and at each change. */
  onChange: (network: Network) => void;
}

/**
 * Watches for the network's coming and going. Online means only that some interface is up: the line and the
 * service find out by themselves whether they are reached.
 */
export class NetworkWatch {
  #last: Network | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #options: NetworkOptions;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#timer !== null) return;
    this.look();
    this.#timer = setInterval(() => this.look(), interval);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Looks now, for instance when the machine woke. */
  look(): void {
    const network: Network = this.#options.net.isOnline() ? 'online' : 'offline';
    if (network === this.#last) return;
    this.#last = network;
    this.#options.onChange(network);
  }
}
