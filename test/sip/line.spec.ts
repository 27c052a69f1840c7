// The line window alone against a real edge: registration, calls from a telephone, and an edge that dies.
import type { Page } from '@playwright/test';
import { agentHz, expect, telephoneHz, test } from './fixture.ts';
import { type LinePage, openLine } from './page/line-page.ts';
import type { Rig } from './rig.ts';

const customer = '+919812345678';

async function register(line: LinePage, rig: Rig, sipSecret = 'right-secret'): Promise<void> {
  await line.order({
    kind: 'register',
    account: { sipUrl: rig.sipUrl, sipDomain: rig.domain, sipUser: 'agent1', sipSecret, stunServers: [] },
  });
}

async function registered(line: LinePage, rig: Rig): Promise<void> {
  await register(line, rig);
  await line.fact('state', ({ state }) => state.kind === 'registered');
}

async function rung(line: LinePage, rig: Rig): Promise<string> {
  await registered(line, rig);
  await rig.telephone.dial('agent1', { from: customer });
  const { callId } = await line.fact('invited');
  await rig.telephone.events.wait('ringing tone', ({ type }) => type === 'CALL_RINGING');
  return callId;
}

async function talking(line: LinePage, rig: Rig): Promise<string> {
  const callId = await rung(line, rig);
  await line.order({ kind: 'answer', callId });
  await line.fact('established');
  await rig.telephone.events.wait('answer', ({ type }) => type === 'CALL_ESTABLISHED');
  return callId;
}

async function bothHear(page: Page, rig: Rig): Promise<void> {
  const off = () => page.evaluate((hz) => Math.abs((window.playedHz?.() ?? 0) - hz), telephoneHz);
  await expect.poll(off, { message: `the agent hears ${telephoneHz} Hz` }).toBeLessThan(15);
  await rig.telephone.hears(agentHz);
}

/** What the phone knows, the edge's log may yet have to say. */
function outcome(rig: Rig, wanted: 'registered' | 'wrong-password') {
  return rig.edge.events.wait(wanted, (seen) => seen.event === 'register' && seen.outcome === wanted);
}

function closed(rig: Rig) {
  return rig.telephone.events.wait('end at the telephone', ({ type }) => type === 'CALL_CLOSED');
}

test('registers by digest, for as long as the edge says', async ({ rig, line }) => {
  await registered(line, rig);
  await outcome(rig, 'registered');
  const outcomes = rig.edge.events.all.flatMap((seen) => (seen.event === 'register' ? [seen.outcome] : []));
  expect(outcomes).toEqual(['challenged', 'registered']);
  expect(await rig.edge.contactsOf('agent1')).toHaveLength(1);
  const { state } = await line.fact('state', (fact) => fact.state.kind === 'registered');
  if (state.kind !== 'registered') throw new Error('not registered');
  expect(state.expiresAt - state.since).toBe(300_000);
});

test('is rung by a telephone, answers, hears the caller and is heard', async ({ rig, line }) => {
  const callId = await rung(line, rig);
  const invited = await line.fact('invited');
  expect(invited.from).toEqual({ displayName: customer, user: customer });
  expect(invited.callSid).toMatch(/^[0-9a-f]{32}$/);
  await line.order({ kind: 'answer', callId });
  await line.fact('media', ({ media }) => media === 'flowing');
  await bothHear(line.page, rig);
  expect((await line.fact('figures', ({ figures }) => figures.codec !== null)).figures.codec).toMatch(
    /pcmu/i,
  );
});

test('the customer hangs up', async ({ rig, line }) => {
  await talking(line, rig);
  await rig.telephone.hangUp();
  expect((await line.fact('ended')).reason).toBe('hung-up-by-customer');
});

test('the agent hangs up', async ({ rig, line }) => {
  const callId = await talking(line, rig);
  await line.order({ kind: 'hang-up', callId });
  await rig.edge.events.wait(
    'BYE',
    (seen) => seen.event === 'request' && seen.method === 'BYE' && seen.by === 'ws',
  );
  await closed(rig);
  expect((await line.fact('ended')).reason).toBe('hung-up-by-agent');
});

test('declines, and the telephone is told busy', async ({ rig, line }) => {
  const callId = await rung(line, rig);
  await line.order({ kind: 'decline', callId });
  expect((await closed(rig)).param).toMatch(/^486 /);
  expect((await line.fact('ended')).reason).toBe('declined');
});

test('the caller gives up while it rings', async ({ rig, line }) => {
  await rung(line, rig);
  await rig.telephone.hangUp();
  expect((await line.fact('ended')).reason).toBe('caller-gave-up');
});

test('a wrong password stops and says so, and is not tried again', async ({ rig, line }) => {
  await register(line, rig, 'wrong-secret');
  const { state } = await line.fact('state', (fact) => fact.state.kind === 'refused');
  expect(state).toMatchObject({ trouble: 'wrong-secret' });
  await outcome(rig, 'wrong-password');
  const since = rig.edge.events.mark;
  await rig.edge.events.never('REGISTER', (seen) => seen.event === 'register', { since, forMs: 2_000 });
  expect(rig.edge.events.all.filter((seen) => seen.event === 'register')).toHaveLength(2);
});

test('an idle line whose edge dies is registered again once the edge is back', async ({ rig, line }) => {
  await registered(line, rig);
  const since = line.facts.mark;
  await rig.edge.kill();
  await line.fact('state', ({ state }) => state.kind === 'waiting', { since });
  await rig.edge.start();
  await line.fact('state', ({ state }) => state.kind === 'registered', { since });
  await rig.telephone.dial('agent1');
  await line.fact('invited');
});

test('a call lives on while the edge is down, and the agent hangs up over the new one', async ({
  rig,
  line,
}) => {
  const callId = await talking(line, rig);
  await bothHear(line.page, rig);
  const since = line.facts.mark;
  await rig.edge.kill();
  await line.fact('state', ({ state }) => state.kind === 'waiting', { since });
  await bothHear(line.page, rig);
  await rig.edge.start();
  await line.fact('state', ({ state }) => state.kind === 'registered', { since });
  await bothHear(line.page, rig);
  expect(line.facts.all.some(({ kind }) => kind === 'ended')).toBe(false);
  await line.order({ kind: 'hang-up', callId });
  await closed(rig);
  expect((await line.fact('ended')).reason).toBe('hung-up-by-agent');
});

test('a call outlives the edge, and the customer hangs up over the new one', async ({ rig, line }) => {
  await talking(line, rig);
  await rig.edge.kill();
  await rig.edge.start();
  // The line renews the call, so that the telephone learns where the agent is now.
  await rig.edge.events.wait(
    'renewal of the call',
    (seen) => seen.event === 'reply' && seen.method === 'INVITE' && seen.by === 'udp' && seen.code === 200,
  );
  await bothHear(line.page, rig);
  await rig.telephone.hangUp();
  expect((await line.fact('ended')).reason).toBe('hung-up-by-customer');
});

test('the newest registration is the one that rings', async ({ rig, line, browser, built }) => {
  await registered(line, rig);
  const newer = await openLine(browser, built);
  await registered(newer, rig);
  expect(await rig.edge.contactsOf('agent1')).toHaveLength(1);
  await rig.telephone.dial('agent1');
  await newer.fact('invited');
  expect(line.facts.all.some(({ kind }) => kind === 'invited')).toBe(false);
  await newer.close();
});
