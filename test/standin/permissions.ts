// Asks the app's permission handlers, once for each origin, and tells Chromium what they said.
import type { CDPSession } from '@playwright/test';
import type { CdpTarget } from './cdp.ts';

type SetPermission = NonNullable<Parameters<CDPSession['send']>[1]> & { permission?: { name: string } };
type Check = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type Ask = Parameters<Electron.Session['setPermissionRequestHandler']>[0];

/** One decision the app made, for tests to look at. */
export interface PermissionDecision {
  permission: string;
  mediaType: 'audio' | 'video' | null;
  origin: string;
  granted: boolean;
}

interface Kind {
  permission: Parameters<NonNullable<Check>>[1];
  mediaType: 'audio' | 'video' | null;
  /** The protocol's name. */
  name: string;
}

const KINDS: readonly Kind[] = [
  { permission: 'media', mediaType: 'audio', name: 'microphone' },
  { permission: 'media', mediaType: 'video', name: 'camera' },
  { permission: 'notifications', mediaType: null, name: 'notifications' },
  { permission: 'geolocation', mediaType: null, name: 'geolocation' },
  { permission: 'clipboard-read', mediaType: null, name: 'clipboard-read' },
  { permission: 'clipboard-sanitized-write', mediaType: null, name: 'clipboard-write' },
];

export const decisions: PermissionDecision[] = [];

/** A session's permission handlers. Without one, Electron allows. */
export class Permissions {
  onRequest: Ask = null;
  onCheck: Check = null;
  onDevice: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  onDisplayMedia: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0] = null;

  /** Decides everything for one document's origin before the document is there. */
  async apply(
    browser: CdpTarget,
    contents: Electron.WebContents,
    origin: string,
    pageOrigin: string,
  ): Promise<void> {
    await Promise.all(
      KINDS.map(async (kind) => {
        const granted = await this.#decide(contents, kind, origin);
        decisions.push({ permission: kind.permission, mediaType: kind.mediaType, origin, granted });
        const setting: SetPermission & { origin: string; setting: string } = {
          permission: { name: kind.name },
          setting: granted ? 'granted' : 'denied',
          origin: pageOrigin,
        };
        await browser.send(
          'Browser.setPermission',
          setting as Parameters<typeof browser.send<'Browser.setPermission'>>[1],
        );
      }),
    );
  }

  async #decide(contents: Electron.WebContents, kind: Kind, origin: string): Promise<boolean> {
    const url = `${origin}/`;
    const details = { requestingUrl: url, isMainFrame: true, securityOrigin: url };
    const checked =
      this.onCheck?.(contents, kind.permission, origin, {
        ...details,
        ...(kind.mediaType === null ? {} : { mediaType: kind.mediaType }),
      }) ?? true;
    const ask = this.onRequest;
    if (!checked || ask === null || kind.mediaType === null) return checked;
    const { mediaType } = kind;
    return new Promise((resolve) => {
      ask(contents, 'media', resolve, { ...details, mediaTypes: [mediaType] });
    });
  }
}
