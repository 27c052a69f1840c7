// What each window's page may be granted: everything is denied but what this table names, with its reason.
import type { MediaAccessPermissionRequest, Session } from 'electron';
import { isOf, type WindowRole } from './roles.ts';

type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
/** Every permission Electron knows: a new one in a new version does not compile until it is decided here. */
export type Permission = Parameters<CheckHandler>[1] | Parameters<RequestHandler>[1];

const nobody: readonly WindowRole[] = [];
const line: readonly WindowRole[] = ['line'];

/** Which windows may have which permission. */
export const grants: Record<Permission, readonly WindowRole[]> = {
  // The call's audio; `onlyAudio` below keeps the camera out.
  media: line,
  // The agent chooses where calls and the ring are heard; also gives the devices their names.
  'speaker-selection': line,
  // The SIP edge, or a media server, may stand on the call centre's own network: without these three a
  // connection to a private address is refused.
  'local-network': line,
  'local-network-access': line,
  'loopback-network': line,
  ar: nobody,
  'automatic-fullscreen': nobody,
  'background-fetch': nobody,
  'background-sync': nobody,
  'captured-surface-control': nobody,
  'clipboard-read': nobody,
  'clipboard-sanitized-write': nobody,
  'deprecated-sync-clipboard-read': nobody,
  'display-capture': nobody,
  fileSystem: nobody,
  fullscreen: nobody,
  geolocation: nobody,
  'geolocation-approximate': nobody,
  'hand-tracking': nobody,
  hid: nobody,
  'idle-detection': nobody,
  keyboardLock: nobody,
  'local-fonts': nobody,
  mediaKeySystem: nobody,
  midi: nobody,
  midiSysex: nobody,
  nfc: nobody,
  notifications: nobody,
  openExternal: nobody,
  'payment-handler': nobody,
  'periodic-background-sync': nobody,
  'persistent-storage': nobody,
  pointerLock: nobody,
  'screen-wake-lock': nobody,
  sensors: nobody,
  serial: nobody,
  'smart-card': nobody,
  'storage-access': nobody,
  'system-wake-lock': nobody,
  'top-level-storage-access': nobody,
  usb: nobody,
  vr: nobody,
  'web-app-installation': nobody,
  'web-printing': nobody,
  'window-management': nobody,
  unknown: nobody,
};

interface Wish {
  permission: Permission;
  /** Every address the request names: each must be the window's own. */
  addresses: readonly (string | undefined)[];
  isMainFrame: boolean;
  /** The kinds of media wished for; only read for `media`. */
  mediaTypes: readonly string[];
}

/** Whether the window `role` is given what it wishes. */
export function mayHave(role: WindowRole, wish: Wish): boolean {
  // A name from a newer Electron than this table is denied too.
  if (!grants[wish.permission]?.includes(role)) return false;
  const named = wish.addresses.filter((address) => address !== undefined && address !== '');
  if (!wish.isMainFrame || named.length === 0) return false;
  if (!named.every((address) => address !== undefined && isOf(role, address))) return false;
  return wish.permission !== 'media' || onlyAudio(wish.mediaTypes);
}

function onlyAudio(mediaTypes: readonly string[]): boolean {
  return mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio');
}

/** Everything a session asks about permissions, all of it answered here: what has no handler is allowed. */
export type PermissionSession = Pick<
  Session,
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
>;

/** Puts the table in force in the session of the window `role`. */
export function guardPermissions(session: PermissionSession, role: WindowRole): void {
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    mayHave(role, {
      permission,
      addresses: [requestingOrigin, details.securityOrigin, details.embeddingOrigin],
      isMainFrame: details.isMainFrame,
      mediaTypes: details.mediaType === undefined ? [] : [details.mediaType],
    }),
  );
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const media: Partial<MediaAccessPermissionRequest> = details;
    callback(
      mayHave(role, {
        permission,
        addresses: [details.requestingUrl, media.securityOrigin],
        isMainFrame: details.isMainFrame,
        mediaTypes: media.mediaTypes ?? [],
      }),
    );
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
}
