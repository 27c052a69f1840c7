// Asks a page every few seconds whether it still does anything, and says when it does not.
import type { WebContents } from 'electron';

/** Milliseconds between two questions. */
const interval = 3_000;
/** Questions in a row that may go unanswered. Counted, not timed: after sleep a page has its whole patience again. */
const patience = 3;

type Asked = Pick<WebContents, 'executeJavaScript' | 'isDevToolsOpened'>;

/**
 * Electron's own `unresponsive` is told of a page that leaves a click or a key unanswered, so never of a hidden
 * one (electron#9781). This one asks: a page whose thread is stuck answers nothing, whoever looks at it.
 */
export class Heartbeat {
  #timer: NodeJS.Timeout | null = null;
  #unanswered = 0;
  readonly #contents: Asked;
  readonly #onHung: () => void;

  /** `onHung` is called once, 9 to 12 s after the page's last sign of life. */
  constructor(contents: Asked, onHung: () => void) {
    this.#contents = contents;
    this.#onHung = onHung;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#beat(), interval);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #beat(): void {
    // A page that waits in its debugger is not lost.
    if (this.#contents.isDevToolsOpened()) this.#unanswered = 0;
    if (this.#unanswered >= patience) {
      this.stop();
      this.#onHung();
      return;
    }
    this.#unanswered += 1;
    const alive = () => {
      this.#unanswered = 0;
    };
    // A refusal is a sign of life too; a page that has crashed is told of elsewhere.
    this.#contents.executeJavaScript('0').then(alive, alive);
  }
}
