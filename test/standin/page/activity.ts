// Slows a page down as Chromium does behind a hidden window, since a page without a screen would never notice.
import type { Asking } from './asking.ts';

/**
 * Runs in the page's world; its source runs in pages. `throttled` is the window's `backgroundThrottling`: frames stop
 * on some desktops without it, timers never do.
 */
export function activity(link: Asking, throttled: boolean): void {
  let slowed = false;
  let drawn = true;
  /** Milliseconds between the moments a hidden page's timers may run (Chromium's basic timer throttling). */
  const beat = 1000;
  const native = {
    set: window.setTimeout.bind(window),
    clear: window.clearTimeout.bind(window),
    frame: window.requestAnimationFrame.bind(window),
    cancelFrame: window.cancelAnimationFrame.bind(window),
  };

  const timers = new Map<number, number>();
  let lastTimer = 0;
  const start = (callback: () => void, delay: number, again: boolean): number => {
    lastTimer += 1;
    const id = lastTimer;
    const due = (onBeat = false) => {
      if (slowed && !onBeat) {
        timers.set(
          id,
          native.set(() => due(true), beat - (Date.now() % beat)),
        );
        return;
      }
      if (again) timers.set(id, native.set(due, delay));
      else timers.delete(id);
      callback();
    };
    timers.set(id, native.set(due, delay));
    return id;
  };
  const stop = (id: number | undefined) => {
    native.clear(timers.get(id ?? 0));
    timers.delete(id ?? 0);
  };
  const timer = (again: boolean) =>
    ((handler: TimerHandler, delay = 0, ...args: unknown[]) => {
      if (typeof handler !== 'function') throw new Error('not in the stand-in: a timer of text');
      return start(() => handler(...args), Math.max(again ? 1 : 0, Number(delay) || 0), again);
    }) as unknown as typeof window.setTimeout;

  const held = new Map<number, FrameRequestCallback>();
  let lastHeld = 0;
  window.requestAnimationFrame = (callback) => {
    if (drawn) return native.frame(callback);
    lastHeld -= 1;
    held.set(lastHeld, callback);
    return lastHeld;
  };
  window.cancelAnimationFrame = (id) => {
    if (!held.delete(id)) native.cancelFrame(id);
  };

  if (throttled) {
    Object.assign(window, { setTimeout: timer(false), setInterval: timer(true) });
    Object.assign(window, { clearTimeout: stop, clearInterval: stop });
    Object.defineProperty(document, 'hidden', { get: () => slowed, configurable: true });
    Object.defineProperty(document, 'visibilityState', {
      get: () => (slowed ? 'hidden' : 'visible'),
      configurable: true,
    });
  }

  link.onActivity((now) => {
    const turned = throttled && now.slowed !== slowed;
    slowed = now.slowed;
    drawn = now.drawn;
    if (turned) document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    if (!drawn) return;
    for (const callback of held.values()) native.frame(callback);
    held.clear();
  });
}
