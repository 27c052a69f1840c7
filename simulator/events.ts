// What happened in the simulator, in order: kept for tests, streamed to whoever listens.

/** Milliseconds since the epoch, with fractions, from one steady clock. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

export type SimulatorEvent =
  | { kind: 'socket-opened' | 'socket-closed'; flow: number }
  | { kind: 'registered' | 'unregistered' | 'register-refused'; agent: string; flow: number; detail?: string }
  | { kind: 'call'; callSid: string; agent: string; state: string; outcome: string | null; detail?: string }
  | { kind: 'device'; agent: string; activeDeviceId: string }
  | { kind: 'edge'; state: 'up' | 'down' };

export type Recorded<E> = E & { readonly at: number; readonly index: number };

/** The most events kept: enough for any test, little enough for a demo left on overnight. */
const kept = 5000;

/** An append-only record with listeners; a listener that throws does not stop the others. */
export class Feed<E extends object> {
  readonly #entries: Recorded<E>[] = [];
  readonly #listeners = new Set<(entry: Recorded<E>) => void>();
  #next = 0;

  get entries(): readonly Recorded<E>[] {
    return this.#entries;
  }

  record(event: E): Recorded<E> {
    const entry = { ...event, at: now(), index: this.#next };
    this.#next += 1;
    this.#entries.push(entry);
    if (this.#entries.length > kept) this.#entries.shift();
    for (const listener of [...this.#listeners]) {
      try {
        listener(entry);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    return entry;
  }

  /** Calls `listener` for each event from now on; returns what ends that. */
  subscribe(listener: (entry: Recorded<E>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first event, already recorded or still to come, that `matches`. Rejects after `timeoutMs`. */
  waitFor(
    matches: (entry: Recorded<E>) => boolean,
    { timeoutMs = 10_000, what = 'event' }: { timeoutMs?: number; what?: string } = {},
  ): Promise<Recorded<E>> {
    const past = this.#entries.find(matches);
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`no ${what} within ${timeoutMs} ms`));
      }, timeoutMs);
      const stop = this.subscribe((entry) => {
        if (!matches(entry)) return;
        clearTimeout(timer);
        stop();
        resolve(entry);
      });
    });
  }
}
