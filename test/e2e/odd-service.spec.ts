// A service that answers oddly for a while, or for good: what it costs the agent, and what it does not.
import { readFile } from 'node:fs/promises';
import type { PopupBridge } from '../../app/contract/bridge.ts';
import { failure } from '../../app/text/en/failure.ts';
import { hideSecret } from '../../simulator/agents/sip-secret.ts';
import type { ApiFault } from '../../simulator/faults.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { acceptMemory, expect, expectRegistered, lineState, signIn, test } from './agent.ts';
import type { Offhook } from './offhook.ts';

const doubted = failure['sign-in-doubted'].title;

/** Has the phone read its mapping now: somebody unlocks the computer. */
async function unlock({ app }: Offhook): Promise<void> {
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'));
}

/** Lets time pass in main: the wall clock goes on, as it does for whoever waits. */
async function pass({ app }: Offhook, minutes: number): Promise<void> {
  await app.evaluate((_electron, ms) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + ms;
  }, minutes * 60_000);
}

/** Has the mapping read, and waits until something odd was made of it. */
async function readOdd(offhook: Offhook): Promise<void> {
  const seen = async () => {
    const log = await readFile(`${offhook.profile}/logs/offhook.log`, 'utf8');
    return log.split('\n').filter((line) => /"(said-out|mapping-not-read)"/.test(line)).length;
  };
  const before = await seen();
  await unlock(offhook);
  await expect.poll(seen).toBeGreaterThan(before);
}

function spoil({ faults }: Simulator, fault: ApiFault['fault'], endpoint: ApiFault['endpoint'] = '*'): void {
  faults.api.push({ endpoint, count: null, fault });
}

const refused = (status: number, message: string) => ({ kind: 'status', status, message }) as const;

const odd: [string, (simulator: Simulator) => void][] = [
  ['a page of a gateway', (simulator) => spoil(simulator, { kind: 'html', status: 404 })],
  [
    'a 404 for the agent',
    (simulator) => spoil(simulator, refused(404, 'record not found'), 'GET /usermapping'),
  ],
  ['no data', (simulator) => spoil(simulator, { kind: 'data', data: [] }, 'GET /usermapping')],
  ['401 on everything', (simulator) => spoil(simulator, refused(401, 'Unauthorized'))],
  [
    'an inactive agent',
    ({ agents, demo }) => {
      agents.get(demo.userId).isActive = false;
    },
  ],
];

function mend({ faults, agents, demo }: Simulator): void {
  faults.api.length = 0;
  agents.get(demo.userId).isActive = true;
}

test('one odd answer costs no call: the agent is told, the line stays and rings all the same', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  const { desk, popup } = offhook;
  const { userId } = simulator.demo;
  const unregistered = () => simulator.feed.entries.filter((event) => event.kind === 'unregistered').length;
  for (const [what, begin] of odd) {
    await test.step(what, async () => {
      begin(simulator);
      await readOdd(offhook);
      await expect(desk.locator('[data-effective]').first()).toBeVisible();
      await expectRegistered(desk);
      expect(simulator.edge.bindings(userId)).toHaveLength(1);
      // An inactive agent is rung by nobody at this vendor; the others are.
      simulator.agents.get(userId).isActive = true;
      const call = await simulator.ring({ agent: userId, from: '+915550012345', name: what });
      await expect(popup.getByText(what, { exact: true })).toBeVisible();
      call.cancel();
      await call.waitFor('ended');
      mend(simulator);
      await unlock(offhook);
      await expect(desk.getByText(doubted)).toHaveCount(0);
    });
  }
  expect(unregistered()).toBe(0);
});

test('an agent who is removed for good is told while it is doubted, and signed out when it lasts', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  const { desk, standin } = offhook;
  const told = () =>
    standin((look) =>
      look
        .notifications()
        .filter((one) => one.shown && !one.closed)
        .map((one) => one.title),
    );
  spoil(simulator, refused(404, 'record not found'), 'GET /usermapping');
  await readOdd(offhook);
  await expect(desk.getByText(doubted).first()).toBeVisible();
  expect(await told()).toEqual([doubted]);
  for (let minutes = 5; minutes < 20; minutes += 5) {
    await pass(offhook, 5);
    await readOdd(offhook);
    expect(simulator.edge.bindings(simulator.demo.userId)).toHaveLength(1);
  }
  await pass(offhook, 5);
  await readOdd(offhook);
  await expect(desk.getByText(failure['unknown-agent'].title).first()).toBeVisible();
  await expect(desk.getByRole('button', { name: /^sign in as/i })).toBeVisible();
  await expect.poll(() => simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
  await expect.poll(told).toEqual([failure['unknown-agent'].title]);
});

test('what the service sends back of the secrets it was given is neither shown nor logged', async ({
  simulator,
  launchOffhook,
}) => {
  const { desk, profile } = await launchOffhook();
  await acceptMemory(desk);
  const { appSecret } = simulator.demo;
  simulator.faults.api.push({ endpoint: 'POST /token', count: 1, fault: { kind: 'echo', status: 400 } });
  await signIn(desk, simulator.demo);
  await expect(desk.getByText(/\[dropped\]/).first()).toBeVisible();
  await expect(desk.locator('body')).not.toContainText(appSecret);
  await signIn(desk, simulator.demo);
  await expectRegistered(desk);
  simulator.faults.api.push({ endpoint: 'PUT /device', count: 1, fault: { kind: 'echo', status: 409 } });
  await desk.getByRole('radio', { name: /phone/i }).click({ force: true });
  const log = () => readFile(`${profile}/logs/offhook.log`, 'utf8');
  await expect.poll(log).toContain('device-not-switched');
  // How every token of this service begins.
  await expect(desk.locator('body')).not.toContainText('eyJ');
  for (const secret of [appSecret, 'eyJ']) expect(await log()).not.toContain(secret);
});

test('a SIP secret that is plain hex and could be read as an encrypted one registers all the same', async ({
  simulator,
  signedIn,
}) => {
  const agent = simulator.agents.get(simulator.demo.userId);
  simulator.faults.sipSecret = 'plain';
  agent.sipSecret = hideSecret('another');
  await signedIn();
  const refusals = simulator.feed.entries.filter((event) => event.kind === 'register-refused');
  expect(refusals.length).toBeLessThanOrEqual(1);
});

test('a redirect and broken content are not called a missing network', async ({
  simulator,
  launchOffhook,
}) => {
  const { desk } = await launchOffhook();
  await acceptMemory(desk);
  for (const kind of ['redirect', 'broken-gzip'] as const) {
    simulator.faults.api.push({ endpoint: '*', count: null, fault: { kind } });
    await signIn(desk, simulator.demo);
    await expect(desk.getByText(failure['unreadable-reply'].title)).toBeVisible();
    await expect(desk.getByText(failure['no-network'].title)).toHaveCount(0);
    simulator.faults.api.length = 0;
  }
  await signIn(desk, simulator.demo);
  await expectRegistered(desk);
});

test('an account number of seventy characters hides no call', async ({ simulator, signedIn }) => {
  simulator.agents.get(simulator.demo.userId).virtualNumber = '5'.repeat(70);
  const { desk, popup } = await signedIn();
  await simulator.ring({ agent: simulator.demo.userId, from: '+915550012345', name: 'Meera Krishnan' });
  for (const page of [popup, desk]) {
    await expect(page.getByText('Meera Krishnan', { exact: true }).first()).toBeVisible();
  }
});

test('unlocking the computer, and the network’s return, show a device that was switched elsewhere', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  const { desk, standin } = offhook;
  const { userId } = simulator.demo;
  const device = desk.locator('[data-effective]').first();
  simulator.agents.setActiveDevice(userId, 'phone');
  await unlock(offhook);
  await expect(device).toHaveAttribute('data-effective', 'phone');
  await standin((look) => look.setOnline(false));
  await expect(lineState(desk)).toContainText(/no network/i);
  simulator.agents.setActiveDevice(userId, 'off');
  await standin((look) => look.setOnline(true));
  await expect(device).toHaveAttribute('data-effective', 'off', { timeout: 10_000 });
});

test('a popup that comes up after the computer slept is not taken for an old one', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  // The steady clock stands still while a computer sleeps.
  await offhook.app.evaluate(() => {
    const steady = performance.now.bind(performance);
    performance.now = () => steady() - 3_600_000;
  });
  await simulator.ring({ agent: simulator.demo.userId, from: '+915550012345', name: 'Meera Krishnan' });
  await expect(offhook.popup.getByText('Meera Krishnan', { exact: true })).toBeVisible();
  const late = await offhook.popup.evaluate(async () => {
    const { popupBridge } = window as unknown as { popupBridge: PopupBridge };
    const answer = await popupBridge.view();
    return answer.ok && answer.value.shownAt !== null ? Date.now() - answer.value.shownAt : null;
  });
  expect(late).not.toBeNull();
  expect(late).toBeLessThan(60_000);
});

test('the next agent sees nothing of the last one’s customer', async ({ simulator, signedIn }) => {
  const { desk } = await signedIn();
  const call = await simulator.ring({
    agent: simulator.demo.userId,
    from: '+915550012345',
    name: 'Meera Krishnan',
  });
  await expect(desk.getByText('Meera Krishnan', { exact: true }).first()).toBeVisible();
  call.cancel();
  await call.waitFor('ended');
  await desk.getByRole('button', { name: /settings/i }).click();
  await desk.getByRole('button', { name: /sign out/i }).click();
  await expect(desk.getByRole('button', { name: /^sign in as/i })).toBeVisible();
  await signIn(desk, { ...simulator.demo, userId: 'a+b@c.in' });
  await expectRegistered(desk);
  expect(await desk.content()).not.toContain('Meera');
});
