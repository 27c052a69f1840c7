// Keeps an idle socket open through NATs and proxies, and finds out when it died without a word.

/** Seconds between two pings lie between these (RFC 5626 §4.4.1: neither too seldom nor all at once). */
const shortest = 25;
const widest = 5;
/** Milliseconds the edge has for its pong (RFC 5626 §4.4.1). */
const pongTimeout = 10_000;

const ping = '\r\n\r\n';

/**
 * A double CRLF is the other side's own ping and wants a single one for a pong; a single one is its pong to
 * ours (RFC 5626 §3.5.1). Null for what is neither.
 */
export function keepAliveOf(data: string): 'ping' | 'pong' | null {
  if (data === '\r\n') return 'pong';
  return /^[\r\n]+$/.test(data) ? 'ping' : null;
}

/**
 * Sends a double CRLF now and then (RFC 7118 §6). An edge that has answered once is expected to go on: when
 * it then stays silent the socket is taken for dead. An edge that never answers is left in peace.
 */
export class KeepAlive {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ponged = false;
  readonly #send: (data: string) => void;
  readonly #dead: () => void;

  constructor(send: (data: string) => void, dead: () => void) {
    this.#send = send;
    this.#dead = dead;
    this.#schedule();
  }

  /** Anything that arrives proves the socket alive; `pong` tells that it was the edge's answer to a ping. */
  heard(pong: boolean): void {
    if (pong) this.#ponged = true;
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ping(), (shortest + Math.random() * widest) * 1000);
  }

  #ping(): void {
    this.#send(ping);
    if (this.#ponged) this.#timer = setTimeout(() => this.#dead(), pongTimeout);
    else this.#schedule();
  }
}
