// The built pages, as their own origins and policies serve them, with a scene behind their bridge.
import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { type Behind, fakeBridges } from './fake-bridge.ts';
import { now } from './scenes.ts';

const built = resolve(import.meta.dirname, '../../out/renderer');
const origin = 'https://look.invalid';
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Opens a window's page on a scene, at the moment the scenes are made for; the answer is what it complained of. */
export async function openPage(page: Page, name: 'desk' | 'popup', behind: Behind): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = await readFile(join(built, pathname));
    const headers = {
      'content-type': types[extname(pathname)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    };
    await route.fulfill({ body, headers });
  });
  await page.clock.setFixedTime(now);
  await page.addInitScript(fakeBridges, behind);
  await page.goto(`${origin}/${name}/index.html`);
  await page.locator('main').first().waitFor();
  return complaints;
}
