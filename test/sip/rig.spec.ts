// The rig itself: what it shows is true of the edge and the telephone, without Offhook.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openPlainAgent } from './page/serve.ts';
import { startRig } from './rig.ts';
import { writeTone } from './tone.ts';

const domain = 'acme1.voip.exotel.com';
const agentHz = 1000;

test('a telephone and a plain SIP.js agent hear each other’s tone through the edge', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-voice-'));
  const rig = await startRig({ domain, agents: [{ user: 'agent1', password: 'right' }] });
  const microphone = join(folder, 'agent.wav');
  await writeTone(microphone, {
    hz: agentHz,
    seconds: 10,
    sampleRate: 48_000,
    beat: { onMs: 300, offMs: 200 },
  });
  const { page, close } = await openPlainAgent(microphone);
  try {
    await page.evaluate(([url, sipDomain]) => window.plainAgent.register(url, 'agent1', sipDomain, 'right'), [
      rig.sipUrl,
      domain,
    ] as const);
    await rig.edge.events.wait(
      'registration',
      (seen) => seen.event === 'register' && seen.outcome === 'registered',
    );
    expect(await rig.edge.contactsOf('agent1')).toHaveLength(1);

    await rig.telephone.dial('agent1');
    await page.evaluate(() => window.plainAgent.answer());
    await rig.telephone.events.wait('answer', (seen) => seen.type === 'CALL_ESTABLISHED');
    await expect.poll(() => page.evaluate(() => window.plainAgent.heardHz())).toBeCloseTo(440, -1.5);
    await rig.telephone.hears(agentHz);

    await page.evaluate(() => window.plainAgent.hangUp());
    await rig.telephone.events.wait('hang-up', (seen) => seen.type === 'CALL_CLOSED');
  } finally {
    await close();
    await rig.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
