// What tests see and do through `electron.standin`: everything a person would see on the desktop or do to it.
import { type AppRecord, app } from './app.ts';
import { BrowserWindow, type WindowState } from './browser-window.ts';
import { asked, powerMonitor, pressShortcut, setOnline, sleepBlocked } from './desktop.ts';
import { answerDialog, type DialogState, dialogs } from './dialogs.ts';
import { display, screen } from './displays.ts';
import type { MenuItem } from './menu.ts';
import { microphone } from './microphone.ts';
import { nativeTheme } from './native-theme.ts';
import {
  allNotifications,
  type Notification,
  type NotificationState,
  supportNotifications,
} from './notification.ts';
import { decisions, type PermissionDecision } from './permissions.ts';
import type { Session } from './session.ts';
import { allTrays, type Tray, type TrayState } from './tray.ts';
import { WebContents } from './web-contents.ts';
import { socketFacts } from './web-request.ts';

type TrayEvent = 'click' | 'right-click' | 'double-click';
type PowerEvent =
  | 'suspend'
  | 'resume'
  | 'lock-screen'
  | 'unlock-screen'
  | 'on-ac'
  | 'on-battery'
  | 'shutdown';

function tray(index: number): Tray {
  const found = allTrays()[index];
  if (found === undefined) throw new Error(`no tray icon ${index}`);
  return found;
}

function notification(index: number): Notification {
  const found = allNotifications().at(index);
  if (found === undefined) throw new Error(`no notification ${index}`);
  return found;
}

function item(items: readonly MenuItem[], name: string): MenuItem | undefined {
  for (const one of items) {
    const found = one.id === name || one.label === name ? one : item(one.submenu?.items ?? [], name);
    if (found) return found;
  }
  return undefined;
}

export const standin = {
  app: (): AppRecord => app.record,
  /** Switches the app added for Chromium, as arguments. */
  switches: (): string[] => app.commandLine.forChromium(),
  windows: (): WindowState[] => BrowserWindow.getAllWindows().map((one) => one.state()),

  /** The agent goes on working in another program. */
  focusElsewhere: (): void => BrowserWindow.focusElsewhere(),
  /** Has the person put a window into full screen, and waits until it is. */
  enterFullScreen: async (url: string): Promise<void> => {
    const window = BrowserWindow.getAllWindows().find((one) => one.state().url.startsWith(url));
    if (window === undefined) throw new Error(`no window ${url}`);
    const entered = new Promise((resolve) => window.once('enter-full-screen', resolve));
    window.setFullScreen(true);
    await entered;
  },
  /** The machine is shut down, or the person logs off. The process ends as the desktop ends it. */
  endDesktopSession: (): void => app.endDesktopSession(),

  trays: (): TrayState[] => allTrays().map((one) => one.state()),
  clickTray: (event: TrayEvent = 'click', index = 0): void => {
    tray(index).emit(event, {}, tray(index).getBounds(), { x: 0, y: 0 });
  },
  /** Clicks an item of a tray's menu, by its id or label. */
  clickTrayItem: (name: string, index = 0): void => {
    const found = item(tray(index).menu?.items ?? [], name);
    if (found === undefined) throw new Error(`no item ${name} in the tray's menu`);
    if (!found.enabled) throw new Error(`item ${name} of the tray's menu is disabled`);
    found.click();
  },

  notifications: (): NotificationState[] => allNotifications().map((one) => one.state()),
  /** Clicks the notification of that number (the last, when negative), or its action. */
  clickNotification: (index = -1, action: number | null = null): void => notification(index).activate(action),
  dismissNotification: (index = -1): void => notification(index).close(),
  supportNotifications,

  moveCursor: (x: number, y: number): void => screen.moveCursor({ x, y }),
  /** Replaces the displays by ones with these bounds. */
  setDisplays: (bounds: Electron.Rectangle[]): void => {
    screen.replaceDisplays(bounds.map((one, at) => display(at + 1, one)));
  },

  power: (event: PowerEvent): void => {
    powerMonitor.emit(event, {});
  },
  sleepBlocked,
  /** Cuts or restores the network for `net` and, by their own events, for every page. */
  setOnline: async (online: boolean): Promise<void> => {
    setOnline(online);
    const conditions = { offline: !online, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await Promise.all(
      WebContents.getAllWebContents().map(async (one) => {
        const target = await one.target;
        await target.send('Network.enable');
        await target.send('Network.emulateNetworkConditions', conditions);
      }),
    );
  },
  microphone,
  preferDark: (dark: boolean): void => nativeTheme.preferDark(dark),

  permissions: (): readonly PermissionDecision[] => decisions,
  /** Whether the app would cancel a WebSocket of the page at `page` to `url`, were the page's policy not there. */
  wouldCancel: async (page: string, url: string): Promise<boolean> => {
    const contents = WebContents.getAllWebContents().find((one) => one.getURL().startsWith(page));
    if (contents === undefined) throw new Error(`no page ${page}`);
    const { webRequest } = contents.session as unknown as Session;
    return (await webRequest.before(socketFacts(url, contents.id))).cancel === true;
  },
  opened: (): readonly string[] => asked.opened,
  /** Every dialog so far, the open ones among them. */
  dialogs: (): DialogState[] => dialogs(),
  /** Answers the open dialog: by a button's label for a message, by what was chosen for a file. */
  answerDialog,
  pressShortcut,
};

/** The type of `electron.standin`. */
export type Standin = typeof standin;
