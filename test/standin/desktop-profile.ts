// The desktop the app is made to believe in, and what that desktop is documented to do to its windows.

/** What differs between desktops. Where behaviour varies, a profile has the worst that was reported. */
export interface DesktopProfile {
  /** What `process.platform` is to the app. */
  readonly platform: 'linux' | 'win32' | 'darwin';
  /** Variables the desktop gives its programs; null where it has none of that name. */
  readonly env: Readonly<Record<string, string | null>>;
  /** `XDG_CURRENT_DESKTOP`, unless the launch names another. */
  readonly currentDesktop: string | null;
  readonly windows: WindowHazards;
  /** Buttons of a notification: "_macOS_ _Windows_" in docs/api/structures/notification-action.md. */
  readonly notificationButtons: boolean;
  /** Toasts are shown only of an app that has set its AppUserModelID (docs/tutorial/notifications.md). */
  readonly toastsNeedAppId: boolean;
  /** `systemPreferences` has `askForMediaAccess` on macOS, `getMediaAccessStatus` there and on Windows, else neither. */
  readonly microphone: 'undetermined' | 'granted' | 'not asked about';
  /** At shutdown the windows hear `session-end` and `app` nothing (docs/api/app.md, `before-quit`; electron#9613). */
  readonly endsWithoutQuit: boolean;
}

/** What can go wrong with a window. */
export interface WindowHazards {
  /** False: no frame is drawn before the window is shown, so no `ready-to-show` comes (electron#48859). */
  readonly paintsHidden: boolean;
  /** False: frames stop at `hide()` even with `backgroundThrottling: false` (electron#31016). */
  readonly paintsAfterHide: boolean;
  /** False: places are ignored, `getBounds` says 0,0 and the pointer is nowhere (docs/api/browser-window.md, screen.md; electron#40886, #48833). */
  readonly placed: boolean;
  /** False: `showInactive` takes the focus like `show` (docs/api/browser-window.md; electron#48436). */
  readonly shownInactive: boolean;
  /** False: `setAlwaysOnTop`, `moveTop` and `blur` do nothing, `minimize` is no state (docs/api/browser-window.md). */
  readonly stacked: boolean;
  /** True: a full-screen window that is hidden leaves a black screen (electron#20263, #39572). */
  readonly blackFullScreen: boolean;
}

const ordinary: WindowHazards = {
  paintsHidden: true,
  paintsAfterHide: true,
  placed: true,
  shownInactive: true,
  stacked: true,
  blackFullScreen: false,
};

const noXdg = { XDG_SESSION_TYPE: null, DISPLAY: null, WAYLAND_DISPLAY: null } as const;

const profiles = {
  x11: {
    platform: 'linux',
    env: { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: null },
    currentDesktop: 'KDE',
    windows: ordinary,
    notificationButtons: false,
    toastsNeedAppId: false,
    microphone: 'not asked about',
    endsWithoutQuit: false,
  },
  wayland: {
    platform: 'linux',
    env: { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' },
    // GNOME as it comes shows no tray icons: nobody owns org.kde.StatusNotifierWatcher (docs/api/tray.md).
    currentDesktop: 'GNOME',
    windows: {
      paintsHidden: false,
      paintsAfterHide: false,
      placed: false,
      shownInactive: false,
      stacked: false,
      blackFullScreen: false,
    },
    notificationButtons: false,
    toastsNeedAppId: false,
    microphone: 'not asked about',
    endsWithoutQuit: false,
  },
  windows: {
    platform: 'win32',
    env: noXdg,
    currentDesktop: null,
    windows: { ...ordinary, paintsAfterHide: false },
    notificationButtons: true,
    toastsNeedAppId: true,
    microphone: 'granted',
    endsWithoutQuit: true,
  },
  macos: {
    platform: 'darwin',
    env: noXdg,
    currentDesktop: null,
    windows: { ...ordinary, blackFullScreen: true },
    notificationButtons: true,
    toastsNeedAppId: false,
    microphone: 'undetermined',
    endsWithoutQuit: false,
  },
} as const satisfies Record<string, DesktopProfile>;

export type DesktopName = keyof typeof profiles;

/** The variable that chooses the desktop; X11 where it is not set. */
const variable = 'OFFHOOK_STANDIN_DESKTOP';

/** The environment as the machine has it, which Chromium is started with. */
export const machineEnv: NodeJS.ProcessEnv = { ...process.env };

function chosen(): DesktopProfile {
  const name = machineEnv[variable] ?? 'x11';
  const found = Object.entries(profiles).find(([one]) => one === name)?.[1];
  if (found === undefined)
    throw new Error(`${variable}=${name}: there are ${Object.keys(profiles).join(', ')}`);
  // The way out that the docs name (docs/api/browser-window.md): on XWayland windows are those of X11. The switch
  // counts where the process is started, not where the app appends it.
  const onX11 = process.argv.includes('--ozone-platform=x11');
  return found.env.XDG_SESSION_TYPE === 'wayland' && onX11 ? { ...found, windows: ordinary } : found;
}

export const desktopProfile: DesktopProfile = chosen();

/** Gives this process the environment of the desktop. */
export function enterDesktop(): void {
  for (const [name, value] of Object.entries(desktopProfile.env)) {
    if (value === null) delete process.env[name];
    else process.env[name] = value;
  }
  if (desktopProfile.currentDesktop === null) delete process.env['XDG_CURRENT_DESKTOP'];
  else process.env['XDG_CURRENT_DESKTOP'] ??= desktopProfile.currentDesktop;
}

/** Whether an icon in the tray is seen by anybody. */
export function traySeen(): boolean {
  return desktopProfile.platform !== 'linux' || !/gnome/i.test(process.env['XDG_CURRENT_DESKTOP'] ?? '');
}
