// The call dock in the page: always in sight, deaf to stray presses, and never letting the focus fall.
import type { Locator } from '@playwright/test';
import type { RecentCall } from '../../app/desk/state.ts';
import { desk as words } from '../../app/text/en/desk.ts';
import { stopClock } from '../e2e/stopped-clock.ts';
import { ended, ending, ringing, talking } from './calls.ts';
import { type DeskPage, expect, signedIn, test } from './desk-page.ts';
import { now } from './scenes.ts';

const button = ({ dock }: DeskPage, name: string) => dock.getByRole('button', { name, exact: true });
const { answer, decline, hangUp } = words.call;

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not on the screen');
  return box;
}

/** Presses where `target` lies, by the mouse, whatever lies there then. */
async function pressAt({ page }: DeskPage, target: Locator): Promise<void> {
  const { x, y, width, height } = await boxOf(target);
  await page.mouse.click(x + width / 2, y + height / 2);
}

test('what appears takes no press for 400 ms, by mouse or key: neither Answer, Decline nor Hang up', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const clock = await stopClock(desk.page);
  const cases = [
    [ringing, answer, 'answer', 'Control+Shift+A'],
    [{ ...ringing, id: 'call-2' }, decline, 'decline', 'Control+Shift+D'],
    [{ ...talking, id: 'call-3' }, hangUp, 'hangUp', 'Control+Shift+H'],
  ] as const;
  for (const [call, name, ask, key] of cases) {
    await desk.push({ calls: [call] });
    for (const waited of [0, 399]) {
      await clock.move(waited);
      await pressAt(desk, button(desk, name));
      await button(desk, name).focus();
      await desk.page.keyboard.press('Enter');
      await desk.page.keyboard.press(key);
      expect(await desk.asked(), `${name} after ${waited} ms`).not.toContain(ask);
    }
    await clock.move(1);
    await pressAt(desk, button(desk, name));
    await expect.poll(() => desk.asked()).toContain(ask);
  }
});

test('a press that was too early leaves no control with the focus, for the next key to press', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  await stopClock(desk.page);
  await desk.push({ calls: [ringing] });
  await pressAt(desk, button(desk, answer));
  await expect(desk.dock).toBeFocused();
});

test('End lies where Decline lay, in every state, and never where Answer lay', async ({ openDesk }) => {
  for (const width of [360, 480, 960, 1600]) {
    const desk = await openDesk({ ...signedIn, calls: [ringing] }, width);
    const answerBox = await boxOf(button(desk, answer));
    const declineBox = await boxOf(button(desk, decline));
    expect(answerBox.x + answerBox.width, `${width} px`).toBeLessThan(declineBox.x);
    for (const call of [{ ...ringing, phase: 'answering' as const }, talking, ending]) {
      await desk.push({ calls: [call] });
      expect(await boxOf(button(desk, hangUp)), `${width} px, ${call.phase}`).toEqual(declineBox);
    }
  }
});

const many: RecentCall[] = Array.from({ length: 60 }, (_, index) => ({
  id: `call-${index}`,
  callSid: null,
  direction: 'inbound',
  caller: { ...ringing.caller, name: `Customer ${index}` },
  calledNumber: null,
  rangAt: now - index * 60_000,
  answeredAt: null,
  endedAt: now - index * 60_000 + 12_000,
  reason: 'caller-gave-up',
}));

const sizes = [
  [360, 480],
  [960, 680],
  [1600, 900],
  // 960 × 680 at 200 %.
  [480, 340],
] as const;

for (const [width, height] of sizes) {
  test(`the call stays in sight however far the page scrolls: ${width} × ${height}`, async ({ openDesk }) => {
    const notices = ['a', 'b', 'c'].map((key) => ({
      key,
      failure: { reason: 'device-not-changed' as const, requestId: null, detail: null },
      at: 1,
    }));
    const longest = { ...talking, caller: { ...talking.caller, name: 'W'.repeat(80) } };
    const desk = await openDesk({ ...signedIn, recent: many, notices, calls: [longest] }, width, height);
    const { page } = desk;
    const expectInSight = async () => {
      await expect(button(desk, hangUp)).toBeInViewport({ ratio: 1 });
      await expect(desk.dock.getByRole('timer')).toBeInViewport({ ratio: 1 });
      await expect(page.locator('[data-readiness]')).toBeInViewport({ ratio: 1 });
    };
    await expectInSight();
    await page.getByText('Customer 59', { exact: true }).scrollIntoViewIfNeeded();
    await expectInSight();
    await page.getByRole('button', { name: words.rail.settings }).click();
    await page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
    await expectInSight();
    const overflow = await page.evaluate(() => {
      const root = document.documentElement;
      return [root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight];
    });
    expect(overflow).toEqual([0, 0]);
  });
}

test('news never pushes the call or the page: three things to know take the one line that one takes', async ({
  openDesk,
}) => {
  const desk = await openDesk({ ...signedIn, calls: [talking] });
  const noticeOf = (key: string) => ({
    key,
    failure: { reason: 'device-not-changed' as const, requestId: null, detail: null },
    at: 1,
  });
  const region = desk.page.getByRole('region', { name: words.notice.label });
  await desk.push({ notices: [noticeOf('a')] });
  const one = await boxOf(region);
  expect(one.height).toBe(44);
  await desk.push({ notices: ['a', 'b', 'c'].map(noticeOf), microphone: 'missing' });
  expect(await boxOf(region)).toEqual(one);
  await region.getByRole('button', { name: 'and 3 more' }).click();
  const title = words.readiness.obstacle['microphone-missing'].title;
  await expect(desk.page.getByText(title, { exact: true })).toBeVisible();
  expect(await boxOf(desk.dock)).toMatchObject({ y: 48 });
});

test('audio that stops is said in three ways: a shape, a colour and a word', async ({ openDesk }) => {
  const desk = await openDesk({ ...signedIn, calls: [talking] });
  const edge = () => desk.dock.evaluate((dock) => getComputedStyle(dock).boxShadow);
  const shape = () => desk.dock.locator('svg').first().innerHTML();
  const [green, disc] = [await edge(), await shape()];
  await expect(desk.dock).toContainText(words.call.media.flowing);
  await desk.push({ calls: [{ ...talking, media: 'interrupted' }] });
  await expect(desk.dock).toContainText(words.call.media.interrupted);
  expect(await edge()).not.toBe(green);
  expect(await shape()).not.toBe(disc);
  await desk.push({ calls: [talking] });
  expect([await edge(), await shape()]).toEqual([green, disc]);
});

test('the focus follows the dock: from Answer through the talk to the end, and then to the page', async ({
  openDesk,
}) => {
  const desk = await openDesk({ ...signedIn, calls: [ringing] });
  await button(desk, answer).focus();
  await desk.page.keyboard.press('Tab');
  await expect(button(desk, decline)).toBeFocused();
  await button(desk, answer).focus();
  await desk.push({ calls: [{ ...ringing, phase: 'answering', media: 'connecting' }] });
  await expect(desk.dock).toBeFocused();
  await desk.push({ calls: [talking] });
  await expect(desk.dock).toBeFocused();
  await button(desk, hangUp).focus();
  await desk.push({ calls: [ending] });
  await expect(button(desk, hangUp)).toBeFocused();
  await desk.push({ calls: [ended] });
  await expect(desk.dock).toBeFocused();
  await desk.push({ calls: [] });
  await expect(desk.page.locator('main')).toBeFocused();
});

test('a call that is over says how it ended, and leaves the dock by itself', async ({ openDesk }) => {
  const desk = await openDesk({ ...signedIn, calls: [talking] });
  await desk.push({ calls: [ended] });
  await expect(desk.dock).toContainText(words.cause['hung-up-by-customer']);
  await expect(desk.dock).toContainText('3 min 42 s');
  await expect(desk.dock).toBeHidden({ timeout: 12_000 });
});

test('a call that ended long ago is not shown as the current one, and one that ended can be put away', async ({
  openDesk,
}) => {
  const desk = await openDesk({
    ...signedIn,
    calls: [{ ...talking, phase: 'ended', end: { reason: 'hung-up-by-agent', at: now - 60_000 } }],
  });
  await expect(desk.dock).toBeHidden();
  await desk.push({ calls: [{ ...ended, id: 'call-2' }] });
  const dismiss = desk.dock.getByRole('button', { name: words.call.dismiss });
  await expect(async () => {
    await dismiss.click({ timeout: 500 });
    await expect(desk.dock).toBeHidden({ timeout: 200 });
  }).toPass({ timeout: 5_000 });
});

test('the number of the caller can be copied while the call lives', async ({ openDesk }) => {
  const desk = await openDesk({ ...signedIn, calls: [talking] });
  await desk.page.context().grantPermissions(['clipboard-read']);
  await desk.dock.getByRole('button', { name: /copy the number/i }).click();
  await expect(desk.dock).toContainText(words.copy.done);
  expect(await desk.page.evaluate(() => navigator.clipboard.readText())).toBe('+919876543210');
});

test('the time of the talk runs from the answer, and the ring’s from the ring', async ({ openDesk }) => {
  const desk = await openDesk();
  const clock = await stopClock(desk.page);
  await desk.push({ calls: [{ ...ringing, rangAt: now - 7_000 }] });
  await expect(desk.dock.getByRole('timer')).toHaveText('0:07');
  await desk.push({ calls: [{ ...talking, rangAt: now - 99_000, answeredAt: now - 59_000 }] });
  await expect(desk.dock.getByRole('timer')).toHaveText('0:59');
  await clock.move(3_601_000);
  await expect(desk.dock.getByRole('timer')).toHaveText('1:01:00');
});
