// Asks the app's permission handlers at each use, and tells Chromium what they said.
import type { CDPSession } from '@playwright/test';
import type { CdpTarget } from './cdp.ts';

type SetPermission = NonNullable<Parameters<CDPSession['send']>[1]> & { permission?: { name: string } };
type Check = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type Ask = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckedPermission = Parameters<NonNullable<Check>>[1];
type AskedPermission = Parameters<NonNullable<Ask>>[1];
type MediaType = 'audio' | 'video';

/** One decision the app made, for tests to look at. */
export interface PermissionDecision {
  /** By which of its handlers. */
  by: 'check' | 'request';
  permission: string;
  mediaTypes: readonly MediaType[];
  origin: string;
  granted: boolean;
}

interface Kind {
  permission: CheckedPermission & AskedPermission;
  mediaType: MediaType | null;
}

/** What a page can ask for, by the protocol's name of it. */
const KINDS: Readonly<Record<string, Kind>> = {
  microphone: { permission: 'media', mediaType: 'audio' },
  camera: { permission: 'media', mediaType: 'video' },
  notifications: { permission: 'notifications', mediaType: null },
  geolocation: { permission: 'geolocation', mediaType: null },
  'clipboard-read': { permission: 'clipboard-read', mediaType: null },
  'clipboard-write': { permission: 'clipboard-sanitized-write', mediaType: null },
};

export const decisions: PermissionDecision[] = [];

/** Who asks: a document of the app, by its own addresses and by Chromium's. */
export interface Asker {
  browser: CdpTarget;
  contents: Electron.WebContents;
  /** `app://desk` */
  origin: string;
  /** `https://desk.app.invalid` */
  pageOrigin: string;
}

/**
 * A session's permission handlers, asked as shell/browser/electron_permission_manager.cc asks them. Without one, Electron
 * allows.
 */
export class Permissions {
  onRequest: Ask = null;
  onCheck: Check = null;
  onDevice: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  onDisplayMedia: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0] = null;

  /** Before an origin's first document: it has nothing that it has not asked for. */
  async denyAll(asker: Asker): Promise<void> {
    await Promise.all(Object.keys(KINDS).map((name) => tell(asker, name, false)));
  }

  /** `getUserMedia` asks the request handler alone, once for all it wants. */
  async capture(asker: Asker, mediaTypes: readonly MediaType[]): Promise<boolean> {
    const granted = await this.request(asker, 'media', mediaTypes);
    await this.setCapture(asker, granted ? mediaTypes : []);
    return granted;
  }

  /** Has Chromium give the document these and no others. */
  async setCapture(asker: Asker, mediaTypes: readonly MediaType[]): Promise<void> {
    await Promise.all([
      tell(asker, 'microphone', mediaTypes.includes('audio')),
      tell(asker, 'camera', mediaTypes.includes('video')),
    ]);
  }

  /** Whatever else a page uses, by the protocol's name; what the stand-in does not know is denied. */
  async use(asker: Asker, by: 'check' | 'request', name: string): Promise<boolean> {
    const kind = KINDS[name];
    if (kind === undefined) return false;
    const granted =
      by === 'check' ? this.#check(asker, kind) : await this.request(asker, kind.permission, undefined);
    await tell(asker, name, granted);
    return granted;
  }

  async request(
    { contents, origin }: Asker,
    permission: AskedPermission,
    mediaTypes: readonly MediaType[] | undefined,
  ): Promise<boolean> {
    const ask = this.onRequest;
    const media =
      mediaTypes === undefined ? {} : { mediaTypes: [...mediaTypes], securityOrigin: `${origin}/` };
    const details = { requestingUrl: contents.getURL(), isMainFrame: true, ...media };
    const granted =
      ask === null || (await new Promise<boolean>((answer) => ask(contents, permission, answer, details)));
    decisions.push({ by: 'request', permission, mediaTypes: mediaTypes ?? [], origin, granted });
    return granted;
  }

  #check({ contents, origin }: Asker, { permission, mediaType }: Kind): boolean {
    const url = `${origin}/`;
    const media = mediaType === null ? { embeddingOrigin: url } : { mediaType, securityOrigin: url };
    const details = { requestingUrl: contents.getURL(), isMainFrame: true, ...media };
    // Of notifications the handler hears without a page (docs/api/session.md).
    const from = permission === 'notifications' ? null : contents;
    const granted = this.onCheck?.(from, permission, url, details) ?? true;
    decisions.push({
      by: 'check',
      permission,
      mediaTypes: mediaType === null ? [] : [mediaType],
      origin,
      granted,
    });
    return granted;
  }
}

async function tell({ browser, pageOrigin }: Asker, name: string, granted: boolean): Promise<void> {
  const setting: SetPermission & { origin: string; setting: string } = {
    permission: { name },
    setting: granted ? 'granted' : 'denied',
    origin: pageOrigin,
  };
  await browser.send(
    'Browser.setPermission',
    setting as Parameters<typeof browser.send<'Browser.setPermission'>>[1],
  );
}
