// Requests that were written to the socket and are not answered yet.
import { exchangeOf, readSip, type SipText } from '../../app/line/sip-text.ts';

/**
 * Milliseconds a request is followed. After 32 s timers B and F end its transaction (RFC 3261 §17.1), and
 * what is over must not end twice.
 */
const followed = 31_000;

interface Entry {
  answered(): void;
  lost(error: Error): void;
}

export class Outstanding {
  readonly #entries = new Map<string, Entry>();

  /** Resolves at the final reply to a request, at once for anything else; rejects when the socket is lost before. */
  sent(text: string): Promise<void> {
    const message = text.startsWith('SIP/') ? null : readSip(text);
    const exchange = message === null ? '' : exchangeOf(message);
    if (exchange === '' || message?.method === 'ACK') {
      return Promise.resolve();
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, followed);
    this.#entries.set(exchange, { answered: resolve, lost: reject });
    return promise.finally(() => {
      clearTimeout(timer);
      this.#entries.delete(exchange);
    });
  }

  received(message: SipText): void {
    if (message.status !== null && message.status >= 200) this.#entries.get(exchangeOf(message))?.answered();
  }

  /** Everything still open went down with its socket. */
  lost(): void {
    const entries = [...this.#entries.values()];
    for (const entry of entries) entry.lost(new Error('The socket was lost before the answer.'));
  }
}
