// What an agent who does not see the screen is told, in the whole app, and where the focus is.
import type { Page } from '@playwright/test';
import { desk as words } from '../../app/text/en/desk.ts';
import { failure } from '../../app/text/en/failure.ts';
import { acceptMemory, expect, expectRegistered, signIn, test } from './agent.ts';

const customer = { from: '+915550012345', name: 'Meera Krishnan' };
const atOnce = (desk: Page) => desk.locator('[aria-live="assertive"]');
const inAPause = (desk: Page) => desk.locator('[aria-live="polite"]');

test('hears who rings and which number they called, that it connected, a second caller, and the end', async ({
  simulator,
  signedIn,
}) => {
  const { desk } = await signedIn();
  const agent = simulator.demo.userId;
  const call = await simulator.ring({ agent, ...customer });
  const called = await desk.locator('#current-call').getByText(/^to /).textContent();
  expect(called).toMatch(/\d{4}/);
  await expect(atOnce(desk)).toContainText(
    `Incoming call from ${customer.name} ${called}. Ctrl Shift A answers`,
  );
  await expect(async () => {
    if (call.state === 'ringing') await desk.keyboard.press('Control+Shift+A');
    expect(call.state).toBe('talking');
  }).toPass({ timeout: 5_000 });
  await expect(inAPause(desk)).toContainText(`Connected to ${customer.name}`);

  const second = await simulator.ring({ agent, from: '+915550067890', name: 'Northwind Traders' });
  await second.waitFor('ended');
  await expect(inAPause(desk)).toContainText(
    `Missed call from Northwind Traders. ${words.cause['on-another-call']}`,
  );

  await call.hangUp();
  await expect(atOnce(desk)).toContainText(`Call ended. ${words.cause['hung-up-by-customer']}`);
});

test('hears that there is no network and that it is back, and where calls now go', async ({ signedIn }) => {
  const { desk, standin } = await signedIn({ allowed: [/WebSocket|ERR_INTERNET_DISCONNECTED/] });
  await desk.getByRole('radio', { name: /my phone/i }).click({ force: true });
  await expect(inAPause(desk)).toContainText(words.announce.device.phone);
  await standin((look) => look.setOnline(false));
  await expect(atOnce(desk)).toContainText(words.announce.offline);
  await standin((look) => look.setOnline(true));
  await expect(inAPause(desk).getByText(words.announce.lineReady).last()).toBeAttached({ timeout: 20_000 });
});

test('signing in fails with the addresses open: why is in sight and has the focus; then the page has it', async ({
  simulator,
  launchOffhook,
}) => {
  const { desk } = await launchOffhook();
  await acceptMemory(desk);
  await signIn(desk, { ...simulator.demo, appSecret: 'wrong' });
  const why = desk.getByText(failure['wrong-credentials'].title);
  await expect(why).toBeInViewport({ ratio: 1 });
  await expect(desk.locator(':focus')).toContainText(failure['wrong-credentials'].title);

  await desk.getByLabel(/API/).fill('calls.example');
  await desk.getByRole('button', { name: words.signIn.submit, exact: true }).click();
  await expect(desk.getByLabel(/API/)).toBeFocused();
  await expect(desk.getByText('The API address must look like https://host/path')).toBeInViewport({
    ratio: 1,
  });

  await desk.getByLabel(/API/).fill(simulator.demo.region.apiBase);
  await desk.getByLabel('App secret').fill(simulator.demo.appSecret);
  await desk.getByRole('button', { name: words.signIn.submit, exact: true }).click();
  await expectRegistered(desk);
  await expect(desk.getByRole('heading', { level: 1 })).toBeFocused();
});

test('Exotel refuses the switch of the device: what was not done, what Exotel said, and the request ID', async ({
  simulator,
  signedIn,
}) => {
  const { desk } = await signedIn();
  const fault = { kind: 'status', status: 403, message: 'agent is under review' } as const;
  simulator.faults.api.push({ endpoint: 'PUT /device', count: null, fault });
  await desk.getByRole('radio', { name: /my phone/i }).click({ force: true });
  const notice = desk.getByRole('region', { name: words.notice.label });
  const undone = words.refused['choose-device'];
  await expect(notice.getByRole('alert')).toContainText(`${undone}. ${failure['service-refused'].title}`);
  await notice.getByRole('button', { name: words.notice.details }).click();
  await expect(notice.getByText(fault.message)).toBeVisible();
  await expect(notice.locator('code')).toHaveText(/\S{8,}/);
  await desk.keyboard.press('Escape');
  await expect(notice.getByText(fault.message)).toHaveCount(0);
  await notice.getByRole('button', { name: `Dismiss: ${undone}` }).click();
  await expect(notice).toHaveCount(0);
  await expect(desk.getByRole('heading', { level: 1 })).toBeFocused();
});
