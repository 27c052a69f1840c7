// The three windows of the phone, and where each one's page, preload and origin are.
import { join } from 'node:path';

export const windowRoles = ['desk', 'popup', 'line'] as const;
/** `desk`: the main window. `popup`: an inbound call. `line`: hidden, runs SIP and the audio. */
export type WindowRole = (typeof windowRoles)[number];

/** The scheme the pages are served on; each window has its own host, so its own origin. */
export const scheme = 'app';

export function pageUrl(role: WindowRole): string {
  return `${scheme}://${role}/index.html`;
}

/** True when `address` (an origin or a page's address) belongs to the window `role`. */
export function isOf(role: WindowRole, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${scheme}:` && url.host === role;
}

/** The session's partition; kept on disk for the code cache and, in the line, the ids of audio devices. */
export function partition(role: WindowRole): string {
  return `persist:${role}`;
}

/** `outFolder` is the folder that holds `main/`, `preload/` and `renderer/`. */
export function preloadPath(outFolder: string, role: WindowRole): string {
  return join(outFolder, 'preload', `${role}.cjs`);
}

export function pageFolder(outFolder: string, role: WindowRole): string {
  return join(outFolder, 'renderer', role);
}
