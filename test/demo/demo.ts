// `npm run demo` in a copy of the checkout, with a display and a temporary folder of its own: what it leaves is seen.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { copyOf, filesOf } from '../../scripts/copy.ts';
import { openHiddenDisplay } from '../../scripts/display.ts';
import { root } from '../e2e/runtime.ts';

/** Milliseconds the demo may take to be ready, to be found, and to end. */
const patience = { start: 120_000, window: 20_000, end: 15_000 };

type Display = Awaited<ReturnType<typeof openHiddenDisplay>>;

export class Demo {
  readonly #temporary = mkdtempSync(join(tmpdir(), 'offhook-demo-'));
  readonly #copy = copyOf(root, filesOf(root));
  readonly #display: Display;
  readonly #command: ChildProcess;
  readonly #exited: Promise<unknown[]>;
  #said = '';
  #browser: Browser | null = null;

  private constructor(display: Display) {
    this.#display = display;
    this.#command = spawn('npm', ['run', 'demo'], {
      cwd: this.#copy.folder,
      env: { ...process.env, DISPLAY: display.display, TMPDIR: this.#temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
      // As in a terminal, where a command leads its process group and Ctrl+C goes to all of it.
      detached: true,
    });
    this.#exited = once(this.#command, 'exit');
    const keep = (chunk: Buffer) => {
      this.#said += chunk;
      this.#command.emit('said');
    };
    this.#command.stdout?.on('data', keep);
    this.#command.stderr?.on('data', keep);
  }

  static async start(): Promise<Demo> {
    return new Demo(await openHiddenDisplay());
  }

  get said(): string {
    return this.#said;
  }

  get isRunning(): boolean {
    return this.#command.exitCode === null && this.#command.signalCode === null;
  }

  /** What the demo printed where `pattern` matched. @throws Error with all it printed, when it ends before */
  async saying(pattern: RegExp): Promise<string> {
    const late = AbortSignal.timeout(patience.start);
    for (;;) {
      const found = pattern.exec(this.#said);
      if (found !== null) return found[1] ?? found[0];
      const more = once(this.#command, 'said', { signal: late });
      const which = await Promise.race([more, this.#exited.then(() => 'ended')]).catch(() => 'silent');
      if (which === 'ended' || which === 'silent') throw new Error(`the demo ${which}:\n${this.#said}`);
    }
  }

  /** A window of the app the demo opened, found by the debugging door of its Chromium. */
  async window(name: 'desk' | 'popup'): Promise<Page> {
    this.#browser ??= await chromium.connectOverCDP(`http://127.0.0.1:${this.#door()}`, {
      timeout: patience.window,
    });
    const pages = this.#browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((one) => one.url().startsWith(`https://${name}.app.invalid/`));
    if (page === undefined) throw new Error(`no ${name} window among ${pages.map((one) => one.url())}`);
    return page;
  }

  /** What a terminal does at Ctrl+C. Settles when the command has ended. */
  async interrupt(): Promise<void> {
    // Let go before: what watches the app must not be what keeps it.
    await this.#browser?.close().catch(() => undefined);
    this.#signal('SIGINT');
    const timer = setTimeout(() => this.#signal('SIGKILL'), patience.end);
    await this.#exited;
    clearTimeout(timer);
  }

  /** The processes it left, by their command lines, and the project's own folders among its temporary ones. */
  leftovers(): { processes: string[]; files: string[] } {
    const processes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => read(`/proc/${pid}/environ`).includes(`TMPDIR=${this.#temporary}`))
      .map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 120));
    return { processes, files: readdirSync(this.#temporary).filter((name) => name.startsWith('offhook')) };
  }

  async close(): Promise<void> {
    if (this.isRunning) await this.interrupt();
    this.#display.close();
    this.#copy.remove();
    rmSync(this.#temporary, { recursive: true, force: true });
  }

  #door(): string {
    const profile = readdirSync(this.#temporary).find((name) => name.startsWith('offhook-standin-'));
    if (profile === undefined) throw new Error('the app keeps no Chromium profile');
    return read(join(this.#temporary, profile, 'DevToolsActivePort')).split('\n')[0] ?? '';
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#command.pid !== undefined && this.isRunning) process.kill(-this.#command.pid, signal);
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
