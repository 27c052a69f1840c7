// The system's Chromium with a tone for a microphone, and pages truly served from this machine.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Browser, chromium, type Page } from '@playwright/test';
import { host } from '../ports.ts';
import { notePlayed } from './played.ts';

/** Starts Chromium; its microphone hears the WAV file, over and over. */
export function launchBrowser(microphone: string): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${microphone}`,
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}

type Serve = (path: string) => Promise<{ type: string; body: string | Buffer } | null>;

export interface OpenPage {
  page: Page;
  close: () => Promise<void>;
}

/**
 * Opens `/` of what `serve` gives, in a context of its own; `prepare` may add to the page before it loads.
 * The page is truly served: Chromium lets no page of unknown origin open a socket to loopback.
 */
export async function openPage(
  browser: Browser,
  serve: Serve,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<OpenPage> {
  const server = createServer(async (request, reply) => {
    const found = await serve(new URL(request.url ?? '/', 'http://page').pathname);
    if (found === null) reply.writeHead(404).end();
    else reply.writeHead(200, { 'content-type': `${found.type}; charset=utf-8` }).end(found.body);
  });
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page has no address');
  const context = await browser.newContext({ permissions: ['microphone'] });
  const page = await context.newPage();
  await page.addInitScript(notePlayed);
  await prepare(page);
  await page.goto(`http://${host}:${address.port}/`);
  const close = async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
  };
  return { page, close };
}
