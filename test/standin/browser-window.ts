// BrowserWindow: the state the app sees (visible, focused, on top, where), kept here and applied to Chromium.
import { browser } from './browser.ts';
import { desktopProfile } from './desktop-profile.ts';
import { type Preventable, preventable } from './event.ts';
import { NotInStandIn } from './missing.ts';
import { WebContents } from './web-contents.ts';
import { refuseOpenDoors } from './web-preferences.ts';
import { makeTarget, WindowFrame } from './window-frame.ts';
import { type Traits, WindowTraits } from './window-traits.ts';

const windows = new Map<number, BrowserWindow>();
let lastId = 0;
let focused: BrowserWindow | null = null;

/** The app hears of every window through these. */
export const windowEvents = {
  created: (_window: BrowserWindow): void => {},
  focused: (_window: BrowserWindow): void => {},
  blurred: (_window: BrowserWindow): void => {},
  closed: (): void => {},
};

/** What a test may want to know of a window beyond Electron's own getters. */
export interface WindowState extends Traits {
  id: number;
  url: string;
  visible: boolean;
  focused: boolean;
  minimized: boolean;
  bounds: Electron.Rectangle;
  /** The last time it was shown, it was without the focus. */
  shownInactive: boolean;
  /** How often it has taken the focus, whoever had it. */
  focusTaken: number;
  options: Omit<Electron.BrowserWindowConstructorOptions, 'webPreferences'>;
}

type Methods =
  | 'loadURL'
  | 'loadFile'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'isVisible'
  | 'isFocused'
  | 'isDestroyed'
  | 'close'
  | 'destroy'
  | 'minimize'
  | 'restore'
  | 'isMinimized'
  | 'setMenuBarVisibility';

export class BrowserWindow extends WindowTraits implements Pick<Electron.BrowserWindow, Methods> {
  readonly id: number;
  readonly webContents: Electron.WebContents;
  readonly #contents: WebContents;
  readonly #frame: WindowFrame;
  #visible: boolean;
  #minimized = false;
  #destroyed = false;
  #shownInactive = false;
  #focusTaken = 0;
  /** Painted, and nobody told yet: a hidden window that draws nothing is ready only once it is seen. */
  #readyUntold = false;
  #everShown: boolean;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super(options);
    browser();
    refuseOpenDoors(options.webPreferences ?? {});
    lastId += 1;
    this.id = lastId;
    this.#visible = options.show !== false;
    this.#everShown = this.#visible;
    windows.set(this.id, this);
    this.#contents = new WebContents(options.webPreferences ?? {}, {
      makeTarget: () => makeTarget(this.getBounds(), this.#visible),
      close: () => this.close(),
    });
    this.webContents = this.#contents as unknown as Electron.WebContents;
    this.#frame = new WindowFrame(this.#contents);
    this.apply();
    this.#contents.once('painted', () => {
      this.#readyUntold = true;
      this.#tellReady();
    });
    this.#contents.on('zoomed', () => this.apply());
    this.#contents.on('target-gone', () => this.#lost());
    windowEvents.created(this);
    if (this.#visible) this.#takeFocus();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((one) => one.webContents === contents) ?? null;
  }

  /** For tests: the person works in another program. */
  static focusElsewhere(): void {
    if (focused !== null) focused.#loseFocus();
  }

  /** For tests: all that is known of the window. */
  state(): WindowState {
    const { webPreferences: _secret, ...options } = this.options;
    return {
      ...this.traits,
      id: this.id,
      url: this.#contents.getURL(),
      visible: this.#visible,
      focused: this.isFocused(),
      minimized: this.#minimized,
      bounds: this.getBounds(),
      shownInactive: this.#shownInactive,
      focusTaken: this.#focusTaken,
      options,
    };
  }

  loadURL(url: string): Promise<void> {
    return this.#contents.loadURL(url);
  }

  async loadFile(): Promise<never> {
    throw new NotInStandIn('BrowserWindow.loadFile (serve pages from a protocol handler)');
  }

  reload(): void {
    this.#contents.reload();
  }

  show(): void {
    this.#shownInactive = false;
    this.#appear();
    this.#takeFocus();
  }

  showInactive(): void {
    if (!desktopProfile.windows.shownInactive) {
      this.show();
      return;
    }
    this.#shownInactive = true;
    this.#appear();
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.traits.leftBlack = this.traits.fullScreen && desktopProfile.windows.blackFullScreen;
    this.#loseFocus();
    this.apply();
    this.emit('hide', {});
  }

  focus(): void {
    if (!this.#visible) return;
    // Wayland lets no program take the focus from another: the desktop flashes the icon at most.
    if (desktopProfile.windows.stacked || focused !== null) this.#takeFocus();
    else this.flashFrame(true);
  }

  blur(): void {
    if (desktopProfile.windows.stacked) this.#loseFocus();
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isFocused(): boolean {
    return focused === this;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isFocusable(): boolean {
    return this.options.focusable !== false;
  }

  minimize(): void {
    if (!desktopProfile.windows.stacked) return;
    this.#minimized = true;
    this.#loseFocus();
    this.emit('minimize', {});
  }

  restore(): void {
    if (!this.#minimized) return;
    this.#minimized = false;
    this.emit('restore', {});
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  /** Asks to close: listeners of `close` may refuse. */
  close(): void {
    if (this.#destroyed) return;
    const event: Preventable = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Closes without asking. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#loseFocus();
    windows.delete(this.id);
    this.#contents.destroyed();
    this.#contents.target
      .then(() => browser().send('Target.closeTarget', { targetId: this.#contents.targetId }))
      .catch(() => {});
    this.emit('closed', {});
    windowEvents.closed();
  }

  #appear(): void {
    this.#minimized = false;
    if (this.#visible) return;
    this.#visible = true;
    this.#everShown = true;
    this.traits.leftBlack = false;
    this.apply();
    this.emit('show', {});
    this.#tellReady();
  }

  #tellReady(): void {
    if (!this.#readyUntold || !(this.#visible || desktopProfile.windows.paintsHidden)) return;
    this.#readyUntold = false;
    setImmediate(() => {
      if (!this.#destroyed) this.emit('ready-to-show', {});
    });
  }

  #takeFocus(): void {
    if (focused === this || this.options.focusable === false) return;
    BrowserWindow.focusElsewhere();
    focused = this;
    this.#focusTaken += 1;
    this.traits.flashing = false;
    this.emit('focus', {});
    windowEvents.focused(this);
  }

  #loseFocus(): void {
    if (focused !== this) return;
    focused = null;
    this.emit('blur', {});
    windowEvents.blurred(this);
  }

  #lost(): void {
    this.close();
    this.destroy();
  }

  protected apply(): void {
    this.#frame.apply(this.getBounds(), this.#visible);
    const { paintsHidden, paintsAfterHide } = desktopProfile.windows;
    const drawn = this.#visible || (this.#everShown ? paintsAfterHide : paintsHidden);
    this.#contents.setActivity({ shown: this.#visible, drawn });
  }
}
