// Keeps what an app under test says, and collects what no window may ever say.
import type { ElectronApplication, Page } from '@playwright/test';

/** Everything said since launch. */
export interface Watch {
  /** Main's output and every window's console, in order. */
  readonly lines: readonly string[];
  /** Console errors, uncaught exceptions, security warnings and crashes of windows. */
  readonly faults: readonly string[];
}

/** Listens from the launch on. `allowed`: faults that the test itself brings about. */
export function watchApp(app: ElectronApplication, allowed: readonly RegExp[]): Watch {
  const lines: string[] = [];
  const faults: string[] = [];
  const fault = (text: string) => {
    lines.push(text);
    if (!allowed.some((pattern) => pattern.test(text))) faults.push(text);
  };
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => lines.push(`main: ${chunk.toString().trimEnd()}`));
  }
  const seen = new Set<Page>();
  const watchPage = (page: Page) => {
    if (seen.has(page)) return;
    seen.add(page);
    const where = () => URL.parse(page.url())?.host ?? page.url();
    page.on('console', (message) => {
      const text = `${where()}: ${message.type()}: ${message.text()}`;
      if (message.type() === 'error' || message.text().includes('Electron Security Warning')) fault(text);
      else lines.push(text);
    });
    page.on('pageerror', (error) => fault(`${where()}: uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => fault(`${where()}: crashed`));
  };
  app.context().on('page', watchPage);
  for (const page of app.windows()) watchPage(page);
  return { lines, faults };
}
