// What keeps an agent from signing in is said in words of its own.
import { desk as words } from '../../app/text/en/desk.ts';
import { failure } from '../../app/text/en/failure.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { acceptMemory, expect, expectRegistered, type Pair, signIn, test } from './agent.ts';

const cases: [string, keyof typeof failure, (simulator: Simulator) => Partial<Pair>][] = [
  ['a wrong secret', 'wrong-credentials', () => ({ appSecret: 'wrong' })],
  ['an agent nobody knows', 'unknown-agent', () => ({ userId: 'nobody@demo.in' })],
  [
    'an account without VoIP',
    'voip-not-enabled',
    ({ agents, demo }) => {
      Object.assign(agents.get(demo.userId), { sipId: '', sipSecret: '' });
      return {};
    },
  ],
  [
    'a SIP secret that is hidden',
    'sip-secret-masked',
    ({ faults }) => {
      faults.sipSecret = 'masked';
      return {};
    },
  ],
  [
    'a page of a proxy instead of the service',
    'unreadable-reply',
    ({ faults }) => {
      faults.api.push({ endpoint: '*', count: null, fault: { kind: 'html', status: 200 } });
      return {};
    },
  ],
];

for (const [what, reason, prepare] of cases) {
  test(`${what} is told apart, and the agent can try again`, async ({ simulator, launchOffhook }) => {
    const { desk } = await launchOffhook();
    await acceptMemory(desk);
    await signIn(desk, { ...simulator.demo, ...prepare(simulator) });
    await expect(desk.getByText(failure[reason].title)).toBeVisible();
    await expect(desk.getByRole('button', { name: /^sign in$/i })).toBeEnabled();
  });
}

test('an agent whose id has a plus sign signs in', async ({ simulator, launchOffhook }) => {
  const { desk } = await launchOffhook();
  await acceptMemory(desk);
  await signIn(desk, { ...simulator.demo, userId: 'a+b@c.in' });
  await expectRegistered(desk);
});

test('a wrong SIP secret stops the line and is said, without a loop', async ({
  simulator,
  launchOffhook,
}) => {
  simulator.faults.register.reply = 403;
  const { desk, standin } = await launchOffhook();
  await acceptMemory(desk);
  await signIn(desk, simulator.demo);
  await expect(desk.locator('[data-line="refused"]').first()).toBeVisible();
  const registers = () =>
    simulator.edge.wire.entries.filter(({ text }) => text.startsWith('REGISTER')).length;
  const asked = registers();
  expect(asked).toBeLessThanOrEqual(2);
  // Waking makes the line look to its socket and the desk read the mapping: neither may try the secret again.
  for (const device of ['off', 'sip'] as const) {
    simulator.agents.setActiveDevice(simulator.demo.userId, device);
    await standin((look) => look.power('resume'));
    await expect(desk.locator('[data-effective]').first()).toHaveAttribute('data-effective', device);
  }
  expect(registers()).toBe(asked);
  simulator.faults.register.reply = null;
  await desk.getByRole('button', { name: words.readiness.tryNow }).first().click();
  await expectRegistered(desk);
});

test('a switch of the device shows what the vendor says, also when it was made elsewhere', async ({
  simulator,
  signedIn,
}) => {
  const { desk, standin } = await signedIn();
  const { userId } = simulator.demo;
  const device = desk.locator('[data-effective]').first();
  await expect(device).toHaveAttribute('data-effective', 'sip');
  await desk.getByRole('radio', { name: /my phone/i }).click({ force: true });
  await expect(device).toHaveAttribute('data-effective', 'phone');
  expect(simulator.agents.get(userId).activeDeviceId).toBe(simulator.agents.get(userId).phoneDeviceId);
  simulator.agents.setActiveDevice(userId, 'off');
  await standin((look) => look.power('resume'));
  await expect(device).toHaveAttribute('data-effective', 'off');
  await expectRegistered(desk);
});

test('a token that is over is renewed unseen', async ({ simulator, signedIn }) => {
  const { desk } = await signedIn();
  simulator.tokens.expireAll();
  await desk.getByRole('radio', { name: /my phone/i }).click({ force: true });
  await expect(desk.locator('[data-effective="phone"]').first()).toBeVisible();
});
