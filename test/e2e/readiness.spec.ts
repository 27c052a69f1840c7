// One judgement of whether calls can reach the agent: desk and tray say the same, before a call comes.
import type { LineFact } from '../../app/contract/line.ts';
import { desk as words } from '../../app/text/en/desk.ts';
import { os } from '../../app/text/en/os.ts';
import { expect, test } from './agent.ts';

// A desktop that has a tray, without a bus to ask.
const env = { XDG_CURRENT_DESKTOP: 'KDE', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

test('a microphone that is gone is told by lamp, notice and tray before a call comes, and is over when it is back', async ({
  signedIn,
}) => {
  const { desk, line, standin } = await signedIn({ env });
  const lamp = desk.locator('[data-readiness]');
  const tip = () => standin((look) => look.trays()[0]?.toolTip ?? '');
  await expect(lamp).toHaveText(words.readiness.ready);
  await expect.poll(tip).toContain(os.tray.state.ready);
  /** As the line reports it. */
  const report = (fact: LineFact) =>
    line.evaluate((told) => Reflect.get(window, 'lineBridge').fact(told), fact);
  for (const [microphone, finding] of [
    ['missing', 'microphone-missing'],
    ['denied', 'microphone-denied'],
  ] as const) {
    await report({ kind: 'microphone', microphone });
    await expect(lamp).toHaveText(words.readiness.obstacle[finding].lamp);
    await expect(desk.getByRole('region', { name: words.notice.label })).toContainText(
      words.readiness.obstacle[finding].title,
    );
    await expect.poll(tip).toContain(os.tray.state[finding]);
  }
  await report({ kind: 'microphone', microphone: 'ready' });
  await expect(lamp).toHaveText(words.readiness.ready);
  await expect.poll(tip).toContain(os.tray.state.ready);
});

test('calls sent to the phone: neither lamp nor tray is green, and one press in the checks takes them back', async ({
  signedIn,
}) => {
  const { desk, standin } = await signedIn({ env });
  const lamp = desk.locator('[data-readiness]');
  const tip = () => standin((look) => look.trays()[0]?.toolTip ?? '');
  await desk.getByRole('radio', { name: /my phone/i }).click({ force: true });
  await expect(lamp).toHaveText(words.readiness.obstacle.phone.lamp);
  await expect.poll(tip).toContain(os.tray.state.phone);
  await lamp.click();
  await desk.getByRole('button', { name: words.readiness.ringDesktop }).click();
  await expect(lamp).toHaveText(words.readiness.ready);
  await expect.poll(tip).toContain(os.tray.state.ready);
});
