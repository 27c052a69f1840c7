// Keeps every page where it was put: no new windows, no navigation, no network but the line's own edge.
import type { App, Session, WebContents } from 'electron';
import { isOf, type WindowRole } from './roles.ts';

/** Locks every page of the app as it comes to be. To be called before the first window. */
export function lockDown(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

/**
 * Puts every page into Chromium's sandbox, whatever its window asks for. Not where the launcher found that this
 * system has none (an AppImage without user namespaces): the call would take its `--no-sandbox` back, and the
 * windows would stay white. To be called before Electron is ready.
 */
export function enableSandbox(app: Pick<App, 'commandLine' | 'enableSandbox'>): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/** Nobody listens there (RFC 863): what must go through this proxy goes nowhere, not even to this machine. */
const deadProxy = {
  mode: 'fixed_servers',
  proxyRules: 'socks5://127.0.0.1:9',
  proxyBypassRules: '<-loopback>',
} as const;

/**
 * Shuts a session's way out for WebRTC, which neither the Content-Security-Policy nor webRequest governs: what
 * {@link refuseDirectWebRtc} leaves of it, TCP, goes through a proxy that is not there.
 */
export function endAllRoutes(session: Pick<Session, 'setProxy'>): Promise<void> {
  return session.setProxy(deadProxy);
}

/** A page's WebRTC goes through the proxy of its session or not at all: no UDP, no address of this machine. */
export function refuseDirectWebRtc(contents: Pick<WebContents, 'setWebRTCIPHandlingPolicy'>): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Loading by main itself is not a navigation of the page, and goes on. */
function lockContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
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
