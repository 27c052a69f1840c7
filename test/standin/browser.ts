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
    refuse(connection, targetInfo.targetId).catch(() => {
      // It was gone before it could be closed.
    });
  });
  await connection.send('Target.setDiscoverTargets', { discover: true });
}

/**
 * Playwright has every new page wait for it, and the waiting page holds up the one that opened it: both share a
 * thread. Closed while it waits, it would never let go; so it is let run first.
 */
async function refuse(connection: Cdp, targetId: string): Promise<void> {
  const target = await connection.attach(targetId);
  await target.send('Runtime.runIfWaitingForDebugger');
  await connection.send('Target.closeTarget', { targetId });
}

export function browser(): Cdp {
  if (cdp === null) throw new Error('Cannot create BrowserWindow before app is ready');
  return cdp;
}
