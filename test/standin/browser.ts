// The one Chromium of this process, once the app is ready.
import type { Cdp } from './cdp.ts';

let cdp: Cdp | null = null;

/** Called once, before the app is ready. */
export function attachBrowser(connection: Cdp): void {
  cdp = connection;
}

export function browser(): Cdp {
  if (cdp === null) throw new Error('Cannot create BrowserWindow before app is ready');
  return cdp;
}
