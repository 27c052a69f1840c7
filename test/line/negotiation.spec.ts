// Offers and answers while a call goes on: from both sides, at once, refused, lost with a socket, never acknowledged.
import { header } from '../../simulator/sip/message.ts';
import { expect, test } from './fixture.ts';
import { ScriptedCall } from './scripted-call.ts';

function directionOf(sdp: string): string | undefined {
  return /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(sdp)?.[1];
}

test('an edge that sends an INVITE right behind the 200 to REGISTER is answered, and the call goes on', async ({
  line,
  customer,
}) => {
  const { call, callId } = await line.talking(customer);
  let theirs = 0;
  const offer = await customer.offer();
  line.edge.registrar = (request) => {
    line.edge.register(request);
    if (!header(request, 'Authorization') || theirs > 0) return;
    theirs = call.send('INVITE', [], offer);
  };
  await line.registeredAnewBy(() => line.edge.cut());
  const reply = await call.finalReply(theirs, 'INVITE');
  expect([200, 491]).toContain(reply.status);
  if (reply.status === 200) {
    await customer.take(reply.body);
    call.ack();
  }
  // Crossed or not, the agent's own is taken in the end.
  await expect(async () => {
    const { request } = await call.request('INVITE', Math.max(1, call.requests('INVITE').length));
    expect(header(request, 'CSeq')).toContain('INVITE');
  }).toPass();
  const { request } = await call.request('INVITE');
  call.accept(request, await customer.answer(request.body));
  await call.request('ACK');
  expect(line.count('ended')).toBe(0);
  await line.order({ kind: 'hang-up', callId });
  await call.request('BYE');
});

test('an INVITE that crosses the agent’s own hears 491, and the agent’s comes again after its own 491', async ({
  line,
  customer,
}) => {
  const { call } = await line.talking(customer);
  await line.registeredAnewBy(() => line.edge.cut());
  const { request } = await call.request('INVITE');
  expect(await call.replyTo(call.send('INVITE', [], await customer.offer()), 'INVITE')).toBe(491);
  line.edge.reply(request, 491);
  const again = (await call.request('INVITE', 2)).request;
  call.accept(again, await customer.answer(again.body));
  // Accepted, acknowledged, and the other side may ask once more.
  await expect.poll(() => call.requests('ACK').length).toBeGreaterThan(1);
  const reply = await call.finalReply(call.send('INVITE', [], await customer.offer()), 'INVITE');
  expect(reply.status).toBe(200);
  expect(line.count('ended')).toBe(0);
});

for (const status of [500, 503, 302]) {
  test(`a renewal that hears ${status} comes again, and the call goes on`, async ({ line, customer }) => {
    const { call } = await line.talking(customer);
    await line.registeredAnewBy(() => line.edge.cut());
    line.edge.reply((await call.request('INVITE')).request, status);
    const again = (await call.request('INVITE', 2)).request;
    call.accept(again, await customer.answer(again.body));
    await expect.poll(() => call.requests('ACK').length).toBeGreaterThan(1);
    expect(line.count('ended')).toBe(0);
  });
}

test('a renewal that hears 481 ends the call, which is gone at the edge', async ({ line, customer }) => {
  const { call } = await line.talking(customer);
  await line.registeredAnewBy(() => line.edge.cut());
  line.edge.reply((await call.request('INVITE')).request, 481);
  expect(await line.fact('ended')).toMatchObject({ reason: 'failed', code: 481 });
});

test('a second cut during the renewal costs no half minute: it is renewed over the third socket', async ({
  line,
  customer,
}) => {
  const { call } = await line.talking(customer);
  await line.registeredAnewBy(() => line.edge.cut());
  expect((await call.request('INVITE')).socket).toBe(2);
  await line.registeredAnewBy(() => line.edge.cut());
  const { socket, request } = await call.request('INVITE', 2);
  expect(socket).toBe(3);
  call.accept(request, await customer.answer(request.body));
  await call.request('ACK');
});

test('a cut before the ACK is followed by a renewal only once the ACK is here', async ({
  line,
  customer,
}) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  await call.reply(200);
  await line.registeredAnewBy(() => line.edge.cut());
  expect(await call.replyTo(call.send('OPTIONS'), 'OPTIONS')).toBe(200);
  expect(call.requests('INVITE')).toHaveLength(0);
  call.acknowledgeFirst();
  expect((await call.request('INVITE')).socket).toBe(2);
});

test('hold by the other side is answered, and so is the end of it', async ({ line, customer }) => {
  const { call } = await line.talking(customer);
  const held = (await customer.offer()).replace('a=sendrecv', 'a=sendonly');
  const hold = await call.finalReply(call.send('INVITE', [], held), 'INVITE');
  expect([hold.status, directionOf(hold.body)]).toEqual([200, 'recvonly']);
  call.ack();
  const silent = (await customer.offer()).replace('a=sendrecv', 'a=inactive');
  const quiet = await call.finalReply(call.send('INVITE', [], silent), 'INVITE');
  expect([quiet.status, directionOf(quiet.body)]).toEqual([200, 'inactive']);
  call.ack();
  const back = await call.finalReply(call.send('INVITE', [], await customer.offer()), 'INVITE');
  expect([back.status, directionOf(back.body)]).toEqual([200, 'sendrecv']);
});

test('asked for an offer inside the call, it makes one, and takes the answer from the ACK', async ({
  line,
  customer,
}) => {
  const { call } = await line.talking(customer);
  const reply = await call.finalReply(call.send('INVITE'), 'INVITE');
  expect(reply.status).toBe(200);
  call.ack(await customer.answer(reply.body));
  const next = await call.finalReply(call.send('INVITE', [], await customer.offer()), 'INVITE');
  expect(next.status).toBe(200);
  expect(line.faults()).toEqual([]);
});

test('an INVITE inside the call with a foreign body, or an extension required, is refused; the call goes on', async ({
  line,
  customer,
}) => {
  const { call } = await line.talking(customer);
  const foreign = call.send('INVITE', [['Content-Type', 'text/plain']], 'hello');
  expect(await call.replyTo(foreign, 'INVITE')).toBe(415);
  const required = call.send('INVITE', [['Require', 'precondition']], await customer.offer());
  expect(await call.replyTo(required, 'INVITE')).toBe(420);
  const broken = call.send('INVITE', [], (await customer.offer()).replace('s=-\r\n', ''));
  expect(await call.replyTo(broken, 'INVITE')).toBe(488);
  expect(await call.replyTo(call.send('INVITE', [], await customer.offer()), 'INVITE')).toBe(200);
  expect(line.count('ended')).toBe(0);
});

test('a BYE that overtakes the answer to an INVITE leaves neither waiting', async ({ line, customer }) => {
  const { call } = await line.talking(customer);
  const offer = await customer.offer();
  const asked = call.send('INVITE', [], offer);
  const bye = call.send('BYE');
  expect(await call.replyTo(asked, 'INVITE')).toBe(487);
  expect(await call.replyTo(bye, 'BYE')).toBe(200);
  expect((await line.fact('ended')).reason).toBe('hung-up-by-customer');
  expect(line.faults()).toEqual([]);
});

test('of two streams of sound the first is heard, and the second is not', async ({ line, customer }) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer(2) });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  const { body } = await call.reply(200);
  const streams = body.split(/^m=/m).slice(1);
  expect(streams.map(directionOf)).toEqual(['sendrecv', 'inactive']);
  await customer.take(body);
  call.ack();
  await line.fact('media', ({ media }) => media === 'flowing');
  expect(await line.plays()).toBe(1);
});

test.describe('with time passing', () => {
  test.use({ clock: true });

  test('an INVITE inside the call whose 200 is never acknowledged ends the call by BYE', async ({
    line,
    customer,
  }) => {
    const { call } = await line.talking(customer);
    expect(await call.replyTo(call.send('INVITE', [], await customer.offer()), 'INVITE')).toBe(200);
    await line.pass(34_000);
    await call.request('BYE');
    expect((await line.fact('ended')).reason).toBe('failed');
  });
});
