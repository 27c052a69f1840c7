// An agent starts the phone for the first time.
import { expect, test } from './offhook.ts';

test('the phone opens its desk in front, and keeps the popup and the line out of sight', async ({
  launchOffhook,
}) => {
  const { desk, standin } = await launchOffhook();
  await expect(desk.getByRole('heading').first()).toBeVisible();
  const windows = await standin((look) => look.windows());
  expect(windows.filter((one) => one.visible).map((one) => one.url)).toEqual(['app://desk/index.html']);
  expect(windows.find((one) => one.url.startsWith('app://popup/'))).toMatchObject({ skipTaskbar: true });
});

test('no window can reach Node or Electron', async ({ launchOffhook }) => {
  const { desk, popup, line } = await launchOffhook();
  for (const page of [desk, popup, line]) {
    const found = await page.evaluate('[typeof require, typeof process, typeof module]');
    expect(found).toEqual(Array(3).fill('undefined'));
  }
});
