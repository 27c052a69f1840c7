// Where a page is in its life: loading, painted, crashed; and the events that tell of it.
import { toApp } from './address.ts';
import type { CdpTarget } from './cdp.ts';
import type { WebFrameMain } from './web-frame.ts';

type Emit = (event: string, ...args: unknown[]) => void;

export class PageState {
  loading = false;
  crashed = false;
  #painted = false;
  #began = false;
  readonly #frame: WebFrameMain;
  readonly #emit: Emit;

  constructor(frame: WebFrameMain, emit: Emit) {
    this.#frame = frame;
    this.#emit = emit;
  }

  /** Follows the main frame of a target. */
  follow(target: CdpTarget, mainFrameId: string): void {
    target.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== mainFrameId) return;
      this.crashed = false;
      this.#painted = false;
      this.#frame.url = toApp(frame.url + (frame.urlFragment ?? ''));
      if (this.#loaded()) this.#emit('did-navigate', {}, this.#frame.url, 200, 'OK');
    });
    target.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== mainFrameId) return;
      this.#frame.url = toApp(url);
      this.#emit('did-navigate-in-page', {}, this.#frame.url, true);
    });
    target.on('Page.frameStartedNavigating', ({ frameId, url }) => {
      const isMainFrame = frameId === mainFrameId;
      if (isMainFrame) this.#emit('did-start-navigation', { url: toApp(url), isMainFrame });
    });
    target.on('Page.domContentEventFired', () => {
      if (this.#loaded()) this.#emit('dom-ready', {});
    });
    target.on('Page.loadEventFired', () => {
      if (!this.#loaded()) return;
      this.loading = false;
      this.#emit('did-finish-load', {});
      this.#paint();
    });
    target.on('Page.lifecycleEvent', ({ frameId, name }) => {
      if (frameId === mainFrameId && name === 'firstPaint') this.#paint();
    });
    target.on('Inspector.targetCrashed', () => {
      this.crashed = true;
      this.loading = false;
      this.#emit('render-process-gone', {}, { reason: 'crashed', exitCode: 133 });
    });
  }

  /** A new target begins with an empty document, of which nobody is told; of one that a page goes to, they are. */
  #loaded(): boolean {
    this.#began ||= this.#frame.url !== '' && this.#frame.url !== 'about:blank';
    return this.#began;
  }

  #paint(): void {
    if (this.#painted || !this.#loaded()) return;
    this.#painted = true;
    this.#emit('painted');
  }
}
