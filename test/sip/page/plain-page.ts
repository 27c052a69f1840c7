// The plain agent's page: bundled, and opened in a browser.
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { build } from 'vite';
import { type OpenPage, openPage } from './browser.ts';

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

export async function openPlainAgent(browser: Browser): Promise<OpenPage> {
  const html = `<!doctype html><title>Agent</title><script>${await bundled()}</script>`;
  return openPage(browser, async (path) => (path === '/' ? { type: 'text/html', body: html } : null));
}
