// The module `electron` as the app's main process gets it.
/// <reference types="electron" />
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import {
  clipboard,
  globalShortcut,
  net,
  powerMonitor,
  powerSaveBlocker,
  shell,
  systemPreferences,
} from './desktop.ts';
import { dialog } from './dialogs.ts';
import { screen } from './displays.ts';
import { standin } from './inspect.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem } from './menu.ts';
import { absent } from './missing.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { Notification } from './notification.ts';
import { Session, session, sessionOf } from './session.ts';
import { Tray } from './tray.ts';
import { WebContents } from './web-contents.ts';

/** Electron's `protocol` is that of the default session. */
const { protocol } = sessionOf('');
const webContents = WebContents;

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  Session,
  screen,
  session,
  shell,
  standin,
  systemPreferences,
  Tray,
  webContents,
};

export const autoUpdater = absent('autoUpdater');
export const BaseWindow = absent('BaseWindow');
export const BrowserView = absent('BrowserView');
export const contentTracing = absent('contentTracing');
export const crashReporter = absent('crashReporter');
export const desktopCapturer = absent('desktopCapturer');
export const MessageChannelMain = absent('MessageChannelMain');
export const netLog = absent('netLog');
export const safeStorage = absent('safeStorage');
export const utilityProcess = absent('utilityProcess');
export const View = absent('View');
export const webFrameMain = absent('webFrameMain');
export const WebContentsView = absent('WebContentsView');
