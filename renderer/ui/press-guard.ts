// The guard against stray presses: what appears under a moving hand must not act on it.

/** How long, in milliseconds, presses are ignored after a ringing call has appeared. */
export const guardMs = 400;

/**
 * Ends a press: acts when the guard lets it, else takes the focus off what was pressed, so that a key typed
 * next does not press it again.
 */
export function endPress(guard: PressGuard, act: () => void): void {
  if (guard.release()) act();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** A guard that is closed for {@link guardMs} after a call has appeared. */
export interface PressGuard {
  isOpen(): boolean;
  /** A press begins. */
  press(): void;
  /** True when the press that now ends may act: it began, and ends, with the guard open. */
  release(): boolean;
}

/**
 * `shownAt` is wall time (milliseconds since the epoch), as main stamped it; null counts from now. The rest
 * is counted by `monotonic` time, so that a clock set back or forth can neither hold the guard closed nor
 * open it early by more than it was late.
 */
export function createPressGuard(
  shownAt: number | null,
  clock: { wall: () => number; monotonic: () => number } = {
    wall: () => Date.now(),
    monotonic: () => performance.now(),
  },
): PressGuard {
  const shownFor = shownAt === null ? 0 : Math.max(0, clock.wall() - shownAt);
  const opensAt = clock.monotonic() + Math.max(0, guardMs - shownFor);
  const isOpen = () => clock.monotonic() >= opensAt;
  let begun = false;
  return {
    isOpen,
    press() {
      begun = isOpen();
    },
    release() {
      const may = begun && isOpen();
      begun = false;
      return may;
    },
  };
}
