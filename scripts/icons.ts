// Makes the tray's and the app's images from build/tray.svg and build/icon.svg, with the system's Chromium.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { type Frame, ico } from './icons/ico.ts';

const root = resolve(import.meta.dirname, '..');
const trayFolder = join(root, 'main/os/icons');
const states = ['ready', 'connecting', 'offline', 'off', 'ringing', 'in-call', 'phone-device'] as const;

/** Colour on a filled ground, legible on light and dark panels alike. */
const coloured = `.ground { fill: var(--ground) } .fill { fill: #fff } .line { fill: none; stroke: #fff }`;
/** macOS colours template images itself: only their alpha counts. */
const template = `.ground { fill: none } .fill { fill: #000 } .line { fill: none; stroke: #000 }`;

/** Opens an SVG drawn at `size` pixels square on a transparent ground, and gives what `take` takes of it. */
async function drawn<T>(
  browser: Browser,
  { svg, css, size }: { svg: string; css: string; size: number },
  take: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  try {
    await page.setContent(
      `<style>html, body { margin: 0; background: transparent } svg { display: block; width: ${size}px; height: ${size}px }
        .line { stroke-linecap: round; stroke-linejoin: round } ${css}</style>${svg.replace(/<\?xml.*?\?>/, '')}`,
    );
    return await take(page);
  } finally {
    await page.close();
  }
}

function draw(browser: Browser, svg: string, css: string, size: number): Promise<Buffer> {
  return drawn(browser, { svg, css, size }, (page) => page.screenshot({ omitBackground: true }));
}

function frame(browser: Browser, svg: string, css: string, size: number): Promise<Frame> {
  return drawn(browser, { svg, css, size }, async (page) => {
    const png = (await page.screenshot({ omitBackground: true })).toString('base64');
    const pixels = await page.evaluate(async (encoded) => {
      const blob = new Blob([Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))]);
      const image = await createImageBitmap(blob);
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      return [...(context?.getImageData(0, 0, image.width, image.height).data ?? [])];
    }, png);
    return { size, rgba: Uint8Array.from(pixels) };
  });
}

/** The notification area's images at 100 to 300 %. */
const icoSizes = [16, 20, 24, 32, 40, 48];

const traySvg = await readFile(join(root, 'build/tray.svg'), 'utf8');
const iconSvg = await readFile(join(root, 'build/icon.svg'), 'utf8');
await mkdir(trayFolder, { recursive: true });
await mkdir(join(root, 'build/icons'), { recursive: true });

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const state of states) {
    const svg = traySvg.replace('</svg>', `<use href="#${state}" /></svg>`);
    for (const [suffix, scale] of [
      ['', 1],
      ['@2x', 2],
    ] as const) {
      await writeFile(
        join(trayFolder, `${state}${suffix}.png`),
        await draw(browser, svg, coloured, 24 * scale),
      );
      // The name tells macOS that it is a template.
      const name = `${state}Template${suffix}.png`;
      await writeFile(join(trayFolder, name), await draw(browser, svg, template, 18 * scale));
    }
    const frames: Frame[] = [];
    for (const size of icoSizes) frames.push(await frame(browser, svg, coloured, size));
    await writeFile(join(trayFolder, `${state}.ico`), ico(frames));
  }
  await writeFile(join(root, 'build/icon.png'), await draw(browser, iconSvg, '', 1024));
  await writeFile(join(root, 'build/icons/512x512.png'), await draw(browser, iconSvg, '', 512));
} finally {
  await browser.close();
}
