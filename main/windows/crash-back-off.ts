// How long to wait before a window that crashed is made again.

/** A window that lived this long (ms) has recovered: its next crash counts as its first. */
const recovered = 60_000;
const first = 200;
const longest = 30_000;

/** Doubles from 100–200 ms to 15–30 s; the jitter keeps machines that fail together from retrying together. */
export class CrashBackOff {
  #crashes = 0;
  #openedAt = 0;
  readonly #now: () => number;
  readonly #random: () => number;

  /** `now` in milliseconds; `random` in [0, 1). */
  constructor(now: () => number = Date.now, random: () => number = Math.random) {
    this.#now = now;
    this.#random = random;
  }

  opened(): void {
    this.#openedAt = this.#now();
  }

  /** Milliseconds to wait after this crash. */
  crashed(): number {
    if (this.#now() - this.#openedAt >= recovered) this.#crashes = 0;
    const most = Math.min(longest, first * 2 ** this.#crashes);
    this.#crashes += 1;
    return most / 2 + (this.#random() * most) / 2;
  }
}
