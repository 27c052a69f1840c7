// The window of a call that rings, or goes on while the desk is hidden: above everything, never taking the focus.
// On Wayland no window can do any of that: there it is a plain window, beside a notification that stays.
import {
  type BrowserWindow,
  type BrowserWindowConstructorOptions,
  type Rectangle,
  screen,
  type WebContents,
} from 'electron';
import { isRinging } from '../../app/calls/call.ts';
import { type PopupView, popupAsks, popupTells } from '../../app/contract/popup.ts';
import type { Log } from '../log/log.ts';
import { AppWindow } from './app-window.ts';
import { answerAsks, type Handlers, tell } from './channels.ts';
import type { CrashBackOff } from './crash-back-off.ts';
import { placePopup } from './placement.ts';
import { type PageFacts, webPreferences } from './web-preferences.ts';

/** Device-independent pixels at no zoom: a card while it rings, a pill while it is talked on. */
const popupSizes = { card: { width: 380, height: 184 }, pill: { width: 320, height: 56 } } as const;

export function popupWindowOptions(
  facts: PageFacts,
  platform: NodeJS.Platform,
  onWayland: boolean,
): BrowserWindowConstructorOptions {
  const common = {
    ...popupSizes.card,
    show: false,
    title: 'Offhook',
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    webPreferences: webPreferences('popup', facts),
  } as const;
  if (onWayland) return { ...common, useContentSize: true, autoHideMenuBar: true };
  return {
    ...common,
    frame: false,
    alwaysOnTop: true,
    skipTaskbar: true,
    hiddenInMissionControl: true,
    // The first click already counts: an agent in another window answers with one.
    acceptFirstMouse: true,
    // A panel comes up over full-screen apps without making this one active.
    ...(platform === 'darwin' ? { type: 'panel' } : platform === 'win32' ? { type: 'toolbar' } : {}),
  };
}

export interface PopupWindowOptions {
  facts: PageFacts;
  platform: NodeJS.Platform;
  /** The windows are Wayland's. */
  onWayland: boolean;
  handlers: Handlers<typeof popupAsks>;
  /** How much larger than usual the agent has the desk: the popup is as large, and its window grows with it. */
  zoom: () => number;
  log: Log;
  backOff?: CrashBackOff;
}

export class PopupWindow {
  #view: PopupView | null = null;
  readonly #platform: NodeJS.Platform;
  readonly #onWayland: boolean;
  readonly #zoom: () => number;
  readonly #page: AppWindow;
  readonly #displaysChanged = () => this.#place();

  constructor({ facts, platform, onWayland, handlers, zoom, log, backOff }: PopupWindowOptions) {
    this.#platform = platform;
    this.#onWayland = onWayland;
    this.#zoom = zoom;
    this.#page = new AppWindow({
      role: 'popup',
      windowOptions: () => popupWindowOptions(facts, platform, onWayland),
      attach: (window) => {
        if (!onWayland) this.#standAbove(window);
        // Alt+F4 hides nothing: the popup goes when what it shows does.
        window.on('close', (event) => event.preventDefault());
        window.webContents.on('did-finish-load', () => this.#bringUp(window));
        answerAsks(window.webContents, 'popup', popupAsks, handlers, log);
      },
      log,
      ...(backOff === undefined ? {} : { backOff }),
    });
  }

  get contents(): WebContents | null {
    return this.#page.contents;
  }

  /** Makes the window, hidden, so that a ring later only has to show it. */
  open(): void {
    screen.on('display-added', this.#displaysChanged);
    screen.on('display-removed', this.#displaysChanged);
    screen.on('display-metrics-changed', this.#displaysChanged);
    this.#page.open();
  }

  /** Shows `view`, or hides when it has no call. A popup made again after a crash shows the latest view. */
  show(view: PopupView): void {
    const shownAt = this.#view?.shownAt;
    this.#view = view;
    tell(this.#page.contents, popupTells, 'popup:view-changed', view);
    const window = this.#page.window;
    if (window === null) return;
    if (view.call === null) window.hide();
    // Where the agent dragged it, it stays, until it is another call or another shape.
    else if (view.shownAt !== shownAt || !window.isVisible()) this.#bringUp(window);
  }

  quit(): void {
    screen.off('display-added', this.#displaysChanged);
    screen.off('display-removed', this.#displaysChanged);
    screen.off('display-metrics-changed', this.#displaysChanged);
    this.#page.destroy();
  }

  #standAbove(window: BrowserWindow): void {
    // From this level up a window stands above task bar and dock.
    window.setAlwaysOnTop(true, 'screen-saver');
    if (this.#platform === 'darwin') {
      window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
    }
  }

  #bringUp(window: BrowserWindow): void {
    if (this.#view === null || this.#view.call === null) return;
    window.webContents.setZoomFactor(this.#zoom());
    this.#place();
    if (this.#onWayland) {
      // Shown again it would take the focus again.
      if (!window.isVisible()) window.show();
      return;
    }
    window.showInactive();
    // Some window managers forget the level while a window is hidden.
    window.setAlwaysOnTop(true, 'screen-saver');
  }

  #place(): void {
    const call = this.#view?.call ?? null;
    const size = popupSizes[call === null || isRinging(call) ? 'card' : 'pill'];
    const zoom = this.#zoom();
    const grown = { width: Math.ceil(size.width * zoom), height: Math.ceil(size.height * zoom) };
    if (this.#onWayland) this.#page.window?.setContentSize(grown.width, grown.height);
    else this.#page.window?.setBounds(placePopup(workAreaAtPointer(), grown, this.#platform));
  }
}

function workAreaAtPointer(): Rectangle {
  return screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea;
}
