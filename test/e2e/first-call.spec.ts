// An agent is rung, answers, talks and hangs up; the list of calls survives a restart.
import { openKeyring } from '../../scripts/keyring.ts';
import type { SimulatedCall } from '../../simulator/calls.ts';
import { acceptMemory, expect, expectRegistered, pressUntilEnded, signIn, test } from './agent.ts';
import type { Offhook } from './offhook.ts';

const customer = { from: '+915550012345', name: 'Meera Krishnan' };

function currentCall({ desk }: Offhook) {
  return desk.locator('#current-call');
}

async function answerInDesk({ desk }: Offhook, call: SimulatedCall): Promise<void> {
  await expect(desk.getByRole('button', { name: /^answer/i })).toBeVisible();
  await desk.bringToFront();
  await expect(async () => {
    if (call.state === 'ringing') await desk.keyboard.press('Control+Shift+A');
    expect(call.state).toBe('talking');
  }).toPass({ timeout: 5_000 });
}

async function hangUpInDesk({ desk }: Offhook, call: SimulatedCall): Promise<void> {
  await pressUntilEnded(call, () => desk.getByRole('button', { name: /hang up/i }).click({ timeout: 500 }));
}

test('is rung: the popup comes up without the focus, tray and one notification say who calls', async ({
  simulator,
  signedIn,
}) => {
  // A desktop that has a tray, without a bus to ask.
  const env = { XDG_CURRENT_DESKTOP: 'KDE', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  const { popup, standin } = await signedIn({ env });
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await call.waitFor('ringing');
  await expect(popup.getByText(customer.name, { exact: true })).toBeVisible();
  await expect(popup.getByText('05550 012 345')).toBeVisible();
  const seen = await standin((look) => ({
    popup: look.windows().find((one) => one.url.startsWith('app://popup/')),
    titles: look.notifications().map((one) => one.title),
    tip: look.trays()[0]?.toolTip ?? '',
  }));
  expect(seen.popup).toMatchObject({ visible: true, focused: false });
  expect(seen.titles).toEqual([expect.stringContaining(customer.name)]);
  expect(seen.tip).toContain(customer.name);
});

test('answers by the keyboard, talks, hangs up; after a restart the call is still in the list', async ({
  simulator,
  signedIn,
  launchOffhook,
}) => {
  const keyring = await openKeyring();
  try {
    const offhook = await signedIn({ env: keyring.env });
    const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
    await answerInDesk(offhook, call);
    await expect(currentCall(offhook)).toHaveAttribute('data-phase', 'talking');
    await hangUpInDesk(offhook, call);
    expect([call.outcome, call.endedBy]).toEqual(['completed', 'agent']);
    await expect(offhook.desk.locator('[data-outcome="answered"]')).toHaveCount(1);
    const { profile } = offhook;
    await offhook.close();

    const again = await launchOffhook({ profile, env: keyring.env });
    await expectRegistered(again.desk);
    await expect(again.desk.locator('[data-outcome="answered"]')).toContainText(customer.name);
  } finally {
    await keyring.close();
  }
});

test('the customer hangs up: the desk says so', async ({ simulator, signedIn }) => {
  const offhook = await signedIn();
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await answerInDesk(offhook, call);
  await expect(currentCall(offhook)).toHaveAttribute('data-phase', 'talking');
  await call.hangUp();
  await expect(currentCall(offhook)).toHaveAttribute('data-phase', 'ended');
});

test('has no microphone: is told at the answer, and the caller is refused instead of left in silence', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ env: { OFFHOOK_STANDIN_MEDIA: 'none' } });
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expect(offhook.desk.getByRole('button', { name: /^answer/i })).toBeVisible();
  await expect(async () => {
    if (call.state === 'ringing') await offhook.desk.keyboard.press('Control+Shift+A');
    expect(call.state).toBe('ended');
  }).toPass({ timeout: 8_000 });
  expect(call.call.life.endCode).toBe(480);
  await expect(currentCall(offhook)).toContainText(/microphone/i);
});

test('the socket is cut in a call: the call lives on, the line comes back, hanging up works', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ allowed: [/WebSocket/] });
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await answerInDesk(offhook, call);
  await expect(currentCall(offhook)).toHaveAttribute('data-phase', 'talking');
  const after = simulator.feed.entries.at(-1)?.index ?? 0;
  simulator.edge.cutSockets();
  await simulator.waitForRegistration(simulator.demo.userId, { after });
  await expectRegistered(offhook.desk);
  await expect(currentCall(offhook)).toHaveAttribute('data-phase', 'talking');
  await hangUpInDesk(offhook, call);
  expect(call.endedBy).toBe('agent');
});

test('the line crashes in a call: the loss is said and kept, and the line is back by itself', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ allowed: [/crash/i] });
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await answerInDesk(offhook, call);
  await expect(currentCall(offhook)).toHaveAttribute('data-phase', 'talking');
  const after = simulator.feed.entries.at(-1)?.index ?? 0;
  await offhook.app.evaluate(({ webContents }) => {
    webContents
      .getAllWebContents()
      .find((one) => one.getURL().startsWith('app://line/'))
      ?.forcefullyCrashRenderer();
  });
  await expect(currentCall(offhook)).toHaveAttribute('data-phase', 'ended');
  await simulator.waitForRegistration(simulator.demo.userId, { after, timeoutMs: 15_000 });
  await expect(offhook.desk.locator('[data-outcome="answered"]')).toHaveCount(1);
});

test('without a keyring the agent is asked, and nothing of the secret is written anywhere', async ({
  simulator,
  launchOffhook,
}) => {
  const { desk, popup, line, profile } = await launchOffhook({
    env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
  });
  await expect(desk.getByRole('button', { name: /keep it in memory/i })).toBeVisible();
  await acceptMemory(desk);
  await signIn(desk, simulator.demo);
  await expectRegistered(desk);
  const { sipSecret } = simulator.agents.get(simulator.demo.userId);
  for (const page of [desk, popup]) {
    const html = await page.content();
    expect(html).not.toContain(simulator.demo.appSecret);
    expect(html).not.toContain(sipSecret);
  }
  expect(line.url()).toContain('line');
  const { readdir, readFile } = await import('node:fs/promises');
  for (const name of await readdir(profile, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const bytes = await readFile(`${name.parentPath}/${name.name}`);
    expect(bytes.includes(simulator.demo.appSecret), name.name).toBe(false);
    expect(bytes.includes(sipSecret), name.name).toBe(false);
  }
});
