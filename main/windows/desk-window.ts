// The main window: stands where it stood, and where there is a tray, closing only hides it.
import { type BrowserWindow, type BrowserWindowConstructorOptions, screen, type WebContents } from 'electron';
import { type DeskChange, deskAsks, deskTells } from '../../app/contract/desk.ts';
import type { Log } from '../log/log.ts';
import { AppWindow } from './app-window.ts';
import type { BoundsStore } from './bounds-file.ts';
import { answerAsks, type Handlers, tell } from './channels.ts';
import type { CrashBackOff } from './crash-back-off.ts';
import { clampToWorkAreas } from './placement.ts';
import { type PageFacts, webPreferences } from './web-preferences.ts';

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
  bounds: BoundsStore;
  /** True while the desktop is dark. */
  isDark: () => boolean;
  /** Where there is no tray, a hidden window could not be found again: closing quits. */
  hasTray: () => boolean;
  quit: () => void;
  log: Log;
  backOff?: CrashBackOff;
}

export class DeskWindow {
  /** The agent wants to see the window: it is shown as soon as its page can be. */
  #wanted = false;
  #painted = false;
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
        this.#painted = false;
        window.once('ready-to-show', () => {
          this.#painted = true;
          if (this.#wanted) window.show();
        });
        window.on('close', (event) => this.#closing(window, event));
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

  /** Makes the window, hidden, so that opening it later is instant. */
  open(): void {
    this.#page.open();
  }

  /** Brings the window to the front with the focus: only ever because the agent asked for it. */
  show(): void {
    this.#wanted = true;
    this.#page.open();
    const window = this.#page.window;
    if (window === null || !this.#painted) return;
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

  #closing(window: BrowserWindow, event: { preventDefault(): void }): void {
    this.#remember(window);
    if (this.#quitting) return;
    event.preventDefault();
    if (this.#options.hasTray()) {
      this.#wanted = false;
      window.hide();
    } else {
      this.#options.quit();
    }
  }

  #remember(window: BrowserWindow): void {
    // Only a window that was seen has bounds an agent chose; maximized ones would not be restored to.
    if (this.#painted) this.#options.bounds.write(window.getNormalBounds());
  }

  #rememberedBounds(): Partial<BrowserWindowConstructorOptions> {
    const remembered = this.#options.bounds.read();
    if (remembered === null) return {};
    const workAreas = screen.getAllDisplays().map((display) => display.workArea);
    return clampToWorkAreas(remembered, workAreas, smallestDesk) ?? {};
  }
}
