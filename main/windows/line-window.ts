// The hidden window that is the line: never shown, never closed while the phone runs, made again when it dies.
import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import type { LineOrder } from '../../app/contract/line.ts';
import { lineAsks, lineTells } from '../../app/contract/line.ts';
import type { Log } from '../log/log.ts';
import { AppWindow } from './app-window.ts';
import { answerAsks, type Handlers, tell } from './channels.ts';
import type { CrashBackOff } from './crash-back-off.ts';
import { type PageFacts, webPreferences } from './web-preferences.ts';

export function lineWindowOptions(facts: PageFacts): BrowserWindowConstructorOptions {
  return {
    show: false,
    width: 200,
    height: 200,
    title: 'Offhook line',
    frame: false,
    focusable: false,
    skipTaskbar: true,
    hiddenInMissionControl: true,
    webPreferences: webPreferences('line', facts),
  };
}

export interface LineWindowOptions {
  facts: PageFacts;
  handlers: Handlers<typeof lineAsks>;
  /** The line is lost and made again in `againInMs`: calls it carried are over, and it will ask for its orders. */
  onGone: (reason: string, againInMs: number) => void;
  log: Log;
  backOff?: CrashBackOff;
}

export class LineWindow {
  #edge: string | null = null;
  #quitting = false;
  readonly #page: AppWindow;

  constructor({ facts, handlers, onGone, log, backOff }: LineWindowOptions) {
    this.#page = new AppWindow({
      role: 'line',
      windowOptions: () => lineWindowOptions(facts),
      attach: (window) => {
        this.#keepOpen(window);
        answerAsks(window.webContents, 'line', lineAsks, handlers, log);
      },
      onGone,
      log,
      ...(backOff === undefined ? {} : { backOff }),
    });
  }

  get contents(): WebContents | null {
    return this.#page.contents;
  }

  /** Origin of the SIP edge that the page may connect to (`wss://host`); null while nobody is signed in. */
  get edge(): string | null {
    return this.#edge;
  }

  open(): void {
    this.#page.open();
  }

  /**
   * Opens the page, and lets it connect to the edge at `sipUrl`, and to nothing else. A page's policy is fixed when it loads,
   * so another edge takes another window, which then asks for its orders. An agent who signs in again on the
   * same edge costs none. Null: to nothing at all.
   */
  allowEdge(sipUrl: string | null): void {
    const edge = sipUrl === null ? null : new URL(sipUrl).origin;
    if (edge === this.#edge) return;
    this.#edge = edge;
    this.#page.renew();
    this.#page.open();
  }

  /** Gives the line an order; dropped while there is no page, which asks for what it needs when it is back. */
  order(order: LineOrder): void {
    tell(this.#page.contents, lineTells, 'line:order', order);
  }

  /** From here on the window may close. */
  quit(): void {
    this.#quitting = true;
    this.#page.destroy();
  }

  #keepOpen(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (!this.#quitting) event.preventDefault();
    });
  }
}
