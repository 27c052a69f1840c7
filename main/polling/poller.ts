// Asks for something again and again: at an interval with jitter, at once when told, slower while it fails.

export interface PollerOptions {
  /** One asking. Rejections are told to `onFailure` and slow the poller down. */
  ask: (signal: AbortSignal) => Promise<void>;
  onFailure: (error: unknown) => void;
  /** Milliseconds between two askings. */
  interval: number;
  /** The longest pause while it fails, in milliseconds. */
  longest: number;
  /** 0 to 1, for the jitter. */
  random?: () => number;
}

/**
 * Asks never twice at once: {@link now} during an asking makes one more follow it, since what is under way
 * may have read too early. Every pause is spread by a fifth both ways, so that desktops do not march in step.
 */
export class Poller {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asking: AbortController | null = null;
  #again = false;
  #failures = 0;
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
    } catch (error) {
      if (!asking.signal.aborted) {
        this.#failures += 1;
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
    this.#clearTimer();
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        // As if told: an asking from before a stop may still be ending.
        this.now();
      },
      pause * (0.8 + 0.4 * random()),
    );
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
