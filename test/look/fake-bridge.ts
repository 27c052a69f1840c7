// Bridges that answer every ask with yes and show one scene; put into a page before its own code runs.

import type { PopupView } from '../../app/contract/popup.ts';
import type { DeskState } from '../../app/desk/state.ts';

/** Runs in the page. */
export function fakeBridges(scene: { desk: DeskState | null; popup: PopupView | null }): void {
  const yes = async () => ({ ok: true, value: undefined });
  const silent = () => () => undefined;
  const bridge = (read: string, value: unknown, subscribe: string) =>
    new Proxy(
      {},
      {
        get: (_target, name) => {
          if (name === read) return async () => ({ ok: true, value });
          return name === subscribe ? silent : yes;
        },
      },
    );
  Object.assign(window, {
    deskBridge: bridge('snapshot', { revision: 1, state: scene.desk }, 'onChange'),
    popupBridge: bridge('view', scene.popup, 'onView'),
  });
}
