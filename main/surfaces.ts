// What shows the state beside the windows: tray, notifications, the machine kept awake, the theme.
import { join } from 'node:path';
import { Menu, Notification, nativeTheme, powerSaveBlocker, Tray } from 'electron';
import type { i18n } from 'i18next';
import type { Desk } from './desk/desk.ts';
import type { Log } from './log/log.ts';
import { type NotificationCommands, Notifications } from './os/notifications.ts';
import { CallAwake } from './os/power.ts';
import { type TrayCommands, TrayIconView } from './os/tray.ts';

export interface SurfacesOptions {
  desk: Desk;
  log: Log;
  t: i18n['t'];
  commands: TrayCommands & NotificationCommands;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** True while the desk window has the focus. */
  isWatched: () => boolean;
}

/** Shows every state from now on; the answer takes tray and notifications away for good. */
export function showState({ desk, log, t, commands, now, isWatched }: SurfacesOptions): () => void {
  const { platform } = process;
  const tray = new TrayIconView({
    createTray: (image) => new Tray(image),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    platform,
    iconFolder: join(import.meta.dirname, 'icons'),
    t,
    commands,
  });
  const notifications = new Notifications({
    createNotification: (options) => new Notification(options),
    platform,
    t,
    commands,
    now,
    isWatched,
    onFailed: (reason) => log.warn('notification-failed', { reason }),
  });
  const awake = new CallAwake(powerSaveBlocker);
  desk.subscribe(({ state }) => {
    tray.render(state);
    notifications.render(state);
    awake.render(state);
    if (nativeTheme.themeSource !== state.settings.theme) nativeTheme.themeSource = state.settings.theme;
  });
  return () => {
    tray.remove();
    notifications.remove();
  };
}
