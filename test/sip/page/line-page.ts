// The built line window by itself, with the test in main's place: orders go in, facts come out.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { type LineFact, type LineOrder, lineFactSchema } from '../../../app/contract/line.ts';
import { EventLog } from '../event-log.ts';
import { openPage } from './browser.ts';

const root = resolve(import.meta.dirname, '../../..');
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds the line window; gives the folder it is in. */
export async function buildLine(): Promise<string> {
  const out = join(root, 'test-results/sip-line');
  await promisify(execFile)(process.execPath, ['scripts/build.ts', '--only', 'line', '--out', out], {
    cwd: root,
  });
  return join(out, 'renderer/line');
}

/** The bridge the line finds in its window, with the test at its other end. */
function bridge(): void {
  const told = window as unknown as { tellFact: (fact: unknown) => Promise<void> };
  Object.assign(window, {
    lineBridge: {
      ready: async () => ({ ok: true, value: [] }),
      fact: async (fact: unknown) => {
        await told.tellFact(fact);
        return { ok: true, value: null };
      },
      onOrder: (listener: (order: unknown) => void) => {
        window.addEventListener('order', (event) => listener((event as CustomEvent).detail));
        return () => undefined;
      },
    },
  });
}

type FactOf<K extends LineFact['kind']> = Extract<LineFact, { kind: K }>;

export interface LinePage {
  page: Page;
  facts: EventLog<LineFact>;
  fact: <K extends LineFact['kind']>(
    kind: K,
    matches?: (fact: FactOf<K>) => boolean,
    options?: { since?: number },
  ) => Promise<FactOf<K>>;
  order: (order: LineOrder) => Promise<void>;
  close: () => Promise<void>;
}

export async function openLine(browser: Browser, built: string): Promise<LinePage> {
  const facts = new EventLog<LineFact>();
  const serve = async (path: string) => {
    const file = join(built, path === '/' ? 'index.html' : path);
    const body = await readFile(file).catch(() => null);
    return body === null ? null : { type: types[extname(file)] ?? 'text/plain', body };
  };
  const { page, close } = await openPage(browser, serve, async (fresh) => {
    await fresh.exposeFunction('tellFact', (fact: unknown) => facts.add(lineFactSchema.parse(fact)));
    await fresh.addInitScript(bridge);
  });
  return {
    page,
    facts,
    close,
    async fact(kind, matches = () => true, options = {}) {
      type Wanted = FactOf<typeof kind>;
      const isIt = (fact: LineFact): fact is Wanted => fact.kind === kind && matches(fact as Wanted);
      const fact = await facts.wait(`fact ${kind}`, isIt, options);
      return fact as Wanted;
    },
    async order(order) {
      await page.evaluate((detail) => window.dispatchEvent(new CustomEvent('order', { detail })), order);
    },
  };
}
