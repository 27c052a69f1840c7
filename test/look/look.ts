// Takes a picture of every state of the desk and the popup: `node test/look/look.ts [--only NAME] [--out DIR]`.
// Fails when a page breaks its CSP, writes to the console, or scrolls sideways.
import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright';
import { deskStateSchema } from '../../app/desk/state.ts';
import { fakeBridges } from './fake-bridge.ts';
import { type DeskScene, deskScenes, now, popupScenes } from './scenes.ts';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'out/look' },
    only: { type: 'string' },
    browser: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const out = resolve(root, values.out);
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const faults: string[] = [];

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://host').pathname;
  readFile(join(out, 'pages/renderer', path))
    .then((body) => {
      const type = types[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': csp }).end(body);
    })
    .catch(() => response.writeHead(path === '/favicon.ico' ? 204 : 404).end());
});

async function open(browser: Browser, name: string, size: [number, number], theme: 'light' | 'dark') {
  const [width, height] = size;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme });
  await page.clock.setFixedTime(now);
  page.on('console', (message) => faults.push(`${name}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  const isWide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main')].some(
      (part) => part.scrollWidth > part.clientWidth,
    ),
  );
  if (isWide) faults.push(`${name}: scrolls sideways`);
  await page.screenshot({ path: join(out, `${name}.png`) });
  await page.close();
}

async function shootDesk(browser: Browser, name: string, scene: DeskScene, address: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    for (const width of [960, 640, 360]) {
      const file = `desk-${name}-${width}-${theme}`;
      const page = await open(browser, file, [width, 640], theme);
      await page.addInitScript(fakeBridges, { desk: deskStateSchema.parse(scene.state), popup: null });
      await page.goto(`${address}/desk/index.html`);
      await page.locator('main').first().waitFor();
      for (const label of scene.press ?? [])
        await page.getByRole('button', { name: label, exact: true }).click();
      await shoot(page, file);
    }
  }
}

async function shootPopup(browser: Browser, name: string, address: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    const file = `popup-${name}-${theme}`;
    const page = await open(browser, file, [380, 180], theme);
    const call = popupScenes[name] ?? null;
    const view = { call, theme: 'system' as const, shownAt: now };
    await page.addInitScript(fakeBridges, { desk: null, popup: view });
    await page.goto(`${address}/popup/index.html`);
    await page.locator('main').waitFor();
    await shoot(page, file);
  }
}

const isWanted = (name: string) => values.only === undefined || name.includes(values.only);
await mkdir(out, { recursive: true });
execFileSync(
  process.execPath,
  [join(root, 'scripts/build.ts'), '--only', 'desk,popup', '--out', join(out, 'pages')],
  { stdio: 'inherit' },
);
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: values.browser, args: ['--no-sandbox'] });
try {
  for (const [name, scene] of Object.entries(deskScenes)) {
    if (isWanted(`desk-${name}`)) await shootDesk(browser, name, scene, address);
  }
  for (const name of Object.keys(popupScenes)) {
    if (isWanted(`popup-${name}`)) await shootPopup(browser, name, address);
  }
} finally {
  await browser.close();
  server.close();
}
for (const fault of new Set(faults)) console.error(fault);
console.log(`${faults.length === 0 ? 'looked well' : 'faults found'}; pictures are in ${values.out}`);
process.exitCode = faults.length === 0 ? 0 : 1;
