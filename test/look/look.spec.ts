// Every state of the desk and the popup at every width, light and dark: nothing cut, nothing a screen reader
// or a keyboard cannot use, no complaint. A picture of each is left in out/look, for the eye.
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type Call, isRinging } from '../../app/calls/call.ts';
import { popupViewSchema } from '../../app/contract/popup.ts';
import { deskStateSchema } from '../../app/desk/state.ts';
import { desk as words } from '../../app/text/en/desk.ts';
import { openPage } from './pages.ts';
import { deskScenes, now, popupScenes } from './scenes.ts';
import { faultsSeen } from './seen.ts';

const pictures = resolve(import.meta.dirname, '../../out/look');
const themes = ['light', 'dark'] as const;

interface View {
  size: [width: number, height: number];
  theme: (typeof themes)[number];
  /** Whether it is read as a screen reader would. */
  isRead: boolean;
}

/** The desk at its three layouts, and at 200 % zoom, where 960 × 640 leaves half of each. */
const deskViews: View[] = themes.flatMap((theme): View[] => [
  { size: [1600, 900], theme, isRead: false },
  { size: [960, 640], theme, isRead: true },
  { size: [480, 320], theme, isRead: false },
  { size: [360, 640], theme, isRead: true },
]);
/** The popup as large as main makes its window: a card while it rings, a pill after. */
function popupViews(call: Call): View[] {
  const size: View['size'] = isRinging(call) ? [380, 184] : [320, 56];
  return themes.map((theme): View => ({ size, theme, isRead: true }));
}

/** What axe finds: by its own rules, and by one it leaves out though WCAG 2.5.3 asks for it. */
async function violations(page: Page, theme: View['theme']): Promise<string[]> {
  // Its other way opens a page, which the real app's windows never do.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  // From light to dark only colours change.
  if (theme === 'dark') axe.withRules('color-contrast');
  else axe.options({ rules: { 'label-content-name-mismatch': { enabled: true } } });
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

async function lookAt(page: Page, name: string, views: readonly View[]): Promise<void> {
  for (const { size, theme, isRead } of views) {
    const [width, height] = size;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    const view = `${name}-${width}-${theme}`;
    await page.screenshot({ path: join(pictures, `${view}.png`) });
    expect.soft(await page.evaluate(faultsSeen), `what is seen of ${view}`).toEqual([]);
    if (isRead) expect.soft(await violations(page, theme), `what axe says of ${view}`).toEqual([]);
  }
}

for (const [name, scene] of Object.entries(deskScenes)) {
  test(`desk: ${name}`, async ({ page }) => {
    const complaints = await openPage(page, 'desk', {
      desk: deskStateSchema.parse(scene.state),
      ...(scene.refused === undefined ? {} : { refused: scene.refused }),
    });
    for (const label of scene.press ?? [])
      await page.getByRole('button', { name: label, exact: true }).click();
    await lookAt(page, `desk-${name}`, deskViews);
    expect(complaints).toEqual([]);
  });
}

for (const [name, call] of Object.entries(popupScenes)) {
  test(`popup: ${name}`, async ({ page }) => {
    const popup = popupViewSchema.parse({ call, theme: 'system', shownAt: now });
    const complaints = await openPage(page, 'popup', { popup });
    await lookAt(page, `popup-${name}`, popupViews(call));
    expect(complaints).toEqual([]);
  });
}

test('where the system allows its own few colours only, what is chosen is still seen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const state = deskStateSchema.parse(deskScenes['settings']?.state);
  await openPage(page, 'desk', { desk: state });
  const settings = page.getByRole('button', { name: words.rail.settings, exact: true });
  await settings.click();
  await page.screenshot({ path: join(pictures, 'desk-forced-colours.png') });
  await expect(settings).toHaveCSS('outline-style', 'solid');
  const colours = await page.evaluate(() => {
    const colour = (element: Element | null | undefined) =>
      element instanceof Element ? getComputedStyle(element).backgroundColor : 'none';
    const thumb = document.querySelector('input[type="range"]')?.closest('[data-rac], [class*="thumb"]');
    const track = thumb?.parentElement;
    const selected = document.querySelector('[role="radio"][aria-checked="true"]');
    const other = document.querySelector('[role="radio"][aria-checked="false"]');
    return {
      page: colour(document.body),
      track: colour(track?.children[0]),
      filled: colour(track?.children[1]),
      selected: colour(selected),
      other: colour(other),
    };
  });
  expect(colours.track).not.toBe(colours.page);
  expect(colours.filled).not.toBe(colours.track);
  expect(colours.selected).not.toBe(colours.other);
});
