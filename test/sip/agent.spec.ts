// An agent at the whole app, rung by a real telephone over a real SIP edge.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../simulator/simulator.ts';
import { acceptMemory, expectRegistered, signIn, turnElsewhere } from '../e2e/agent.ts';
import { test as base, expect, type Offhook } from '../e2e/offhook.ts';
import { agentHz, telephoneHz } from './fixture.ts';
import { notePlayed } from './page/played.ts';
import { type Rig, startRig } from './rig.ts';
import { writeTone } from './tone.ts';

const customer = '+919812345678';
const sipUser = 'agent1';
const sipSecret = 'RigSecret1';

interface Desk {
  rig: Rig;
  offhook: Offhook;
}

const test = base.extend<{ desk: Desk }>({
  desk: async ({ launchOffhook }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'offhook-agent-'));
    const voice = join(folder, 'agent.wav');
    await writeTone(voice, { hz: agentHz, seconds: 10, sampleRate: 48_000, beat: { onMs: 300, offMs: 200 } });
    const simulator = await startSimulator();
    const { demo, agents } = simulator;
    Object.assign(agents.get(demo.userId), { sipId: `sip:${sipUser}`, sipSecret });
    const domain = 'offhookdemo1.voip.exotel.com';
    const rig = await startRig({ domain, agents: [{ user: sipUser, password: sipSecret }] });
    const offhook = await launchOffhook({
      env: { OFFHOOK_STANDIN_AUDIO_FILE: voice },
      allowed: [/WebSocket/],
    });
    await offhook.app.context().addInitScript(notePlayed);
    await acceptMemory(offhook.desk);
    await signIn(offhook.desk, { ...demo, region: { ...demo.region, sipUrl: rig.sipUrl } });
    await expectRegistered(offhook.desk);
    await turnElsewhere(offhook);
    await use({ rig, offhook });
    await offhook.close();
    await rig.stop();
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  },
});

function currentCall({ offhook }: Desk) {
  return offhook.desk.locator('#current-call');
}

async function rung({ rig, offhook }: Desk): Promise<void> {
  await rig.telephone.dial(sipUser, { from: customer });
  await expect(offhook.popup.getByRole('button', { name: /^answer/i })).toBeVisible();
  await rig.telephone.events.wait('ringing tone', ({ type }) => type === 'CALL_RINGING');
}

/** Presses a button of the popup until it is heeded: it takes no press in its first 400 ms. */
async function press(desk: Desk, name: RegExp, phase: RegExp): Promise<void> {
  const button = desk.offhook.popup.getByRole('button', { name });
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 500 });
    await expect(currentCall(desk)).toHaveAttribute('data-phase', phase, { timeout: 200 });
  }).toPass({ timeout: 8_000 });
}

async function talking(desk: Desk): Promise<void> {
  await rung(desk);
  await press(desk, /^answer/i, /answering|talking/);
  await expect(currentCall(desk)).toHaveAttribute('data-phase', 'talking');
}

async function bothHear({ rig, offhook }: Desk): Promise<void> {
  const { line } = offhook;
  const off = () => line.evaluate((hz) => Math.abs((window.playedHz?.() ?? 0) - hz), telephoneHz);
  await expect.poll(off, { message: `the agent hears ${telephoneHz} Hz` }).toBeLessThan(15);
  await rig.telephone.hears(agentHz);
}

function closed({ rig }: Desk) {
  return rig.telephone.events.wait('end at the telephone', ({ type }) => type === 'CALL_CLOSED');
}

test('is rung by a telephone, answers in the popup, hears and is heard; the customer hangs up', async ({
  desk,
}) => {
  await talking(desk);
  await bothHear(desk);
  await desk.rig.telephone.hangUp();
  await expect(currentCall(desk)).toHaveAttribute('data-phase', 'ended');
  await expect(desk.offhook.desk.locator('[data-outcome="answered"]')).toContainText('098123 45678');
});

/** Presses Hang up in the desk until it is heeded: it takes no press in its first 400 ms. */
async function hangUp(desk: Desk): Promise<void> {
  const button = desk.offhook.desk.getByRole('button', { name: /hang up/i });
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 500 });
    await expect(currentCall(desk)).toHaveAttribute('data-phase', /ending|ended/, { timeout: 500 });
  }).toPass({ timeout: 5_000 });
}

test('hangs up in the desk, and the telephone is released', async ({ desk }) => {
  await talking(desk);
  await hangUp(desk);
  await closed(desk);
  await expect(currentCall(desk)).toHaveAttribute('data-phase', 'ended');
});

test('declines in the popup, and the telephone is told busy', async ({ desk }) => {
  await rung(desk);
  await press(desk, /^decline/i, /ending|ended/);
  expect(JSON.stringify(await closed(desk))).toContain('486');
});

test('the caller gives up, and the ring is gone from popup and desk', async ({ desk }) => {
  await rung(desk);
  await desk.rig.telephone.hangUp();
  await expect(desk.offhook.popup.getByRole('button', { name: /^answer/i })).toHaveCount(0);
  await expect(desk.offhook.desk.locator('[data-outcome="missed"]')).toHaveCount(1);
});

test('the edge is killed and comes back in a call: both still hear, and the agent can hang up', async ({
  desk,
}) => {
  await talking(desk);
  await desk.rig.edge.kill();
  await expect(desk.offhook.desk.locator('[data-line="registered"]')).toHaveCount(0);
  await bothHear(desk);
  await desk.rig.edge.start();
  await expectRegistered(desk.offhook.desk);
  await expect(currentCall(desk)).toHaveAttribute('data-phase', 'talking');
  await hangUp(desk);
  await closed(desk);
});
