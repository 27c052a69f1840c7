// Calls that never ring: each is answered as it should be, and each is told, so that none is lost without a word.

import { header } from '../../simulator/sip/message.ts';
import { SyntheticDescription } from '../../simulator/sip/sdp.ts';
import { expect, test } from './fixture.ts';
import { ScriptedCall } from './scripted-call.ts';

const offer = new SyntheticDescription().text('sendrecv', 'actpass');

test('a caller without a display name rings like any other', async ({ line }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: offer, from: '<sip:+919876543210@pstn.example>' });
  await call.reply(180);
  expect((await line.fact('invited')).from).toEqual({ displayName: '', user: '+919876543210' });
});

for (const from of ['"Ravi" <tel:+919876543210>', '<sip:+919876543210@pstn.example>;']) {
  test(`a call from ${from}, which cannot be read, hears 400 and is told as missed`, async ({ line }) => {
    await line.registered();
    const call = new ScriptedCall(line.edge, { sdp: offer, from });
    await call.reply(400);
    const refused = await line.fact('refused');
    expect(refused).toMatchObject({ reason: 'call-unreadable', code: 400, callSid: 'abc123sid' });
    expect(refused.from.user).toBe('+919876543210');
    await line.fact('fault', ({ detail }) => detail.includes('400'));
    expect(line.count('invited')).toBe(0);
  });
}

test('another request that cannot be read hears 400, and no call is told', async ({ line }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: offer, from: '<tel:+919876543210>' });
  await call.reply(400);
  await line.fact('refused');
  expect(await call.replyTo(call.send('OPTIONS'), 'OPTIONS')).toBe(400);
  // The line tells in the order in which it takes in: a call would have been told by then.
  await line.fact('fault', ({ detail }) => detail.includes('OPTIONS'));
  expect(line.count('refused')).toBe(1);
});

const refused = [
  {
    what: 'without audio',
    sdp: offer.replace('m=audio', 'm=video'),
    status: 488,
    reason: 'no-audio-offered',
  },
  {
    what: 'with unencrypted audio',
    sdp: offer.replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'),
    status: 488,
    reason: 'audio-unsupported',
  },
  {
    what: 'with codecs nobody has',
    sdp: offer.replace(/SAVPF .*/, 'SAVPF 18').replace(/a=(rtpmap|fmtp).*\r\n/g, ''),
    status: 488,
    reason: 'audio-unsupported',
  },
  {
    what: 'that requires an extension',
    sdp: offer,
    headers: [['Require', '100rel']],
    status: 420,
    reason: 'call-unsupported',
  },
  {
    what: 'with a body of another kind',
    sdp: 'hello',
    headers: [['Content-Type', 'text/plain']],
    status: 415,
    reason: 'call-unsupported',
  },
] as const;

for (const { what, status, reason, ...options } of refused) {
  test(`a call ${what} never rings, hears ${status}, and the log says why`, async ({ line }) => {
    await line.registered();
    const call = new ScriptedCall(line.edge, options);
    await call.reply(status);
    expect(await line.fact('refused')).toMatchObject({
      reason,
      code: status,
      from: { displayName: '09876543210', user: 'trunk' },
    });
    expect(call.replies(180)).toBe(0);
    expect(line.count('invited')).toBe(0);
    await line.fact('fault', ({ detail }) => detail.includes(`${status}`));
  });
}

test('what is required is named in the refusal', async ({ line }) => {
  await line.registered();
  const headers = [['Require', 'timer, 100rel']] as const;
  const reply = await new ScriptedCall(line.edge, { sdp: offer, headers }).reply(420);
  expect(header(reply, 'Unsupported')).toBe('timer, 100rel');
});

for (const type of ['application/sdp;charset=utf-8', 'APPLICATION/SDP']) {
  test(`a description sent as ${type} is talked on, in the INVITE and in the ACK`, async ({
    line,
    customer,
  }) => {
    await line.registered();
    const headers = [['Content-Type', type]] as const;
    const call = new ScriptedCall(line.edge, { sdp: await customer.offer(), headers });
    const first = await line.fact('invited');
    await line.order({ kind: 'answer', callId: first.callId });
    await customer.take((await call.reply(200)).body);
    call.ack();
    await line.fact('media', ({ media }) => media === 'flowing');
    expect(line.faults()).toEqual([]);
  });
}

test('an ACK whose answer has a type with a parameter is taken', async ({ line, customer }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: null });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  const answer = await customer.answer((await call.reply(200)).body);
  call.ack(answer, [['Content-Type', 'application/sdp;charset=utf-8']]);
  await line.fact('media', ({ media }) => media === 'flowing');
});

test('an INVITE that may ring for months rings', async ({ line }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: offer, headers: [['Expires', '3000000']] });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'decline', callId });
  await call.reply(486);
  expect((await line.fact('ended')).reason).toBe('declined');
});

test('PRACK, which is not had, is neither claimed nor left without a reply', async ({ line, customer }) => {
  const { call } = await line.talking(customer);
  const reply = await call.finalReply(call.send('PRACK', [['RAck', '1 1 INVITE']]), 'PRACK');
  expect(reply.status).toBe(405);
  expect(header(reply, 'Allow')).not.toContain('PRACK');
  expect(header(await call.reply(200), 'Allow')).not.toContain('PRACK');
});

test('no extension is claimed that is not had', async ({ line, customer }) => {
  const { call } = await line.talking(customer);
  expect(header(await call.reply(200), 'Supported')).toBe('');
});

test.describe('when the phone itself breaks while a call comes in', () => {
  test.use({ before: 'window.Audio = class { constructor() { throw new Error("no loudspeaker"); } };' });

  test('the caller hears 500, and the call is told as missed', async ({ line }) => {
    await line.registered();
    const call = new ScriptedCall(line.edge, { sdp: offer });
    await call.reply(500);
    expect(await line.fact('ended')).toMatchObject({ reason: 'phone-fault', code: 500 });
    await line.fact('fault', ({ detail }) => detail.includes('no loudspeaker'));
  });
});

test.describe('when the phone breaks before it knows of a call', () => {
  test.use({
    before: `
      const make = crypto.randomUUID.bind(crypto);
      crypto.randomUUID = () => {
        if (!window.breaks) return make();
        window.breaks = false;
        throw new Error('no number');
      };
    `,
  });

  test('the caller hears 500, and the call is told as missed', async ({ line }) => {
    await line.registered();
    await line.page.evaluate(() => Object.assign(window, { breaks: true }));
    const call = new ScriptedCall(line.edge, { sdp: offer });
    await call.reply(500);
    const refused = await line.fact('refused');
    expect(refused).toMatchObject({ reason: 'phone-fault', code: 500, callSid: 'abc123sid' });
  });
});
