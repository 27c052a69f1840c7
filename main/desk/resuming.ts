// Signs the last run's agent in again while what stops it passes by itself: nobody may be there to press.
import { type FailureReason, OffhookError } from '../../app/failure.ts';
import { ServiceError } from '../exotel/service.ts';
import { Poller } from '../polling/poller.ts';

/** A computer that wakes before its Wi-Fi, a proxy's page, the vendor's bad quarter of an hour. */
const passing: ReadonlySet<FailureReason> = new Set([
  'no-network',
  'timed-out',
  'rate-limited',
  'service-unavailable',
  'unreadable-reply',
]);

/** Milliseconds between two tries, and the longest pause they grow to. */
const interval = 5_000;
const longest = 60_000;

export interface ResumingOptions {
  /** One try; resolves also when it was called off. */
  begin: () => Promise<void>;
  /** What came of a try that no further one would mend. */
  onRefused: (error: unknown) => void;
  random?: () => number;
}

export class Resuming {
  readonly #poller: Poller;

  constructor({ begin, onRefused, random }: ResumingOptions) {
    this.#poller = new Poller({
      ask: async () => {
        await begin();
        this.stop();
      },
      onFailure: (error) => {
        if (passesByItself(error)) return;
        this.stop();
        onRefused(error);
      },
      askedPause: (error) => (error instanceof ServiceError ? error.retryAfter : null),
      interval,
      longest,
      ...(random === undefined ? {} : { random }),
    });
  }

  /** Goes on trying after `error`, if that is of the kind that passes. */
  after(error: unknown): void {
    if (passesByItself(error)) this.#poller.start();
  }

  /** The network is back: no need to wait. */
  now(): void {
    this.#poller.now();
  }

  stop(): void {
    this.#poller.stop();
  }
}

function passesByItself(error: unknown): boolean {
  return error instanceof OffhookError && passing.has(error.reason);
}
