// One account's API token: asked for when needed, renewed early, and once when the service takes it no more.
import { renewalTime, type Token } from '../../app/exotel/token.ts';
import type { TokenSource } from '../exotel/api.ts';
import { unlessAborted } from '../exotel/unless-aborted.ts';

export interface TokensOptions {
  /** The token kept from before; null when there is none. */
  kept: Token | null;
  /** Asks the service for a new one. */
  request: (signal: AbortSignal) => Promise<Token>;
  /** Keeps a new one; a store that fails is the keeper's to report and ends nothing here. */
  keep: (token: Token) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** However many need the token at once, it is asked for once. */
export class Tokens implements TokenSource {
  #token: Token | null;
  #request: Promise<Token> | null = null;
  readonly #options: TokensOptions;
  /** Ends a request when the agent signs out, rather than when one of several waiting gives up. */
  readonly #closing = new AbortController();

  constructor(options: TokensOptions) {
    this.#options = options;
    this.#token = options.kept;
  }

  async get(signal: AbortSignal): Promise<string> {
    const token = this.#token;
    const now = this.#options.now();
    if (token === null || token.expiresAt <= now) return (await this.#fresh(signal)).value;
    if (renewalTime(token) <= now) {
      // Early: the old one still serves, so nobody waits, and a failure is tried again at the next request.
      this.#fresh(this.#closing.signal).catch(() => undefined);
    }
    return token.value;
  }

  async renew(stale: string, signal: AbortSignal): Promise<string> {
    if (this.#token !== null && this.#token.value !== stale) return this.#token.value;
    return (await this.#fresh(signal)).value;
  }

  close(): void {
    this.#closing.abort();
  }

  async #fresh(signal: AbortSignal): Promise<Token> {
    signal.throwIfAborted();
    this.#request ??= this.#options
      .request(this.#closing.signal)
      .then((token) => {
        // An answer that crosses the sign-out must not bring the account back into the keyring.
        this.#closing.signal.throwIfAborted();
        this.#token = token;
        this.#options.keep(token);
        return token;
      })
      .finally(() => {
        this.#request = null;
      });
    // Who gives up waiting does not end it for the others.
    return await unlessAborted(this.#request, signal);
  }
}
