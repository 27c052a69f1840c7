// The main window: stands where it stood, and where there is a tray, closing only hides it.
import { type BrowserWindow, type BrowserWindowConstructorOptions, screen, type WebContents } from 'electron';
import { type DeskChange, deskAsks, deskTells } from '../../app/contract/desk.ts';
import type { DeskSight } from '../desk/popup-view.ts';
import type { Log } from '../log/log.ts';
import { AppWindow } from './app-window.ts';
import type { BoundsStore } from './bounds-file.ts';
import { answerAsks, type Handlers, tell } from './channels.ts';
import type { CrashBackOff } from './crash-back-off.ts';
import { clampToWorkAreas } from './placement.ts';
import { type PageFacts, webPreferences } from './web-preferences.ts';

/**
 * Milliseconds after its page has loaded until a window that is wanted is shown without having painted. On
 * Wayland nothing is painted, and `ready-to-show` never comes, before a window is shown (electron#48859).
 */
const paintPatience = 300;

/** The smallest the interface is made for. */
const smallestDesk = { width: 360, height: 480 } as const;
const firstSize = { width: 960, height: 680 } as const;

export function deskWindowOptions(facts: PageFacts, dark: boolean): BrowserWindowConstructorOptions {
  return {
    ...firstSize,
    minWidth: smallestDesk.width,
    minHeight: smallestDesk.height,
    show: false,
    title: 'Offhook',
    autoHideMenuBar: true,
    // What is seen for the moment before the first paint.
    backgroundColor: dark ? '#15171a' : '#ffffff',
    webPreferences: webPreferences('desk', facts),
  };
}

export interface DeskWindowOptions {
  facts: PageFacts;
  handlers: Handlers<typeof deskAsks>;
  platform: NodeJS.Platform;
  bounds: BoundsStore;
  /** True while the desktop is dark. */
  isDark: () => boolean;
  /** Asked at each close, since trays come and go: without one a hidden window could not be found again. */
  hasTray: () => Promise<boolean>;
  quit: () => void;
  /** Told when {@link DeskWindow.sight} may have changed. */
  onSight: () => void;
  log: Log;
  backOff?: CrashBackOff;
}

export class DeskWindow {
  /** The agent wants to see the window: it is shown as soon as its page can be. */
  #wanted = false;
  /** The page has something to show, or has had its time. */
  #ready = false;
  /** A close asks for the tray first; the one before is still asking. */
  #leaving = false;
  #quitting = false;
  readonly #options: DeskWindowOptions;
  readonly #page: AppWindow;

  constructor(options: DeskWindowOptions) {
    this.#options = options;
    const { facts, handlers, log, backOff } = options;
    this.#page = new AppWindow({
      role: 'desk',
      windowOptions: () => ({ ...deskWindowOptions(facts, options.isDark()), ...this.#rememberedBounds() }),
      attach: (window) => {
        this.#ready = false;
        window.once('ready-to-show', () => this.#makeReady(window));
        window.webContents.once('did-finish-load', () => {
          setTimeout(() => this.#makeReady(window), paintPatience);
        });
        window.on('close', (event) => this.#closing(window, event));
        this.#watchSight(window);
        answerAsks(window.webContents, 'desk', deskAsks, handlers, log);
      },
      log,
      ...(backOff === undefined ? {} : { backOff }),
    });
  }

  /** The window, or null while there is none. */
  get window(): BrowserWindow | null {
    return this.#page.window;
  }

  get contents(): WebContents | null {
    return this.#page.contents;
  }

  /** What of the window the agent has before them. */
  get sight(): DeskSight {
    const window = this.#page.window;
    const isShown = window?.isVisible() === true && !window.isMinimized();
    return { isShown, isFocused: isShown && window.isFocused() };
  }

  /** How much larger than usual the agent has it. */
  get zoom(): number {
    return this.#page.contents?.getZoomFactor() ?? 1;
  }

  /** Makes the window, hidden, so that opening it later is instant. */
  open(): void {
    this.#page.open();
  }

  /** Brings the window to the front with the focus: only ever because the agent asked for it. */
  show(): void {
    this.#wanted = true;
    this.#page.open();
    const window = this.#page.window;
    if (window === null || !this.#ready) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Tells the page what changed in the state. */
  change(change: DeskChange): void {
    tell(this.#page.contents, deskTells, 'desk:change', change);
  }

  /** From here on the window may close; its bounds are kept. */
  quit(): void {
    this.#quitting = true;
    const window = this.#page.window;
    if (window !== null) this.#remember(window);
    this.#page.destroy();
  }

  #makeReady(window: BrowserWindow): void {
    if (this.#ready || this.#page.window !== window) return;
    this.#ready = true;
    if (this.#wanted) window.show();
  }

  #watchSight(window: BrowserWindow): void {
    const look = () => {
      if (!this.#quitting) this.#options.onSight();
    };
    window.on('show', look);
    window.on('hide', look);
    window.on('minimize', look);
    window.on('restore', look);
    window.on('focus', look);
    window.on('blur', look);
    window.on('closed', look);
  }

  #closing(window: BrowserWindow, event: { preventDefault(): void }): void {
    this.#remember(window);
    if (this.#quitting) return;
    event.preventDefault();
    if (!this.#leaving) void this.#leave(window);
  }

  async #leave(window: BrowserWindow): Promise<void> {
    this.#leaving = true;
    const hasTray = await this.#options.hasTray();
    this.#leaving = false;
    if (this.#quitting) return;
    if (hasTray) this.#hide(window);
    else this.#options.quit();
  }

  #hide(window: BrowserWindow): void {
    this.#wanted = false;
    if (window.isDestroyed()) return;
    if (this.#options.platform === 'darwin' && window.isFullScreen()) {
      // A Mac leaves a black space behind for a window that is hidden in full screen (electron#39572).
      window.once('leave-full-screen', () => {
        if (!this.#wanted) window.hide();
      });
      window.setFullScreen(false);
    } else {
      window.hide();
    }
  }

  #remember(window: BrowserWindow): void {
    // Only a window that was seen has bounds an agent chose; maximized ones would not be restored to.
    if (this.#ready) this.#options.bounds.write(window.getNormalBounds());
  }

  #rememberedBounds(): Partial<BrowserWindowConstructorOptions> {
    const remembered = this.#options.bounds.read();
    if (remembered === null) return {};
    const workAreas = screen.getAllDisplays().map((display) => display.workArea);
    return clampToWorkAreas(remembered, workAreas, smallestDesk) ?? {};
  }
}
