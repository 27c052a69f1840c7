// The life of an account's token: had from its secret, renewed early, and once when the service refuses it.
import { renewalTime, type Token } from '../../app/exotel/token.ts';
import type { TokenSource } from '../exotel/api.ts';
import { unlessAborted } from '../exotel/unless-aborted.ts';

export interface TokenOptions {
  /** Asks the service for a token (`requestToken`). */
  request: (signal: AbortSignal) => Promise<Token>;
  /** The token kept from before; null when there is none. */
  kept: Token | null;
  /** Told of every new token, to keep it. What it throws goes no further than `onFault`. */
  onRenewed?: (token: Token) => void | Promise<void>;
  onFault?: (error: unknown) => void;
  now?: () => number;
}

export interface Tokens extends TokenSource {
  /** The token in hand; null before the first. */
  readonly current: Token | null;
  /** Gives up a request under way, and every later one. */
  stop(): void;
}

/** Milliseconds before an early renewal that failed is tried again; the token is good meanwhile. */
const earlyRetry = 10 * 60 * 1000;

export function createTokens(options: TokenOptions): Tokens {
  const now = options.now ?? Date.now;
  const life = new AbortController();
  let current = options.kept;
  let flight: Promise<Token> | null = null;
  let notBefore = 0;

  /** One request at a time, shared by all who wait; one waiter's cancel does not end it for the others. */
  function renewed(): Promise<Token> {
    flight ??= (async () => {
      try {
        const token = await options.request(life.signal);
        life.signal.throwIfAborted();
        current = token;
        keep(token);
        return token;
      } finally {
        flight = null;
      }
    })();
    return flight;
  }

  function keep(token: Token): void {
    Promise.try(async () => options.onRenewed?.(token)).catch((error: unknown) => options.onFault?.(error));
  }

  return {
    get current() {
      return current;
    },

    async get(signal) {
      signal.throwIfAborted();
      const token = current;
      if (token === null || now() >= token.expiresAt) return (await unlessAborted(renewed(), signal)).value;
      if (now() < renewalTime(token) || now() < notBefore) return token.value;
      try {
        return (await unlessAborted(renewed(), signal)).value;
      } catch (error) {
        if (signal.aborted || life.signal.aborted) throw error;
        notBefore = now() + earlyRetry;
        return token.value;
      }
    },

    async renew(stale, signal) {
      signal.throwIfAborted();
      if (current !== null && current.value !== stale) return current.value;
      return (await unlessAborted(renewed(), signal)).value;
    },

    stop() {
      life.abort();
    },
  };
}
