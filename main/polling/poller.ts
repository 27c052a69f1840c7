// Asks for something again and again: at an interval with jitter, at once when told, slower while it fails.

export interface PollerOptions {
  /** One asking. Rejections are told to `onFailure` and slow the poller down. */
  ask: (signal: AbortSignal) => Promise<void>;
  onFailure: (error: unknown) => void;
  /** The pause that a failure itself asks for, in milliseconds; null where it names none. */
  askedPause?: (error: unknown) => number | null;
  /** Milliseconds between two askings. */
  interval: number;
  /** The longest pause while it fails, in milliseconds. */
  longest: number;
  /** 0 to 1, for the jitter. */
  random?: () => number;
}

/** The longest pause that a failure may ask for, in milliseconds: who asks for more does not know who asks. */
export const longestAskedPause = 60 * 60_000;

/**
 * Asks never twice at once: {@link now} during an asking makes one more follow it, since what is under way
 * may have read too early. Every pause is spread by a fifth both ways, so that desktops do not march in step;
 * one that was asked for is only made longer.
 */
export class Poller {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asking: AbortController | null = null;
  #again = false;
  #failures = 0;
  #askedPause = 0;
  #stopped = true;
  readonly #options: PollerOptions;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** Begins with a pause: whoever starts it has just asked. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#schedule();
  }

  /** Asks at once, for instance since the network came back. */
  now(): void {
    if (this.#stopped) return;
    if (this.#asking !== null) {
      this.#again = true;
      return;
    }
    this.#clearTimer();
    void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#again = false;
    this.#clearTimer();
    this.#asking?.abort();
  }

  async #run(): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      await this.#options.ask(asking.signal);
      this.#failures = 0;
      this.#askedPause = 0;
    } catch (error) {
      if (!asking.signal.aborted) {
        this.#failures += 1;
        this.#askedPause = Math.min(this.#options.askedPause?.(error) ?? 0, longestAskedPause);
        this.#options.onFailure(error);
      }
    } finally {
      this.#asking = null;
    }
    if (this.#stopped) return;
    if (this.#again) {
      this.#again = false;
      void this.#run();
    } else {
      this.#schedule();
    }
  }

  #schedule(): void {
    const { interval, longest, random = Math.random } = this.#options;
    const pause = Math.min(interval * 2 ** Math.min(this.#failures, 10), Math.max(interval, longest));
    const spread = random();
    this.#clearTimer();
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        // As if told: an asking from before a stop may still be ending.
        this.now();
      },
      Math.max(pause * (0.8 + 0.4 * spread), this.#askedPause * (1 + 0.2 * spread)),
    );
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
