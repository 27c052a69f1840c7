// BrowserWindow: the state the app sees (visible, focused, on top, where), kept here and applied to Chromium.
import { browser } from './browser.ts';
import { screen } from './displays.ts';
import { type Preventable, preventable } from './event.ts';
import { emitterOf, NotInStandIn } from './missing.ts';
import { WebContents } from './web-contents.ts';
import { makeTarget, WindowFrame } from './window-frame.ts';

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

type Size = [width: number, height: number];

/** What a test may want to know of a window beyond Electron's own getters. */
export interface WindowState {
  id: number;
  url: string;
  title: string;
  visible: boolean;
  focused: boolean;
  minimized: boolean;
  bounds: Electron.Rectangle;
  alwaysOnTopLevel: string | null;
  shownInactive: boolean;
  skipTaskbar: boolean;
  flashing: boolean;
  onAllWorkspaces: boolean;
  options: Electron.BrowserWindowConstructorOptions;
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
  | 'getBounds'
  | 'setBounds'
  | 'setPosition'
  | 'getPosition'
  | 'setSize'
  | 'getSize'
  | 'setContentSize'
  | 'getContentSize'
  | 'setAlwaysOnTop'
  | 'isAlwaysOnTop'
  | 'setVisibleOnAllWorkspaces'
  | 'setSkipTaskbar'
  | 'flashFrame'
  | 'setTitle'
  | 'minimize'
  | 'restore'
  | 'isMinimized'
  | 'moveTop'
  | 'center'
  | 'setMenuBarVisibility';

export class BrowserWindow
  extends emitterOf('BrowserWindow')
  implements Pick<Electron.BrowserWindow, Methods>
{
  readonly id: number;
  readonly webContents: Electron.WebContents;
  readonly #contents: WebContents;
  readonly #frame: WindowFrame;
  readonly #options: Electron.BrowserWindowConstructorOptions;
  #bounds: Electron.Rectangle;
  #visible: boolean;
  #minimized = false;
  #destroyed = false;
  #shownInactive = false;
  #level: string | null;
  #skipTaskbar: boolean;
  #flashing = false;
  #everywhere = false;
  #title: string;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    browser();
    refuseOpenDoors(options.webPreferences ?? {});
    lastId += 1;
    this.id = lastId;
    this.#options = options;
    this.#bounds = placed(options);
    this.#visible = options.show !== false;
    this.#level = options.alwaysOnTop === true ? 'floating' : null;
    this.#skipTaskbar = options.skipTaskbar === true;
    this.#title = options.title ?? 'Electron';
    windows.set(this.id, this);
    this.#contents = new WebContents(options.webPreferences ?? {}, {
      makeTarget: () => makeTarget(this.#bounds, this.#visible),
      close: () => this.close(),
    });
    this.webContents = this.#contents as unknown as Electron.WebContents;
    this.#frame = new WindowFrame(this.#contents);
    this.#apply();
    this.#contents.once('painted', () => this.emit('ready-to-show', {}));
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

  /** For tests: all that is known of the window. */
  state(): WindowState {
    return {
      id: this.id,
      url: this.#contents.getURL(),
      title: this.#title,
      visible: this.#visible,
      focused: this.isFocused(),
      minimized: this.#minimized,
      bounds: this.getBounds(),
      alwaysOnTopLevel: this.#level,
      shownInactive: this.#shownInactive,
      skipTaskbar: this.#skipTaskbar,
      flashing: this.#flashing,
      onAllWorkspaces: this.#everywhere,
      options: this.#options,
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
    this.#shownInactive = true;
    this.#appear();
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#loseFocus();
    this.#apply();
    this.emit('hide', {});
  }

  focus(): void {
    if (this.#visible) this.#takeFocus();
  }

  blur(): void {
    this.#loseFocus();
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
    return this.#options.focusable !== false;
  }

  minimize(): void {
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

  isMaximized(): boolean {
    return false;
  }

  isFullScreen(): boolean {
    return false;
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

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#bounds;
    this.#bounds = clamped({ ...before, ...bounds }, this.#options);
    this.#apply();
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.emit('move', {});
    if (before.width !== this.#bounds.width || before.height !== this.#bounds.height) {
      this.emit('resize', {});
      this.emit('resized', {});
    }
  }

  getContentBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  getPosition(): [number, number] {
    return [this.#bounds.x, this.#bounds.y];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getSize(): Size {
    return [this.#bounds.width, this.#bounds.height];
  }

  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getContentSize(): Size {
    return this.getSize();
  }

  setMinimumSize(minWidth: number, minHeight: number): void {
    Object.assign(this.#options, { minWidth, minHeight });
    this.setBounds({});
  }

  center(): void {
    const { width, height } = this.#bounds;
    this.setBounds(centred(width, height));
  }

  setAlwaysOnTop(
    flag: boolean,
    level: Parameters<Electron.BrowserWindow['setAlwaysOnTop']>[1] = 'floating',
  ): void {
    this.#level = flag ? level : null;
    this.emit('always-on-top-changed', {}, flag);
  }

  isAlwaysOnTop(): boolean {
    return this.#level !== null;
  }

  setVisibleOnAllWorkspaces(visible: boolean, _options?: Electron.VisibleOnAllWorkspacesOptions): void {
    this.#everywhere = visible;
  }

  setSkipTaskbar(skip: boolean): void {
    this.#skipTaskbar = skip;
  }

  flashFrame(flag: boolean): void {
    this.#flashing = flag;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  moveTop(): void {}

  setMenuBarVisibility(_visible: boolean): void {}

  setAutoHideMenuBar(_hide: boolean): void {}

  removeMenu(): void {}

  setMenu(_menu: unknown): void {}

  setIcon(_icon: unknown): void {}

  setBackgroundColor(_color: string): void {}

  setOverlayIcon(_icon: unknown, _description: string): void {}

  setProgressBar(_progress: number): void {}

  #appear(): void {
    this.#minimized = false;
    if (this.#visible) return;
    this.#visible = true;
    this.#apply();
    this.emit('show', {});
  }

  #takeFocus(): void {
    if (focused === this || this.#options.focusable === false) return;
    focused?.blur();
    focused = this;
    this.#flashing = false;
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

  #apply(): void {
    this.#frame.apply(this.#bounds, this.#visible);
  }
}

function centred(width: number, height: number): Electron.Rectangle {
  const { workArea } = screen.getPrimaryDisplay();
  const x = Math.round(workArea.x + (workArea.width - width) / 2);
  const y = Math.round(workArea.y + (workArea.height - height) / 2);
  return { x, y, width, height };
}

function placed(options: Electron.BrowserWindowConstructorOptions): Electron.Rectangle {
  const size = centred(options.width ?? 800, options.height ?? 600);
  return clamped({ ...size, x: options.x ?? size.x, y: options.y ?? size.y }, options);
}

function clamped(
  wanted: Electron.Rectangle,
  options: Electron.BrowserWindowConstructorOptions,
): Electron.Rectangle {
  const within = (value: number, low = 1, high = Number.POSITIVE_INFINITY) =>
    Math.min(Math.max(value, low), high);
  return {
    x: Math.round(wanted.x),
    y: Math.round(wanted.y),
    width: within(Math.round(wanted.width), options.minWidth, options.maxWidth),
    height: within(Math.round(wanted.height), options.minHeight, options.maxHeight),
  };
}

/** The stand-in has only sandboxed, isolated pages; an app that asks for others must not seem to work. */
function refuseOpenDoors(preferences: Electron.WebPreferences): void {
  if (preferences.sandbox === false) throw new NotInStandIn('webPreferences.sandbox: false');
  if (preferences.contextIsolation === false)
    throw new NotInStandIn('webPreferences.contextIsolation: false');
  if (preferences.nodeIntegration === true) throw new NotInStandIn('webPreferences.nodeIntegration: true');
  if (preferences.webSecurity === false) throw new NotInStandIn('webPreferences.webSecurity: false');
  if (preferences.webviewTag === true) throw new NotInStandIn('webPreferences.webviewTag: true');
}
