// How a window stands out among others: on top, in the taskbar, flashing, titled.
import { WindowBounds } from './window-bounds.ts';

type Methods =
  | 'setAlwaysOnTop'
  | 'isAlwaysOnTop'
  | 'setVisibleOnAllWorkspaces'
  | 'setSkipTaskbar'
  | 'flashFrame'
  | 'setTitle'
  | 'getTitle'
  | 'moveTop'
  | 'setMenuBarVisibility';

/** What a test can see of it. */
export interface Traits {
  alwaysOnTopLevel: string | null;
  skipTaskbar: boolean;
  flashing: boolean;
  onAllWorkspaces: boolean;
  title: string;
}

export abstract class WindowTraits extends WindowBounds implements Pick<Electron.BrowserWindow, Methods> {
  protected readonly traits: Traits;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super(options);
    this.traits = {
      alwaysOnTopLevel: options.alwaysOnTop === true ? 'floating' : null,
      skipTaskbar: options.skipTaskbar === true,
      flashing: false,
      onAllWorkspaces: false,
      title: options.title ?? 'Electron',
    };
  }

  setAlwaysOnTop(
    flag: boolean,
    level: Parameters<Electron.BrowserWindow['setAlwaysOnTop']>[1] = 'floating',
  ): void {
    this.traits.alwaysOnTopLevel = flag ? level : null;
    this.emit('always-on-top-changed', {}, flag);
  }

  isAlwaysOnTop(): boolean {
    return this.traits.alwaysOnTopLevel !== null;
  }

  setVisibleOnAllWorkspaces(visible: boolean, _options?: Electron.VisibleOnAllWorkspacesOptions): void {
    this.traits.onAllWorkspaces = visible;
  }

  setSkipTaskbar(skip: boolean): void {
    this.traits.skipTaskbar = skip;
  }

  flashFrame(flag: boolean): void {
    this.traits.flashing = flag;
  }

  setTitle(title: string): void {
    this.traits.title = title;
  }

  getTitle(): string {
    return this.traits.title;
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
}
