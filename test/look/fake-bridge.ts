// Bridges that show one scene and what a `told` event says of it after, note every ask, and answer it with yes or with the scene's refusal.
import type { PopupView } from '../../app/contract/popup.ts';
import type { DeskState } from '../../app/desk/state.ts';
import type { Failure } from '../../app/failure.ts';

/** What main would have sent; null for a window that is not looked at. */
export interface Behind {
  desk?: DeskState;
  popup?: PopupView;
  /** Asks that main refuses, by the bridge's names. */
  refused?: Record<string, Failure>;
}

declare global {
  interface Window {
    /** Every ask of the page but its first, for the state: name and arguments. */
    asked: unknown[][];
  }
}

/** Runs in the page, before its own code. */
export function fakeBridges(scene: Behind): void {
  const asked: unknown[][] = [];
  const bridge = (read: string, value: unknown, subscribe: string) =>
    new Proxy(
      {},
      {
        get: (_target, name) => {
          if (name === read && !(read in (scene.refused ?? {}))) return async () => ({ ok: true, value });
          if (name === subscribe) {
            return (listener: (told: unknown) => void) => {
              const hear = (event: Event) => listener(Reflect.get(event, 'detail'));
              window.addEventListener('told', hear);
              return () => window.removeEventListener('told', hear);
            };
          }
          return async (...args: unknown[]) => {
            asked.push([name, ...args]);
            const failure = scene.refused?.[String(name)];
            return failure === undefined ? { ok: true, value: undefined } : { ok: false, failure };
          };
        },
      },
    );
  Object.assign(window, {
    asked,
    deskBridge: bridge('snapshot', { revision: 1, state: scene.desk }, 'onChange'),
    popupBridge: bridge('view', scene.popup, 'onView'),
  });
}
