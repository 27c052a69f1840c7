// A call over the line window: rung, answered, talked on, ended by either side, and everything that may go wrong.
import { header } from '../../simulator/sip/message.ts';
import { expect, test } from './fixture.ts';
import { ScriptedCall } from './scripted-call.ts';

test('rings, answers fast, and both sides hear each other', async ({ line, customer }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  await call.reply(180);
  const invited = await line.fact('invited');
  expect(invited).toMatchObject({
    callSid: 'abc123sid',
    from: { displayName: '09876543210', user: 'trunk' },
  });
  await line.prepared();
  await line.order({ kind: 'answer', callId: invited.callId });
  await line.order({ kind: 'answer', callId: invited.callId });
  const ok = await call.reply(200);
  await customer.take(ok.body);
  call.ack();
  const accepted = await line.fact('accepted');
  // Measured, not promised: far above what it takes, far below what making an answer now would.
  expect(accepted.afterMs).toBeLessThan(100);
  await line.fact('established');
  await line.fact('media', ({ media }) => media === 'flowing');
  const figures = await line.fact(
    'figures',
    ({ figures: seen }) => seen.energyReceived > 0 && seen.energySent > 0,
  );
  expect(figures.figures.codec).not.toBeNull();
  await expect.poll(() => customer.energyHeard()).toBeGreaterThan(0);

  await line.order({ kind: 'hang-up', callId: invited.callId });
  await call.request('BYE');
  expect((await line.fact('ended')).reason).toBe('hung-up-by-agent');
  expect(line.count('accepted')).toBe(1);
  expect(line.count('ended')).toBe(1);
  expect(line.faults()).toEqual([]);
});

test('ends when the customer hangs up', async ({ line, customer }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  await customer.take((await call.reply(200)).body);
  call.ack();
  await line.fact('established');
  const bye = call.send('BYE');
  expect(await call.replyTo(bye, 'BYE')).toBe(200);
  expect((await line.fact('ended')).reason).toBe('hung-up-by-customer');
});

test('declining says 486, once', async ({ line, customer }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'decline', callId });
  await line.order({ kind: 'decline', callId });
  await call.reply(486);
  call.ack();
  expect(await line.fact('ended')).toMatchObject({ reason: 'declined', code: 486 });
  expect(line.count('ended')).toBe(1);
});

test('a caller who gives up is told from a call taken elsewhere', async ({ line, customer }) => {
  await line.registered();
  const sdp = await customer.offer();
  const given = new ScriptedCall(line.edge, { sdp });
  const first = await line.fact('invited');
  await given.reply(180);
  given.cancel();
  await given.reply(487);
  await line.fact('ended', ({ callId, reason }) => callId === first.callId && reason === 'caller-gave-up');
  const taken = new ScriptedCall(line.edge, { sdp });
  const second = await line.fact('invited', ({ callId }) => callId !== first.callId);
  await taken.reply(180);
  taken.cancel('SIP;cause=200;text="Call completed elsewhere"');
  await line.fact(
    'ended',
    ({ callId, reason }) => callId === second.callId && reason === 'answered-elsewhere',
  );
});

test('a CANCEL that races the answer leaves one clean end', async ({ line, customer }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await Promise.all([line.order({ kind: 'answer', callId }), Promise.resolve(call.cancel())]);
  const final = await call.reply(200, 487);
  call.ack();
  if (final.status === 200) await call.replyTo(call.send('BYE'), 'BYE');
  await line.fact('ended');
  expect(line.count('ended')).toBe(1);
});

test('a second caller hears busy while the first call goes on', async ({ line, customer }) => {
  await line.registered();
  const sdp = await customer.offer();
  const call = new ScriptedCall(line.edge, { sdp });
  const first = await line.fact('invited');
  await line.order({ kind: 'answer', callId: first.callId });
  await call.reply(200);
  call.ack();
  const other = new ScriptedCall(line.edge, { sdp });
  const second = await line.fact('invited', ({ callId }) => callId !== first.callId);
  await line.order({ kind: 'refuse-busy', callId: second.callId });
  await other.reply(486);
  expect((await line.fact('ended')).callId).toBe(second.callId);
});

test('an INVITE without SDP is answered with our own offer', async ({ line, customer }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: null });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  call.ack(await customer.answer((await call.reply(200)).body));
  await line.fact('established');
  await line.fact('media', ({ media }) => media === 'flowing');
});

test('a hostile name rings like any other, capped', async ({ line, customer }) => {
  await line.registered();
  const displayName = `<img src=x onerror=alert(1)>\u202E${'अ'.repeat(10_000)}`;
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer(), displayName });
  await call.reply(180);
  const { from } = await line.fact('invited');
  expect(from.displayName.length).toBe(4096);
  expect(from.displayName.startsWith('<img')).toBe(true);
});

test('asked to transfer by itself, the phone says 603 and talks on', async ({ line, customer }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  await customer.take((await call.reply(200)).body);
  call.ack();
  await line.fact('established');
  const refer = call.send('REFER', [['Refer-To', '<sip:premium@example.com>']]);
  expect(await call.replyTo(refer, 'REFER')).toBe(603);
  expect(await call.replyTo(call.send('OPTIONS'), 'OPTIONS')).toBe(200);
  expect(await call.replyTo(call.send('MESSAGE'), 'MESSAGE')).toBe(200);
  const renewed = call.send('INVITE', [], await customer.offer());
  expect(await call.replyTo(renewed, 'INVITE')).toBe(200);
  expect(line.count('ended')).toBe(0);
});

test.describe('without a microphone', () => {
  test.use({
    before: `navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('Permission denied', 'NotAllowedError');
    };`,
  });

  test('it still rings, and answering tells both sides the truth', async ({ line, customer }) => {
    await line.registered();
    const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
    const { callId } = await line.fact('invited');
    await line.fact('microphone', ({ microphone }) => microphone === 'denied');
    await line.order({ kind: 'answer', callId });
    const refused = await call.reply(480);
    expect(header(refused, 'Reason')).toContain('Microphone not available');
    expect((await line.fact('ended')).reason).toBe('microphone-denied');
  });
});
