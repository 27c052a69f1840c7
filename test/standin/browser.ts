// The one Chromium of this process, once the app is ready.
import type { Cdp } from './cdp.ts';

let cdp: Cdp | null = null;
let launcher = '';

/** Windows opened by this page are the app's own. */
export function letOpen(targetId: string): void {
  launcher = targetId;
}

/**
 * Called once, before the app is ready. A window that a page opens is closed before it has loaded anything: the app
 * has been asked by then, and the stand-in has no such windows.
 */
export async function attachBrowser(connection: Cdp): Promise<void> {
  cdp = connection;
  connection.on('Target.targetCreated', ({ targetInfo }) => {
    const opener = targetInfo.openerFrameId;
    if (targetInfo.type !== 'page' || opener === undefined || opener === launcher) return;
    connection.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {});
  });
  await connection.send('Target.setDiscoverTargets', { discover: true });
}

export function browser(): Cdp {
  if (cdp === null) throw new Error('Cannot create BrowserWindow before app is ready');
  return cdp;
}
