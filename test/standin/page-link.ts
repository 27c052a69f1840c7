// The link between one window's main side and its page's preload: one protocol message each way.
import type { CdpTarget } from './cdp.ts';
import { documentScripts, PRELOAD_WORLD } from './inject.ts';
import type { FromPage, ToPage } from './page/preload.ts';

/** Where the preload's world of the current document is; it changes with every navigation. */
export class PageLink {
  readonly #onMessage: (message: FromPage) => void;
  #target: CdpTarget | null = null;
  #frameId = '';
  #world: number | null = null;

  constructor(onMessage: (message: FromPage) => void) {
    this.#onMessage = onMessage;
  }

  /** Sets the page up so that every document of it runs the preload first. */
  async open(target: CdpTarget, frameId: string, preferences: Electron.WebPreferences): Promise<void> {
    this.#target = target;
    this.#frameId = frameId;
    target.on('Runtime.executionContextCreated', ({ context }) => {
      const data = context.auxData as { frameId?: string } | undefined;
      if (context.name === PRELOAD_WORLD && data?.frameId === this.#frameId) this.#world = context.id;
    });
    target.on('Runtime.executionContextsCleared', () => {
      this.#world = null;
    });
    target.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (this.#world === executionContextId) this.#world = null;
    });
    target.on('Inspector.targetCrashed', () => {
      this.#world = null;
    });
    target.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== '__standin' || executionContextId !== this.#world) return;
      this.#onMessage(JSON.parse(payload) as FromPage);
    });
    const scripts = documentScripts(preferences);
    await Promise.all([
      target.send('Runtime.enable'),
      target.send('Runtime.addBinding', { name: '__standin', executionContextName: PRELOAD_WORLD }),
      target.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page }),
      target.send('Page.addScriptToEvaluateOnNewDocument', {
        source: scripts.preload,
        worldName: PRELOAD_WORLD,
      }),
    ]);
  }

  /** Sends to the document that is there now; without one, the message is lost, as in Electron. */
  send(message: ToPage): void {
    if (this.#world === null) return;
    // JSON is JavaScript but for these two separators, which old parsers refused inside strings.
    const json = JSON.stringify(message).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
    this.#target
      ?.send('Runtime.evaluate', {
        expression: `__standinReceive(${json})`,
        contextId: this.#world,
        silent: true,
      })
      .catch(() => {
        // The document went away while the message was on its way.
      });
  }
}
