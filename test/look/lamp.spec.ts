// The lamp: whether calls can reach the agent, every check behind it, and what mends each.
import { desk as words } from '../../app/text/en/desk.ts';
import { type DeskPage, expect, signedIn, test } from './desk-page.ts';
import { now } from './scenes.ts';

const lamp = ({ page }: DeskPage) => page.locator('[data-readiness]');
const check = ({ page }: DeskPage, id: string) => page.locator(`[data-check="${id}"]`);
const down = {
  kind: 'waiting' as const,
  trouble: 'socket-lost' as const,
  attempt: 3,
  retryAt: now + 599_000,
};

test('is green and says Ready only while every check is good', async ({ openDesk }) => {
  const desk = await openDesk();
  await expect(lamp(desk)).toHaveText(words.readiness.ready);
  await lamp(desk).click();
  for (const id of ['network', 'device', 'line', 'microphone'])
    await expect(check(desk, id)).toHaveAttribute('data-mark', 'good');
  await desk.push({ microphone: 'missing' });
  await expect(lamp(desk)).toHaveText(words.readiness.obstacle['microphone-missing'].lamp);
  await expect(check(desk, 'microphone')).toHaveAttribute('data-mark', 'bad');
  await expect(check(desk, 'microphone')).toContainText(
    words.readiness.obstacle['microphone-missing'].advice,
  );
});

test('says when the connection is tried again, and each check brings its own way out', async ({
  openDesk,
}) => {
  const desk = await openDesk({ ...signedIn, line: down });
  await expect(lamp(desk)).toHaveText('Disconnected, retrying in 10 min');
  await lamp(desk).click();
  await expect(check(desk, 'line')).toContainText(words.line.trouble['socket-lost'].title);
  await check(desk, 'line').getByRole('button', { name: words.readiness.tryNow }).click();
  await expect.poll(() => desk.asked()).toContain('reconnect');
  await check(desk, 'line').getByRole('button', { name: words.readiness.ringPhone }).click();
  await expect.poll(() => desk.asked()).toContain('chooseDevice');
  await desk.page.keyboard.press('Escape');
  await expect(check(desk, 'line')).toHaveCount(0);
});

test('what keeps calls away is on the notice line too, with its way out', async ({ openDesk }) => {
  const desk = await openDesk({ ...signedIn, line: { kind: 'refused', trouble: 'wrong-secret', code: 403 } });
  const notice = desk.page.getByRole('region', { name: words.notice.label });
  await expect(notice).toContainText(words.readiness.obstacle.refused.title);
  await notice.getByRole('button', { name: words.readiness.tryNow }).click();
  await expect.poll(() => desk.asked()).toEqual(['reconnect']);
});

test('calls that were sent to the phone are no alarm; taking them back is one press', async ({
  openDesk,
}) => {
  const device = { ...signedIn.device, effective: 'phone' as const };
  const desk = await openDesk({ ...signedIn, device });
  await expect(lamp(desk)).toHaveText(words.readiness.obstacle.phone.lamp);
  await expect(desk.page.getByRole('region', { name: words.notice.label })).toHaveCount(0);
  await lamp(desk).click();
  await expect(check(desk, 'device')).toContainText('•••3210');
  await check(desk, 'device').getByRole('button', { name: words.readiness.ringDesktop }).click();
  await expect.poll(() => desk.asked()).toEqual(['chooseDevice']);
});

test('in a narrow window the device is chosen under one button, which says what is in force', async ({
  openDesk,
}) => {
  const desk = await openDesk(signedIn, 360, 640);
  const device = desk.page.getByRole('button', { name: new RegExp(`^${words.device.label}`) });
  await expect(device).toHaveText(words.device.sip);
  await device.click();
  await desk.page.getByRole('radio', { name: new RegExp(words.device.phone) }).click();
  await expect.poll(() => desk.asked()).toEqual(['chooseDevice']);
});
