// A growing list of what was seen, and waiting for what is still to come.

interface Waiter<T> {
  matches: (event: T) => boolean;
  settle: (event: T) => void;
  fail: (reason: string) => void;
}

export interface WaitOptions {
  /** Events before this place in the log do not count; 0 (all of them) by default. */
  since?: number;
  /** Milliseconds; 10 000 by default. */
  timeoutMs?: number;
}

export class EventLog<T> {
  readonly #events: T[] = [];
  readonly #waiters = new Set<Waiter<T>>();
  readonly #followers: ((event: T) => void)[] = [];
  #closed: string | null = null;

  get all(): readonly T[] {
    return this.#events;
  }

  /** The place where the next event goes: kept before an action, given as `since` after it. */
  get mark(): number {
    return this.#events.length;
  }

  add(event: T): void {
    this.#events.push(event);
    for (const follower of this.#followers) follower(event);
    for (const waiter of [...this.#waiters]) if (waiter.matches(event)) waiter.settle(event);
  }

  /** Calls `follower` with each event from now on. */
  follow(follower: (event: T) => void): void {
    this.#followers.push(follower);
  }

  /** No more will come: whoever still waits is told why. */
  close(reason: string): void {
    this.#closed = reason;
    for (const waiter of [...this.#waiters]) waiter.fail(reason);
  }

  /** The first event that matches, already seen or yet to come. Fails by saying `what` was missed. */
  wait(what: string, matches: (event: T) => boolean, options: WaitOptions = {}): Promise<T> {
    const { since = 0, timeoutMs = 10_000 } = options;
    const seen = this.#events.slice(since).find(matches);
    if (seen !== undefined) return Promise.resolve(seen);
    return new Promise<T>((resolve, reject) => {
      const fail = (reason: string) => {
        done();
        const last = this.#events.slice(Math.max(since, this.#events.length - 20));
        reject(new Error(`No ${what}: ${reason}. Seen last:\n${last.map(line).join('\n')}`));
      };
      const timer = setTimeout(() => fail(`none within ${timeoutMs} ms`), timeoutMs);
      const done = () => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter<T> = {
        matches,
        settle: (event) => {
          done();
          resolve(event);
        },
        fail,
      };
      if (this.#closed !== null) fail(this.#closed);
      else this.#waiters.add(waiter);
    });
  }

  /** Fails if a matching event comes within `forMs` milliseconds: for what must never happen. */
  async never(what: string, matches: (event: T) => boolean, options: { since: number; forMs: number }) {
    const came = await this.wait(what, matches, { since: options.since, timeoutMs: options.forMs }).then(
      (event) => ({ event }),
      () => null,
    );
    if (came !== null) throw new Error(`There was a ${what}: ${line(came.event)}`);
  }
}

function line(event: unknown): string {
  return typeof event === 'string' ? event : JSON.stringify(event);
}
