// Makes a window for a screen: without tabs, as small as the app likes. Only a page can open that kind.
import { browser, letOpen } from './browser.ts';
import type { CdpTarget } from './cdp.ts';
import { display } from './displays.ts';

interface Launcher {
  target: CdpTarget;
  targetId: string;
}

let launcher: Promise<Launcher> | null = null;
let last: Promise<unknown> = Promise.resolve();

/** An empty page out of sight, which opens all the others. */
async function openLauncher(): Promise<Launcher> {
  const cdp = browser();
  const place = { newWindow: true, background: true, left: -2000, top: -2000, width: 500, height: 200 };
  const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank', ...place });
  const { windowId } = await cdp.send('Browser.getWindowForTarget', { targetId });
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
  letOpen(targetId);
  return { target: await cdp.attach(targetId), targetId };
}

async function openFrom({ target, targetId }: Launcher, bounds: Electron.Rectangle): Promise<string> {
  const opened = Promise.withResolvers<string>();
  browser().on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.openerFrameId === targetId) opened.resolve(targetInfo.targetId);
  });
  const { x, y, width, height } = bounds;
  const features = `popup,noopener,left=${x},top=${y},width=${width},height=${height}`;
  const expression = `void window.open('about:blank', '_blank', ${JSON.stringify(features)})`;
  await target.send('Runtime.evaluate', { expression, userGesture: true });
  return opened.promise;
}

/** The screen there is, as its windows see it: a display for the app to place its windows on. */
export async function realDisplay(): Promise<Electron.Display> {
  launcher ??= openLauncher();
  const { target } = await launcher;
  const expression = `({ width: screen.width, height: screen.height, area: {
    x: screen.availLeft, y: screen.availTop, width: screen.availWidth, height: screen.availHeight } })`;
  const { result } = await target.send('Runtime.evaluate', { expression, returnByValue: true });
  const { width, height, area } = result.value as Electron.Size & { area: Electron.Rectangle };
  const { width: areaWidth, height: areaHeight } = area;
  const made = display(1, { x: 0, y: 0, width, height });
  return { ...made, workArea: area, workAreaSize: { width: areaWidth, height: areaHeight } };
}

/** Windows are made one after another, so that each is known by when it came. */
export function makeShownTarget(bounds: Electron.Rectangle): Promise<string> {
  launcher ??= openLauncher();
  const opening = launcher;
  const made = last.then(async () => openFrom(await opening, bounds));
  last = made.catch(() => {});
  return made;
}
