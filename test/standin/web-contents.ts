// A window's page: loading, messages, navigation rules, crashes.
import { originOf, toApp, toPage } from './address.ts';
import { browser } from './browser.ts';
import type { CdpTarget } from './cdp.ts';
import { IpcMain } from './ipc-main.ts';
import { receive } from './messages.ts';
import { emitterOf, NotInStandIn } from './missing.ts';
import { Navigation } from './navigation.ts';
import type { Activity } from './page/asking.ts';
import { followConsole } from './page-console.ts';
import { PageLink } from './page-link.ts';
import { PageState } from './page-state.ts';
import { Requests } from './requests.ts';
import { type Session, sessionOf } from './session.ts';
import { asFrame, WebFrameMain } from './web-frame.ts';
import { encode } from './wire.ts';

const all = new Map<number, WebContents>();
let lastId = 0;

type Methods =
  | 'id'
  | 'send'
  | 'getURL'
  | 'loadURL'
  | 'reload'
  | 'isDestroyed'
  | 'isCrashed'
  | 'forcefullyCrashRenderer'
  | 'setWindowOpenHandler'
  | 'setWebRTCIPHandlingPolicy'
  | 'executeJavaScript'
  | 'isLoading'
  | 'getTitle'
  | 'getZoomFactor'
  | 'setZoomFactor'
  | 'close';

/** What the window that owns a page does for it. */
export interface Owner {
  /** Chromium's target for the page, made when first needed. */
  makeTarget(): Promise<string>;
  /** The app or the page wants the window closed. */
  close(): void;
}

export class WebContents extends emitterOf('webContents') implements Pick<Electron.WebContents, Methods> {
  readonly id: number;
  readonly session: Electron.Session;
  readonly ipc = new IpcMain();
  targetId = '';
  readonly #owner: Owner;
  readonly #frame = new WebFrameMain(() => this.#destroyed);
  readonly #state = new PageState(this.#frame, (event, ...args) => this.emit(event, ...args));
  readonly #navigation: Navigation;
  readonly #link: PageLink;
  readonly #target: Promise<CdpTarget>;
  #openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null = null;
  readonly #throttled: boolean;
  #activity: Activity = { slowed: false, drawn: true };
  #destroyed = false;
  #title = '';
  #zoom = 1;

  constructor(preferences: Electron.WebPreferences, owner: Owner) {
    super();
    lastId += 1;
    this.id = lastId;
    all.set(this.id, this);
    this.#owner = owner;
    this.#throttled = preferences.backgroundThrottling !== false;
    const session = preferences.session as unknown as Session | undefined;
    const own = session ?? sessionOf(preferences.partition ?? '');
    this.session = own as unknown as Electron.Session;
    this.#navigation = new Navigation(this, this.#frame);
    this.#link = new PageLink((message) => receive(this, this.#frame, this.#link, message));
    this.#target = this.#open(preferences, own);
    this.#target.catch((error: unknown) => {
      if (!this.#destroyed) process.stderr.write(`the stand-in could not open a window: ${String(error)}\n`);
    });
  }

  static fromId(id: number): WebContents | undefined {
    return all.get(id);
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return WebContents.getAllWebContents().find((one) => one.targetId === targetId);
  }

  static getAllWebContents(): WebContents[] {
    return [...all.values()];
  }

  static getFocusedWebContents(): never {
    throw new NotInStandIn('webContents.getFocusedWebContents');
  }

  get mainFrame(): Electron.WebFrameMain {
    return asFrame(this.#frame);
  }

  /** The page's channel, once it is set up: for the window's own geometry and theme. */
  get target(): Promise<CdpTarget> {
    return this.#target;
  }

  getURL(): string {
    return this.#frame.url;
  }

  getTitle(): string {
    return this.#title;
  }

  getZoomFactor(): number {
    return this.#zoom;
  }

  setZoomFactor(factor: number): void {
    if (factor === this.#zoom) return;
    this.#zoom = factor;
    this.emit('zoomed');
  }

  isLoading(): boolean {
    return this.#state.loading;
  }

  async loadURL(url: string): Promise<void> {
    this.#state.loading = true;
    const target = await this.#target;
    const finished = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    this.#navigation.expectOwn();
    const { errorText } = await target.send('Page.navigate', { url: toPage(url) });
    if (errorText !== undefined && errorText !== '') {
      this.#state.loading = false;
      const code = errorText === 'net::ERR_ABORTED' ? -3 : -2;
      this.emit('did-fail-load', {}, code, errorText.replace('net::', ''), url, true);
      throw Object.assign(new Error(`${errorText.replace('net::', '')} (${code}) loading '${url}'`), {
        errno: code,
        url,
      });
    }
    await finished;
  }

  reload(): void {
    if (this.#state.crashed) {
      this.loadURL(this.getURL()).catch(() => {});
      return;
    }
    this.#navigation.expectOwn();
    this.#command((target) => target.send('Page.reload'));
  }

  send(channel: string, ...args: unknown[]): void {
    const encoded = encode(args);
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.#link.send({ kind: 'message', channel, args: encoded });
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const target = await this.#target;
    const { result, exceptionDetails } = await target.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  setWindowOpenHandler(
    handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse,
  ): void {
    this.#openHandler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: Parameters<Electron.WebContents['setWebRTCIPHandlingPolicy']>[0]): void {
    this.webRTCPolicy = policy;
  }

  webRTCPolicy: Parameters<Electron.WebContents['setWebRTCIPHandlingPolicy']>[0] = 'default';
  audioMuted = false;

  getWebRTCIPHandlingPolicy(): string {
    return this.webRTCPolicy;
  }

  setAudioMuted(muted: boolean): void {
    this.audioMuted = muted;
  }

  setBackgroundThrottling(allowed: boolean): void {
    if (allowed !== this.#throttled)
      throw new NotInStandIn('webContents.setBackgroundThrottling: another choice');
  }

  /** Called by the window: how alive a page may be that is behind it. */
  setActivity(seen: { shown: boolean; drawn: boolean }): void {
    this.#activity = {
      slowed: this.#throttled && !seen.shown,
      drawn: seen.drawn && (seen.shown || !this.#throttled),
    };
    // While the page loads it is left alone: its first paint is what a hidden window is waited for with.
    if (!this.#state.loading) this.#tellActivity();
  }

  openDevTools(): void {}

  closeDevTools(): void {}

  isDevToolsOpened(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isCrashed(): boolean {
    return this.#state.crashed;
  }

  forcefullyCrashRenderer(): void {
    // The answer never comes: the process that would give it is gone.
    this.#command((target) => target.send('Page.crash'));
  }

  close(_options?: Electron.CloseOpts): void {
    this.#owner.close();
  }

  /** Called by the window when it is gone. */
  destroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    all.delete(this.id);
    this.emit('destroyed');
  }

  #command(run: (target: CdpTarget) => Promise<unknown>): void {
    this.#target.then(run).catch(() => {
      // The page is closing or has crashed; its window hears of that by events.
    });
  }

  async #open(preferences: Electron.WebPreferences, session: Session): Promise<CdpTarget> {
    // One turn of the queue, so that the app can add its listeners to a new window first.
    await Promise.resolve();
    this.targetId = await this.#owner.makeTarget();
    const target = await browser().attach(this.targetId);
    const contents = this as unknown as Electron.WebContents;
    const requests = new Requests(target, browser(), session, contents, this.#navigation.gate);
    target.on('Page.windowOpen', ({ url }) => this.#windowOpen(toApp(url)));
    browser().on('Target.targetDestroyed', ({ targetId }) => {
      if (targetId === this.targetId && !this.#destroyed) this.emit('target-gone');
    });
    this.on('did-finish-load', () => this.#tellActivity());
    this.#state.follow(target, this.targetId);
    followConsole(target, this.mainFrame, (...said) => this.emit(...said));
    this.#navigation.open(target, this.targetId);
    await Promise.all([
      target.send('Page.enable'),
      target.send('Inspector.enable'),
      target.send('Log.enable'),
      target.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      this.#link.open(target, this.targetId, preferences),
      requests.open(),
    ]);
    return target;
  }

  #tellActivity(): void {
    this.#link.send({ kind: 'activity', activity: this.#activity });
  }

  #windowOpen(url: string): void {
    const details = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window' as const,
      referrer: { url: this.getURL(), policy: 'default' as const },
    };
    const answer = this.#openHandler?.(details) ?? { action: 'allow' };
    if (answer.action === 'allow') {
      process.stderr.write(`not in the stand-in: a window opened by a page (${originOf(url)})\n`);
    }
  }
}
