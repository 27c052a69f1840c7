// The few of Electron's objects that the windows use, for tests: what was done to them can be read.
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

type Listener = (event: unknown, payload?: unknown) => unknown;

export class FakeContents extends EventEmitter {
  readonly mainFrame = { origin: 'app://desk' };
  readonly sent: [name: string, payload: unknown][] = [];
  readonly asks = new Map<string, Listener>();
  readonly ipc = { handle: (name: string, listener: Listener) => this.asks.set(name, listener) };
  crashed = false;
  destroyed = false;
  /** A page that hangs answers nothing. */
  hangs = false;
  inDebugger = false;
  webRtcPolicy = 'default';
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }

  isDevToolsOpened = () => this.inDebugger;
  executeJavaScript = () => (this.hangs ? new Promise(() => undefined) : Promise.resolve(0));
  zoom = 1;
  getZoomFactor = () => this.zoom;
  setZoomFactor(zoom: number): void {
    this.zoom = zoom;
  }

  isDestroyed = () => this.destroyed;
  isCrashed = () => this.crashed;
  send(name: string, payload: unknown): void {
    this.sent.push([name, payload]);
  }

  crash(reason = 'crashed'): void {
    this.crashed = true;
    this.emit('render-process-gone', {}, { reason, exitCode: 139 });
  }

  forcefullyCrashRenderer(): void {
    this.crash('killed');
  }
}

export class FakeWindow extends EventEmitter {
  static all: FakeWindow[] = [];
  static loads: (url: string) => Promise<void> = async () => undefined;
  readonly webContents = new FakeContents();
  /** What was done to the window, in order. */
  readonly done: string[] = [];
  readonly options: BrowserWindowConstructorOptions;
  bounds: Rectangle | null = null;
  visible = false;
  focused = false;
  minimized = false;
  destroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.visible = options.show ?? true;
    FakeWindow.all.push(this);
  }

  static get last(): FakeWindow {
    const last = FakeWindow.all.at(-1);
    if (last === undefined) throw new Error('no window was made');
    return last;
  }

  loadURL(url: string): Promise<void> {
    this.done.push(`load ${url}`);
    return FakeWindow.loads(url);
  }

  show(): void {
    this.visible = true;
    this.done.push('show');
  }

  showInactive(): void {
    this.visible = true;
    this.done.push('showInactive');
  }

  hide(): void {
    this.visible = false;
    this.done.push('hide');
  }

  focus(): void {
    this.done.push('focus');
  }

  setAlwaysOnTop(_flag: boolean, level: string): void {
    this.done.push(`above ${level}`);
  }

  setVisibleOnAllWorkspaces(): void {
    this.done.push('all workspaces');
  }

  setBounds(bounds: Rectangle): void {
    this.bounds = bounds;
  }

  fullScreen = false;
  isFullScreen = () => this.fullScreen;
  contentSize: [width: number, height: number] | null = null;
  setContentSize(width: number, height: number): void {
    this.contentSize = [width, height];
  }

  setFullScreen(flag: boolean): void {
    this.done.push(`full screen ${flag}`);
  }

  getNormalBounds = (): Rectangle => this.bounds ?? { x: 1, y: 2, width: 800, height: 600 };
  isVisible = () => this.visible;
  isFocused = () => this.focused;
  isMinimized = () => this.minimized;
  isDestroyed = () => this.destroyed;

  destroy(): void {
    this.destroyed = true;
    this.webContents.destroyed = true;
    this.emit('closed');
  }

  /** The agent closes the window; true when it stayed open. */
  close(): boolean {
    let stays = false;
    this.emit('close', {
      preventDefault: () => {
        stays = true;
      },
    });
    if (!stays) this.destroy();
    return stays;
  }
}

class FakeScreen extends EventEmitter {
  workArea: Rectangle = { x: 0, y: 0, width: 1920, height: 1050 };
  /** A display beside the first, where there are two. */
  beside: Rectangle | null = null;
  pointer = { x: 0, y: 0 };
  getCursorScreenPoint = () => this.pointer;
  getDisplayNearestPoint = ({ x }: { x: number }) => ({
    workArea: this.beside !== null && x >= this.beside.x ? this.beside : this.workArea,
  });
  getAllDisplays = () => [{ workArea: this.workArea }];
}

export const fakeScreen = new FakeScreen();
