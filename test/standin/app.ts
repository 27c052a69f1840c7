// Electron's app: its life from start to quit, its name and folders, its one instance.
import { BrowserWindow, windowEvents } from './browser-window.ts';
import { CommandLine } from './command-line.ts';
import { desktopProfile } from './desktop-profile.ts';
import { preventable } from './event.ts';
import { absent, emitterOf } from './missing.ts';
import { type PathName, Paths } from './paths.ts';
import { SingleInstance } from './single-instance.ts';

type Methods =
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'focus'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getLocale'
  | 'isPackaged'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'enableSandbox'
  | 'setAppUserModelId'
  | 'setBadgeCount'
  | 'getBadgeCount'
  | 'setLoginItemSettings'
  | 'setAsDefaultProtocolClient';

/** What the app asked of the desktop, for tests to look at. */
export interface AppRecord {
  appUserModelId: string | null;
  toastActivator: string | null;
  badgeCount: number;
  loginItem: Electron.Settings | null;
  protocols: string[];
  sandboxEnabled: boolean;
  /** It was turned on against `--no-sandbox`: where the machine has none, every window stays white. */
  sandboxForced: boolean;
  relaunches: Electron.RelaunchOptions[];
}

export class App extends emitterOf('app') implements Pick<Electron.App, Methods> {
  readonly isPackaged = false;
  /** The Dock is macOS's alone; what the app does with it the stand-in would have to learn. */
  readonly dock = desktopProfile.platform === 'darwin' ? absent('dock') : undefined;
  readonly commandLine = new CommandLine(process.argv.slice(1));
  readonly record: AppRecord = {
    appUserModelId: null,
    toastActivator: null,
    badgeCount: 0,
    loginItem: null,
    protocols: [],
    sandboxEnabled: false,
    sandboxForced: false,
    relaunches: [],
  };
  readonly #ready = Promise.withResolvers<void>();
  readonly #instance = new SingleInstance();
  readonly #paths = new Paths(() => this.name);
  #isReady = false;
  #quitting = false;
  #identity = { name: 'Electron', version: '45.4.1', path: process.cwd() };

  constructor() {
    super();
    windowEvents.created = (window) => {
      this.emit('browser-window-created', {}, window);
      this.emit('web-contents-created', {}, window.webContents);
      const { webContents } = window;
      webContents.on('render-process-gone', (_event, details) =>
        this.emit('render-process-gone', {}, webContents, details),
      );
    };
    windowEvents.focused = (window) => this.emit('browser-window-focus', {}, window);
    windowEvents.blurred = (window) => this.emit('browser-window-blur', {}, window);
    windowEvents.closed = () => this.#windowClosed();
  }

  /** Called by the launcher: which app this is. */
  identify(identity: { name: string; version: string; path: string }): void {
    this.#identity = identity;
  }

  /** Called by the launcher when Chromium is there and the app's code has been loaded. */
  becomeReady(): void {
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
    this.#ready.resolve();
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  /** Closes every window, any of which may refuse, then ends. */
  quit(): void {
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.#quitting = true;
    for (const window of BrowserWindow.getAllWindows()) {
      window.close();
      if (!window.isDestroyed()) {
        this.#quitting = false;
        return;
      }
    }
    const last = preventable({});
    this.emit('will-quit', last);
    this.#quitting = false;
    if (!last.defaultPrevented) this.#end(Number(process.exitCode ?? 0));
  }

  /** Ends at once; no window is asked. */
  exit(exitCode = 0): void {
    this.#quitting = true;
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    this.#end(exitCode);
  }

  /** Called by tests: the desktop ends, and the app with it. */
  endDesktopSession(): void {
    if (!desktopProfile.endsWithoutQuit) {
      this.quit();
      return;
    }
    const reasons = { reasons: ['shutdown'] };
    for (const window of BrowserWindow.getAllWindows()) {
      window.emit('query-session-end', preventable(reasons));
      window.emit('session-end', preventable(reasons));
    }
    // Windows waits about 5 s for a program that is at work, and then ends it.
    setTimeout(() => process.exit(0), 5000).unref();
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.record.relaunches.push(options);
  }

  focus(_options?: Electron.FocusOptions): void {
    BrowserWindow.getAllWindows()
      .find((one) => one.isVisible())
      ?.focus();
  }

  get name(): string {
    return this.#identity.name;
  }

  set name(name: string) {
    this.#identity = { ...this.#identity, name };
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.#identity.version;
  }

  getAppPath(): string {
    return this.#identity.path;
  }

  getLocale(): string {
    return 'en-US';
  }

  getSystemLocale(): string {
    return 'en-US';
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  getLocaleCountryCode(): string {
    return 'US';
  }

  getPath(name: PathName): string {
    return this.#paths.get(name);
  }

  setPath(name: PathName, folder: string): void {
    this.#paths.set(name, folder);
  }

  setAppLogsPath(folder?: string): void {
    if (folder !== undefined) this.#paths.set('logs', folder);
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    const letter = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return this.#instance.request(this.getPath('userData'), letter, (heard) => {
      this.emit('second-instance', {}, heard.argv, heard.workingDirectory, heard.additionalData);
    });
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance.held;
  }

  releaseSingleInstanceLock(): void {
    this.#instance.release();
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.record.sandboxEnabled = true;
    // Whoever started the app without a sandbox had a reason, which Electron overrules (electron_api_app.cc).
    this.record.sandboxForced = this.commandLine.hasSwitch('no-sandbox');
    this.commandLine.removeSwitch('no-sandbox');
  }

  setAppUserModelId(id: string): void {
    this.record.appUserModelId = id;
  }

  setToastActivatorCLSID(id: string): void {
    this.record.toastActivator = id;
  }

  setBadgeCount(count = 0): boolean {
    this.record.badgeCount = count;
    return true;
  }

  getBadgeCount(): number {
    return this.record.badgeCount;
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.record.loginItem = settings;
  }

  getLoginItemSettings(): { openAtLogin: boolean; wasOpenedAtLogin: boolean } {
    return { openAtLogin: this.record.loginItem?.openAtLogin ?? false, wasOpenedAtLogin: false };
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    this.record.protocols.push(protocol);
    return true;
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    this.record.protocols = this.record.protocols.filter((one) => one !== protocol);
    return true;
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return this.record.protocols.includes(protocol);
  }

  setActivationPolicy(_policy: 'regular' | 'accessory' | 'prohibited'): void {}

  disableHardwareAcceleration(): void {}

  isAccessibilitySupportEnabled(): boolean {
    return false;
  }

  #windowClosed(): void {
    if (this.#quitting || BrowserWindow.getAllWindows().length > 0) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  #end(exitCode: number): void {
    this.emit('quit', {}, exitCode);
    process.exit(exitCode);
  }
}

export const app = new App();
