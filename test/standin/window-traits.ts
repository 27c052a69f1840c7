// How a window stands out among others: on top, in the taskbar, flashing, titled.
import { desktopProfile } from './desktop-profile.ts';
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
  | 'setMenuBarVisibility'
  | 'isMaximized'
  | 'isFullScreen'
  | 'setFullScreen';

/** What a test can see of it. */
export interface Traits {
  alwaysOnTopLevel: string | null;
  skipTaskbar: boolean;
  flashing: boolean;
  onAllWorkspaces: boolean;
  title: string;
  fullScreen: boolean;
  /** It was hidden in full screen, and has left a black screen behind. */
  leftBlack: boolean;
}

export abstract class WindowTraits extends WindowBounds implements Pick<Electron.BrowserWindow, Methods> {
  protected readonly traits: Traits;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super(options);
    this.traits = {
      alwaysOnTopLevel: options.alwaysOnTop === true && desktopProfile.windows.stacked ? 'floating' : null,
      skipTaskbar: options.skipTaskbar === true,
      flashing: false,
      onAllWorkspaces: false,
      title: options.title ?? 'Electron',
      fullScreen: false,
      leftBlack: false,
    };
  }

  setAlwaysOnTop(
    flag: boolean,
    level: Parameters<Electron.BrowserWindow['setAlwaysOnTop']>[1] = 'floating',
  ): void {
    if (!desktopProfile.windows.stacked) return;
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

  isMaximized(): boolean {
    return false;
  }

  isFullScreen(): boolean {
    return this.traits.fullScreen;
  }

  /** As on every desktop, the state has changed only when the event comes. */
  setFullScreen(flag: boolean): void {
    setImmediate(() => {
      if (this.traits.fullScreen === flag) return;
      this.traits.fullScreen = flag;
      this.emit(flag ? 'enter-full-screen' : 'leave-full-screen', {});
    });
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
