// One window of the phone through its whole life: opened, loaded, made again when its page is lost, closed.
import { BrowserWindow, type BrowserWindowConstructorOptions, type WebContents } from 'electron';
import type { Log } from '../log/log.ts';
import { CrashBackOff } from './crash-back-off.ts';
import { Heartbeat } from './heartbeat.ts';
import { refuseDirectWebRtc } from './lock-down.ts';
import { isOf, pageUrl, type WindowRole } from './roles.ts';

export interface AppWindowOptions {
  role: WindowRole;
  /** Read at each opening, so that a window made again stands where it should by then. */
  windowOptions: () => BrowserWindowConstructorOptions;
  /** Called for each window made, before its page loads: the place for channels and listeners. */
  attach: (window: BrowserWindow) => void;
  /**
   * The page is lost: it crashed, hangs, left for another address or did not load. It is made again by itself,
   * in `againInMs` milliseconds.
   */
  onGone?: ((reason: string, againInMs: number) => void) | undefined;
  log: Log;
  backOff?: CrashBackOff;
}

export class AppWindow {
  #window: BrowserWindow | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;
  readonly #options: AppWindowOptions;
  readonly #backOff: CrashBackOff;

  constructor(options: AppWindowOptions) {
    this.#options = options;
    this.#backOff = options.backOff ?? new CrashBackOff();
  }

  /** The window, or null while there is none. */
  get window(): BrowserWindow | null {
    return this.#window === null || this.#window.isDestroyed() ? null : this.#window;
  }

  /** The page, or null while there is none to talk to. */
  get contents(): WebContents | null {
    return this.window?.webContents ?? null;
  }

  /** Makes the window if there is none; it stays hidden. */
  open(): void {
    this.#closed = false;
    this.#clearRetry();
    if (this.window !== null) return;
    const { role, windowOptions, attach, log } = this.#options;
    const window = new BrowserWindow({ ...windowOptions(), show: false });
    this.#window = window;
    window.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason !== 'clean-exit') this.#gone(window, details.reason);
    });
    if (role !== 'line') refuseDirectWebRtc(window.webContents);
    // No lock hears of every way out: a page that goes to about:blank asks nobody.
    window.webContents.on('did-navigate', (_event, address) => {
      if (!isOf(role, address)) this.#gone(window, 'left');
    });
    const heartbeat = new Heartbeat(window.webContents, () => this.#gone(window, 'hung'));
    window.on('closed', () => {
      heartbeat.stop();
      if (this.#window === window) this.#window = null;
    });
    heartbeat.start();
    attach(window);
    this.#backOff.opened();
    log.debug('window-opened', { window: role });
    this.#load(window);
  }

  /**
   * Puts a new window in the place of the present one, for headers that changed. Loading the page anew would
   * leave the old one hearing what is meant for the new, under headers that no longer hold.
   */
  renew(): void {
    const old = this.window;
    if (old === null) return;
    this.#window = null;
    old.destroy();
    this.open();
  }

  /** Ends the window for good, without asking its page. */
  destroy(): void {
    this.#closed = true;
    this.#clearRetry();
    this.window?.destroy();
    this.#window = null;
  }

  #load(window: BrowserWindow): void {
    window.loadURL(pageUrl(this.#options.role)).catch((error: unknown) => {
      // A load cut off by a newer one is no failure.
      if (isAborted(error) || this.#window !== window) return;
      this.#options.log.error('window-not-loaded', { window: this.#options.role, error });
      this.#gone(window, 'not-loaded');
    });
  }

  #gone(window: BrowserWindow, reason: string): void {
    if (this.#closed || this.#window !== window) return;
    this.#window = null;
    if (!window.isDestroyed()) {
      // Only its process's end stops the sound and the microphone of a page that hangs.
      if (reason === 'hung') window.webContents.forcefullyCrashRenderer();
      window.destroy();
    }
    const delay = this.#backOff.crashed();
    this.#options.log.error('window-gone', {
      window: this.#options.role,
      reason,
      againInMs: Math.round(delay),
    });
    this.#retry = setTimeout(() => this.open(), delay);
    this.#options.onGone?.(reason, delay);
  }

  #clearRetry(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && error.message.includes('ERR_ABORTED');
}
