// How calls end: by whom, how late, how often told; and what is owed to the edge when a socket dies meanwhile.
import { SyntheticDescription } from '../../simulator/sip/sdp.ts';
import { expect, test } from './fixture.ts';
import { ScriptedCall } from './scripted-call.ts';

const offer = new SyntheticDescription().text('sendrecv', 'actpass');

test('a BYE lost in a dying socket is said again over the next, until it is answered', async ({
  line,
  customer,
}) => {
  const { call, callId } = await line.talking(customer);
  line.edge.answersBye = false;
  await line.order({ kind: 'hang-up', callId });
  expect((await call.request('BYE')).socket).toBe(1);
  await line.fact('ended');
  await line.registeredAnewBy(() => line.edge.cut());
  expect((await call.request('BYE', 2)).socket).toBe(2);
  line.edge.answersBye = true;
  await line.registeredAnewBy(() => line.edge.cut());
  expect((await call.request('BYE', 3)).socket).toBe(3);
  await line.registeredAnewBy(() => line.edge.cut());
  expect(call.requests('BYE')).toHaveLength(3);
  expect(line.count('ended')).toBe(1);
});

test('a BYE before the answer ends the ring', async ({ line }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: offer });
  await line.fact('invited');
  await call.reply(180);
  const bye = call.send('BYE');
  expect(await call.replyTo(bye, 'BYE')).toBe(200);
  await call.reply(487);
  expect(await line.fact('ended')).toMatchObject({ reason: 'caller-gave-up', code: 487 });
});

test('a hang-up before the ACK waits for it, and then says BYE', async ({ line }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: offer });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  await call.reply(200);
  await line.fact('accepted');
  await line.order({ kind: 'hang-up', callId });
  await line.fact('ended');
  expect(call.requests('BYE')).toHaveLength(0);
  call.ack();
  await call.request('BYE');
});

test.describe('with time passing', () => {
  test.use({ clock: true });

  test('a call nobody takes ends after two minutes', async ({ line }) => {
    await line.registered();
    const call = new ScriptedCall(line.edge, { sdp: offer });
    await line.fact('invited');
    await line.pass(118_000);
    expect(line.count('ended')).toBe(0);
    await line.pass(4_000);
    await call.reply(480);
    expect((await line.fact('ended')).reason).toBe('not-answered');
  });

  test('a BYE before the ACK, and no ACK ever, is no fault half a minute later', async ({ line }) => {
    await line.registered();
    const call = new ScriptedCall(line.edge, { sdp: offer });
    const { callId } = await line.fact('invited');
    await line.order({ kind: 'answer', callId });
    await call.reply(200);
    expect(await call.replyTo(call.send('BYE'), 'BYE')).toBe(200);
    expect((await line.fact('ended')).reason).toBe('hung-up-by-customer');
    await line.pass(36_000);
    expect(line.faults()).toEqual([]);
    expect(call.requests('BYE')).toHaveLength(0);
    expect(line.count('ended')).toBe(1);
  });

  test('an answer never acknowledged ends by BYE after half a minute', async ({ line }) => {
    await line.registered();
    const call = new ScriptedCall(line.edge, { sdp: offer });
    const { callId } = await line.fact('invited');
    await line.order({ kind: 'answer', callId });
    await call.reply(200);
    await line.pass(36_000);
    await call.request('BYE');
    expect((await line.fact('ended')).reason).toBe('failed');
  });
});

test.describe('with a microphone that never opens', () => {
  test.use({
    clock: true,
    before: 'navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);',
  });

  test('an answer that takes too long ends with a reason', async ({ line }) => {
    await line.registered();
    const call = new ScriptedCall(line.edge, { sdp: offer });
    const { callId } = await line.fact('invited');
    await line.order({ kind: 'answer', callId });
    await line.pass(14_000);
    await call.reply(480);
    expect((await line.fact('ended')).reason).toBe('microphone-busy');
  });
});

test.describe('with a key that never comes', () => {
  test.use({
    clock: true,
    before: 'RTCPeerConnection.generateCertificate = () => new Promise(() => undefined);',
  });

  test('an answer that takes too long ends with a reason', async ({ line }) => {
    await line.registered();
    const call = new ScriptedCall(line.edge, { sdp: offer });
    const { callId } = await line.fact('invited');
    await line.order({ kind: 'answer', callId });
    await line.pass(14_000);
    await call.reply(480);
    expect((await line.fact('ended')).reason).toBe('media-failed');
  });
});
