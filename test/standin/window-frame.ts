// Gives a window's page its place and size in Chromium: emulated without a screen, a real window with one.
import { browser } from './browser.ts';
import { headed } from './chromium.ts';
import { nativeTheme } from './native-theme.ts';
import { makeShownTarget } from './shown-window.ts';
import type { WebContents } from './web-contents.ts';

/** Where a hidden window is: left of and above every screen, in pixels. */
const away = -10_000;

/** Makes the target of a new window. */
export async function makeTarget(bounds: Electron.Rectangle, visible: boolean): Promise<string> {
  if (headed) return makeShownTarget(visible ? bounds : { ...bounds, x: away, y: away });
  const { width, height } = bounds;
  const kind = { newWindow: true, background: !visible, width, height };
  const { targetId } = await browser().send('Target.createTarget', { url: 'about:blank', ...kind });
  return targetId;
}

/** Follows the window's state; the last state asked for wins. */
export class WindowFrame {
  readonly #contents: WebContents;
  #running: Promise<void> = Promise.resolve();

  constructor(contents: WebContents) {
    this.#contents = contents;
    const follow = () => this.#then(() => this.#theme());
    nativeTheme.on('updated', follow);
    contents.once('destroyed', () => nativeTheme.off('updated', follow));
    follow();
  }

  apply(bounds: Electron.Rectangle, visible: boolean): void {
    this.#then(async () => {
      if (headed) await this.#place(bounds, visible);
      else await this.#emulate(bounds);
    });
  }

  #then(step: () => Promise<void>): void {
    this.#running = this.#running.then(step).catch(() => {
      // The window closed first.
    });
  }

  async #emulate({ width, height }: Electron.Rectangle): Promise<void> {
    const target = await this.#contents.target;
    // A page that is zoomed has fewer pixels of its own, each of them larger.
    const zoom = this.#contents.getZoomFactor();
    await target.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / zoom),
      height: Math.round(height / zoom),
      deviceScaleFactor: zoom,
      mobile: false,
    });
  }

  async #place({ x, y, width, height }: Electron.Rectangle, visible: boolean): Promise<void> {
    await this.#contents.target;
    const { windowId } = await browser().send('Browser.getWindowForTarget', {
      targetId: this.#contents.targetId,
    });
    const set = (bounds: object) => browser().send('Browser.setWindowBounds', { windowId, bounds });
    // Hidden is out of sight and not minimized: what is restored takes the focus, what is moved does not.
    await set(visible ? { left: x, top: y } : { left: away, top: away });
    if (visible) await browser().send('Browser.setContentsSize', { windowId, width, height });
  }

  async #theme(): Promise<void> {
    const target = await this.#contents.target;
    await target.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: nativeTheme.shouldUseDarkColors ? 'dark' : 'light' }],
    });
  }
}
