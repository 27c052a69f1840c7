// The rig itself: what it shows is true of the edge and the telephone, without Offhook.
import { agentHz, expect, telephoneHz, test } from './fixture.ts';
import { openPlainAgent } from './page/plain-page.ts';

test('a telephone and a plain SIP.js agent hear each other’s tone through the edge', async ({
  rig,
  browser,
}) => {
  const { page, close } = await openPlainAgent(browser);
  await page.evaluate(([url, domain]) => window.plainAgent.register(url, 'agent1', domain, 'right-secret'), [
    rig.sipUrl,
    rig.domain,
  ] as const);
  await rig.edge.events.wait(
    'registration',
    (seen) => seen.event === 'register' && seen.outcome === 'registered',
  );
  expect(await rig.edge.contactsOf('agent1')).toHaveLength(1);

  await rig.telephone.dial('agent1');
  await page.evaluate(() => window.plainAgent.answer());
  await rig.telephone.events.wait('answer', (seen) => seen.type === 'CALL_ESTABLISHED');
  await expect.poll(() => page.evaluate(() => Math.abs((window.playedHz?.() ?? 0) - 440))).toBeLessThan(15);
  await rig.telephone.hears(agentHz);
  // Nothing the customer says comes back: the tone that is heard is the agent's own.
  expect((await rig.telephone.heard(telephoneHz)).toneSeconds).toBe(0);

  await page.evaluate(() => window.plainAgent.hangUp());
  await rig.telephone.events.wait('hang-up', (seen) => seen.type === 'CALL_CLOSED');
  await close();
});

test('nobody registers with a wrong password, and an agent who is not there rings nobody', async ({
  rig,
  browser,
}) => {
  const { page, close } = await openPlainAgent(browser);
  await page.evaluate(([url, domain]) => window.plainAgent.register(url, 'agent1', domain, 'wrong-secret'), [
    rig.sipUrl,
    rig.domain,
  ] as const);
  await rig.edge.events.wait(
    'refusal',
    (seen) => seen.event === 'register' && seen.outcome === 'wrong-password',
  );
  expect(await rig.edge.contactsOf('agent1')).toEqual([]);
  await rig.telephone.dial('agent1');
  const closed = await rig.telephone.events.wait('end', (seen) => seen.type === 'CALL_CLOSED');
  expect(closed.param).toBe('404 Not Found');
  await close();
});
