// Which navigations of a window its app is asked about, and which it has stopped.

import { isMapped, toApp } from './address.ts';
import type { CdpTarget } from './cdp.ts';
import { preventable } from './event.ts';
import type { PausedRequest } from './requests.ts';
import type { WebFrameMain } from './web-frame.ts';

interface Emitter {
  emit(event: string, ...args: unknown[]): boolean;
}

/**
 * Electron asks about what a page starts, not about what the app starts. The protocol marks the first kind with
 * `Page.frameRequestedNavigation`, which comes before the request does.
 */
export class Navigation {
  readonly #contents: Emitter;
  readonly #frame: WebFrameMain;
  readonly #requested = new Map<string, string>();
  #target: CdpTarget | null = null;
  #mainFrameId = '';
  #own = false;

  constructor(contents: Emitter, frame: WebFrameMain) {
    this.#contents = contents;
    this.#frame = frame;
  }

  open(target: CdpTarget, mainFrameId: string): void {
    this.#target = target;
    this.#mainFrameId = mainFrameId;
    target.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (disposition !== 'currentTab') return;
      const appUrl = toApp(url);
      if (/^(https?|data|about|blob|javascript):/.test(url) || isMapped(appUrl))
        this.#requested.set(frameId, appUrl);
      // tel:, mailto: and the like never become a request. Chromium has no handler for them here.
      else this.#ask(frameId, appUrl);
    });
  }

  /** The app itself is about to load a document: nobody is asked about that one. */
  expectOwn(): void {
    this.#own = true;
  }

  /** Whether a document may be loaded. */
  readonly gate = async (paused: PausedRequest, appUrl: string): Promise<boolean> => {
    if (paused.redirectedRequestId !== undefined) {
      const event = this.#event(paused.frameId, appUrl);
      this.#contents.emit('will-redirect', event, appUrl, false, event.isMainFrame);
      return !event.defaultPrevented;
    }
    if (this.#own && paused.frameId === this.#mainFrameId) {
      this.#own = false;
      return true;
    }
    if (!this.#requested.has(paused.frameId)) {
      // The page's own announcement may still be under way: it is there once the page has answered anything.
      await this.#target?.send('Runtime.evaluate', { expression: '0' }).catch(() => {});
    }
    if (!this.#requested.delete(paused.frameId)) return true;
    return this.#ask(paused.frameId, appUrl);
  };

  #ask(frameId: string, appUrl: string): boolean {
    const event = this.#event(frameId, appUrl);
    this.#contents.emit('will-frame-navigate', event);
    if (event.isMainFrame && !event.defaultPrevented)
      this.#contents.emit('will-navigate', event, appUrl, false, true);
    return !event.defaultPrevented;
  }

  #event(frameId: string, url: string) {
    const isMainFrame = frameId === this.#mainFrameId;
    const frame = isMainFrame ? this.#frame : null;
    return preventable({ url, isMainFrame, isSameDocument: false, frame, initiator: frame });
  }
}
