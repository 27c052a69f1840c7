// Serves the plain agent's page and opens it in the system's Chromium, which speaks a tone into its microphone.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { host } from '../ports.ts';

async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('agent.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'agent' } },
  });
  const first = Array.isArray(built) ? built[0] : built;
  if (first === undefined || !('output' in first)) throw new Error('Nothing was built');
  return first.output[0].code;
}

export interface PlainPage {
  page: Page;
  close: () => Promise<void>;
}

/** Opens the plain agent; `microphone` is the WAV file it speaks, over and over. */
export async function openPlainAgent(microphone: string): Promise<PlainPage> {
  const html = `<!doctype html><title>Agent</title><script>${await bundled()}</script>`;
  // Truly served from this machine: Chromium lets no page of unknown origin open a socket to loopback.
  const server = createServer((_request, reply) =>
    reply.setHeader('content-type', 'text/html; charset=utf-8').end(html),
  );
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page has no address');
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${microphone}`,
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  const page = await browser.newPage();
  await page.goto(`http://${host}:${address.port}/`);
  const close = async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  };
  return { page, close };
}
