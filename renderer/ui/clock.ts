// One ticker for every timer on the screen. Timers are computed from timestamps, so none can drift.
import { useSyncExternalStore } from 'react';

/** Milliseconds between two looks at the clock: a second shown changes at most this late. */
const tickMs = 200;

/** A ticker that runs only while somebody listens. */
function createTicker(): (listener: () => void) => () => void {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  return (listener) => {
    listeners.add(listener);
    timer ??= setInterval(() => {
      for (const each of [...listeners]) each();
    }, tickMs);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || timer === null) return;
      clearInterval(timer);
      timer = null;
    };
  };
}

const sharedTicker = createTicker();
const never = () => () => undefined;

/** Whole seconds from `since` to now (milliseconds since the epoch); null, and no ticking, without it. */
export function useSecondsSince(since: number | null): number | null {
  return useSyncExternalStore(since === null ? never : sharedTicker, () =>
    since === null ? null : Math.max(0, Math.floor((Date.now() - since) / 1000)),
  );
}

/** Whole seconds left until `at`, rounded up, 0 when it is past; null, and no ticking, without it. */
export function useSecondsUntil(at: number | null): number | null {
  return useSyncExternalStore(at === null ? never : sharedTicker, () =>
    at === null ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000)),
  );
}
