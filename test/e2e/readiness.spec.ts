// One judgement of whether calls can reach the agent: desk and tray say the same, before a call comes.
import { desk as words } from '../../app/text/en/desk.ts';
import { os } from '../../app/text/en/os.ts';
import { expect, lamp, test } from './agent.ts';
import type { Offhook } from './offhook.ts';

// A desktop that has a tray, without a bus to ask.
const env = { XDG_CURRENT_DESKTOP: 'KDE', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

/** What the tray says of the phone. */
function tip(standin: Offhook['standin']): Promise<string> {
  return standin((look) => look.trays()[0]?.toolTip ?? '');
}

/** Lamp, notice and tray say that there is no microphone. */
async function expectMissing({ desk, standin }: Offhook): Promise<void> {
  const told = words.readiness.obstacle['microphone-missing'];
  await expect(lamp(desk)).toHaveText(told.lamp);
  await expect(desk.getByRole('region', { name: words.notice.label })).toContainText(told.title);
  await expect.poll(() => tip(standin)).toContain(os.tray.state['microphone-missing']);
}

test('where there is no microphone, lamp, notice and tray say so before any call comes', async ({
  signedIn,
}) => {
  await expectMissing(await signedIn({ env: { ...env, OFFHOOK_STANDIN_MEDIA: 'none' } }));
});

test('a microphone that is unplugged is told before a call comes, and is over when it is back', async ({
  signedIn,
}) => {
  const offhook = await signedIn({ env });
  const { desk, line, standin } = offhook;
  await expect(lamp(desk)).toHaveText(words.readiness.ready);
  await expect.poll(() => tip(standin)).toContain(os.tray.state.ready);
  // Chromium's own devices can't be pulled out of it.
  await line.evaluate(() => {
    const { mediaDevices } = navigator;
    const native = mediaDevices.enumerateDevices.bind(mediaDevices);
    let isPlugged = true;
    mediaDevices.enumerateDevices = async () => (isPlugged ? native() : []);
    window.addEventListener('plugged', (event) => {
      isPlugged = event instanceof CustomEvent && event.detail === true;
      mediaDevices.dispatchEvent(new Event('devicechange'));
    });
  });
  const plug = (isPlugged: boolean) =>
    line.evaluate((detail) => window.dispatchEvent(new CustomEvent('plugged', { detail })), isPlugged);
  await plug(false);
  await expectMissing(offhook);
  await plug(true);
  await expect(lamp(desk)).toHaveText(words.readiness.ready);
  await expect.poll(() => tip(standin)).toContain(os.tray.state.ready);
});

test('calls sent to the phone: neither lamp nor tray is green, and one press in the checks takes them back', async ({
  signedIn,
}) => {
  const { desk, standin } = await signedIn({ env });
  await desk.getByRole('radio', { name: /my phone/i }).click({ force: true });
  await expect(lamp(desk)).toHaveText(words.readiness.obstacle.phone.lamp);
  await expect.poll(() => tip(standin)).toContain(os.tray.state.phone);
  await lamp(desk).click();
  await desk.getByRole('button', { name: words.readiness.ringDesktop }).click();
  await expect(lamp(desk)).toHaveText(words.readiness.ready);
  await expect.poll(() => tip(standin)).toContain(os.tray.state.ready);
});
