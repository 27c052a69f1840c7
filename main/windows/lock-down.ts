// Keeps every page where it was put: no new windows, no navigation, no network but the line's own edge.
import type { App, Session, WebContents } from 'electron';
import { isOf, type WindowRole } from './roles.ts';

/** Locks every page of the app as it comes to be. To be called before the first window. */
export function lockDown(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

/** Loading by main itself is not a navigation of the page, and goes on. */
export function lockContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/**
 * Cancels every request of a session but for its own pages and, in the line, the WebSocket of the SIP edge:
 * a second lock behind the Content-Security-Policy. `devTools` lets Chromium's own tools load their page.
 */
export function confineNetwork(
  session: Pick<Session, 'webRequest'>,
  role: WindowRole,
  options: { edge: () => string | null; devTools: boolean },
): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayRequest(details.url, role, options.edge(), options.devTools) });
  });
}

/** Whether a page of `role` may ask for `address`. */
export function mayRequest(
  address: string,
  role: WindowRole,
  edge: string | null,
  devTools: boolean,
): boolean {
  if (isOf(role, address)) return true;
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (devTools && url.protocol === 'devtools:') return true;
  return role === 'line' && edge !== null && url.origin === edge;
}
