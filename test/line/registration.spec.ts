// The line stays registered: wrong secrets, cut sockets, busy edges, sign-out; and an answered call outlives it all.
import { header } from '../../simulator/sip/message.ts';
import { ScriptedCall } from './edge.ts';
import { expect, test } from './fixture.ts';

test('a wrong secret stops and says so, and nothing is tried again by itself', async ({ line }) => {
  await line.register('wrong');
  const { state } = await line.fact('state', (fact) => fact.state.kind === 'refused');
  expect(state).toMatchObject({ kind: 'refused', trouble: 'wrong-secret', code: 401 });
  await line.page.waitForTimeout(700);
  expect(line.edge.count((message) => message.kind === 'request')).toBe(2);
});

test('an idle line whose socket is cut is back at once, at the same address', async ({ line }) => {
  await line.registered();
  const { contact } = line.edge;
  const before = line.facts.entries.length;
  const cutAt = Date.now();
  line.edge.cut();
  await line.facts.waitFor(
    ({ fact, index }) => index >= before && fact.kind === 'state' && fact.state.kind === 'registered',
  );
  expect(Date.now() - cutAt).toBeLessThan(600);
  expect(line.edge.contact).toBe(contact);
  expect(line.edge.sockets).toBe(2);
});

test('a call that rings ends with its socket, and may ring again over the next', async ({
  line,
  customer,
}) => {
  await line.registered();
  const sdp = await customer.offer();
  const call = new ScriptedCall(line.edge, { sdp });
  const { callId } = await line.fact('invited');
  const before = line.facts.entries.length;
  line.edge.cut();
  expect((await line.fact('ended')).reason).toBe('line-lost');
  await line.facts.waitFor(
    ({ fact, index }) => index >= before && fact.kind === 'state' && fact.state.kind === 'registered',
  );
  call.ringAgain(sdp);
  await line.fact('invited', (again) => again.callId !== callId);
});

test('an answered call outlives its socket: renewed, then hung up, over the new one', async ({
  line,
  customer,
}) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  await customer.take((await call.reply(200)).body);
  call.ack();
  await line.fact('media', ({ media }) => media === 'flowing');
  line.edge.cut();
  const { socket, request } = await call.request('INVITE');
  expect(socket).toBe(2);
  line.edge.reply(
    request,
    200,
    [
      ['Contact', '<sip:edge@edge.invalid;transport=ws>'],
      ['Content-Type', 'application/sdp'],
    ],
    await customer.answer(request.body),
  );
  await call.request('ACK');
  expect(line.count('ended')).toBe(0);
  await line.order({ kind: 'hang-up', callId });
  expect((await call.request('BYE')).socket).toBe(2);
  expect((await line.fact('ended')).reason).toBe('hung-up-by-agent');
});

test('hanging up without a socket ends at once, and the edge is told as soon as it is back', async ({
  line,
  customer,
}) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  await customer.take((await call.reply(200)).body);
  call.ack();
  await line.fact('established');
  line.edge.refuse = { status: 503, retryAfter: 1 };
  line.edge.cut();
  await line.fact('state', ({ state }) => state.kind === 'waiting');
  await line.order({ kind: 'hang-up', callId });
  await line.fact('ended');
  line.edge.refuse = null;
  await call.request('BYE');
});

test('an edge that asks for patience gets it', async ({ line }) => {
  line.edge.refuse = { status: 503, retryAfter: 2 };
  await line.register();
  const { state } = await line.fact('state', (fact) => fact.state.kind === 'waiting');
  if (state.kind !== 'waiting') throw new Error('not waiting');
  expect(state.trouble).toBe('server-error');
  expect(state.retryAt - Date.now()).toBeGreaterThan(1_500);
  line.edge.refuse = null;
  await line.fact('state', (fact) => fact.state.kind === 'registered');
  expect(line.edge.sockets).toBe(1);
});

test('signing out unregisters and hangs up', async ({ line }) => {
  await line.registered();
  await line.order({ kind: 'unregister' });
  await line.fact('state', ({ state }) => state.kind === 'off');
  await line.edge.expect(
    'unregister',
    (message) => message.kind === 'request' && header(message, 'Contact').endsWith('expires=0'),
  );
});

test('the order to reconnect drops the socket for a fresh one', async ({ line }) => {
  await line.registered();
  const before = line.facts.entries.length;
  await line.order({ kind: 'reconnect' });
  await line.facts.waitFor(
    ({ fact, index }) => index >= before && fact.kind === 'state' && fact.state.kind === 'registered',
  );
  expect(line.edge.sockets).toBe(2);
});

test('what is no order is refused and reported, and the line goes on', async ({ line }) => {
  await line.page.evaluate(() =>
    window.dispatchEvent(new CustomEvent('told', { detail: { kind: 'format-disk' } })),
  );
  expect((await line.fact('fault')).where).toBe('order');
  await line.registered();
});
