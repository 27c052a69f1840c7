// The guard against stray presses: what appears under a moving hand must not act on it.
import { useMemo } from 'react';

/** How long, in milliseconds, presses are ignored after a call's controls have appeared. */
export const guardMs = 400;

/** A guard that is closed for {@link guardMs} after controls have appeared. */
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

/**
 * The guard of a set of controls that appears as one: made with the view that calls this, and anew when
 * `shownAt` changes. Keys act through it too: `keys: () => guard.isOpen() && act()`.
 */
export function usePressGuard(shownAt: number | null = null): PressGuard {
  return useMemo(() => createPressGuard(shownAt), [shownAt]);
}

/** What a button needs to act through `guard`, whether by mouse, touch or key. */
export function guarded(
  guard: PressGuard,
  act: () => void,
): { onPressStart: () => void; onPress: () => void } {
  return {
    onPressStart: () => guard.press(),
    onPress: () => (guard.release() ? act() : leaveControl()),
  };
}

/** Takes the focus off what was pressed to the region around it, or a key typed next would press it again. */
function leaveControl(): void {
  document.activeElement?.closest<HTMLElement>('[tabindex="-1"]')?.focus();
}
