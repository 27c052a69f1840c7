// The line stays registered: cut sockets, sleeping networks, busy edges, sign-out; and an answered call outlives it all.
import { header } from '../../simulator/sip/message.ts';
import type { ScriptedEdge } from './edge.ts';
import { expect, test } from './fixture.ts';
import { ScriptedCall } from './scripted-call.ts';

const registers = (edge: ScriptedEdge) =>
  edge.count((message) => message.kind === 'request' && message.method === 'REGISTER');

test('an idle line whose socket is cut is back within seconds, at the same address', async ({ line }) => {
  await line.registered();
  const { contact } = line.edge;
  const cutAt = Date.now();
  await line.registeredAnewBy(() => line.edge.cut());
  const { state } = await line.fact('state', (fact) => fact.state.kind === 'waiting');
  if (state.kind !== 'waiting') throw new Error('not waiting');
  expect(state.retryAt - cutAt).toBeGreaterThan(900);
  expect(state.retryAt - cutAt).toBeLessThan(3_500);
  expect(line.edge.contact).toBe(contact);
  expect(line.edge.sockets).toBe(2);
});

test('a line made anew has the address of the one before', async ({ line }) => {
  await line.registered();
  const { contact } = line.edge;
  await line.page.reload();
  await line.registeredAnewBy(() => line.register());
  expect(line.edge.sockets).toBe(2);
  expect(line.edge.contact).toBe(contact);
});

test('a call that rings ends with its socket, and may ring again over the next, which comes at once', async ({
  line,
  customer,
}) => {
  await line.registered();
  const sdp = await customer.offer();
  const call = new ScriptedCall(line.edge, { sdp });
  const { callId } = await line.fact('invited');
  const cutAt = Date.now();
  await line.registeredAnewBy(() => line.edge.cut());
  expect(Date.now() - cutAt).toBeLessThan(900);
  expect((await line.fact('ended')).reason).toBe('line-lost');
  call.ringAgain(sdp);
  await line.fact('invited', (again) => again.callId !== callId);
});

test('an answered call outlives its socket: renewed, then hung up, over the new one', async ({
  line,
  customer,
}) => {
  const { call, callId } = await line.talking(customer);
  await line.fact('media', ({ media }) => media === 'flowing');
  const cutAt = Date.now();
  line.edge.cut();
  const { socket, request } = await call.request('INVITE');
  expect(socket).toBe(2);
  expect(Date.now() - cutAt).toBeLessThan(900);
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

test('a second cut while the call is being renewed costs no half minute', async ({ line, customer }) => {
  const { call } = await line.talking(customer);
  line.edge.cut();
  await call.request('INVITE');
  line.edge.cut();
  const again = await line.edge.expect(
    're-INVITE over the third socket',
    (message, socket) => socket === 3 && message.kind === 'request' && message.method === 'INVITE',
    8_000,
  );
  expect(header(again.message, 'Call-ID')).toBe(call.callId);
});

test('a second cut while it registers costs no half minute either', async ({ line }) => {
  await line.registered();
  line.edge.registrar = () => line.edge.cut();
  line.edge.cut();
  await line.edge.heard.waitFor(({ socket }) => socket === 2, { what: 'REGISTER over the second socket' });
  await line.registeredAnewBy(() => {
    line.edge.registrar = (request) => line.edge.register(request);
  });
  expect(line.edge.sockets).toBe(3);
});

test('hanging up without a socket ends at once, and the edge is told as soon as it is back', async ({
  line,
  customer,
}) => {
  const { call, callId } = await line.talking(customer);
  line.edge.refuse = { status: 503, retryAfter: 1 };
  line.edge.cut();
  await line.fact('state', ({ state }) => state.kind === 'waiting' && state.trouble === 'server-error');
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

test('signing out unregisters', async ({ line }) => {
  await line.registered();
  await line.order({ kind: 'unregister' });
  await line.fact('state', ({ state }) => state.kind === 'off');
  await line.edge.expect(
    'unregister',
    (message) => message.kind === 'request' && header(message, 'Contact').endsWith('expires=0'),
  );
});

test('signing in again waits until the edge has forgotten the line that left', async ({ line }) => {
  await line.registered();
  const left = Promise.withResolvers<() => void>();
  line.edge.registrar = (request) => {
    if (header(request, 'Contact').endsWith('expires=0')) left.resolve(() => line.edge.register(request));
    else line.edge.register(request);
  };
  await line.order({ kind: 'unregister' });
  await line.register();
  const forget = await left.promise;
  // A socket of the line's, had it not waited, would have been opened before this one.
  await line.page.evaluate(
    (url) =>
      new Promise((resolve) => {
        new WebSocket(url, 'sip').addEventListener('open', resolve);
      }),
    `ws://127.0.0.1:${line.edge.port}/probe`,
  );
  expect(line.edge.sockets).toBe(1);
  line.edge.registrar = (request) => line.edge.register(request);
  await line.registeredAnewBy(forget);
  expect(line.edge.sockets).toBe(2);
});

test('the order to reconnect drops the socket for a fresh one', async ({ line }) => {
  await line.registered();
  const orderedAt = Date.now();
  await line.registeredAnewBy(() => line.order({ kind: 'reconnect', asked: true }));
  expect(Date.now() - orderedAt).toBeLessThan(900);
  expect(line.edge.sockets).toBe(2);
});

test('what is no order is refused and reported, and the line goes on', async ({ line }) => {
  await line.page.evaluate(() =>
    window.dispatchEvent(new CustomEvent('told', { detail: { kind: 'format-disk' } })),
  );
  expect((await line.fact('fault')).where).toBe('order');
  await line.registered();
});

test.describe('as time goes by', () => {
  test.use({ clock: true });

  test('a wrong secret stops and says so, and nothing is tried again by itself', async ({ line }) => {
    await line.register('wrong');
    const { state } = await line.fact('state', (fact) => fact.state.kind === 'refused');
    expect(state).toMatchObject({ kind: 'refused', trouble: 'wrong-secret', code: 401 });
    await line.page.clock.runFor('24:00:00');
    expect(registers(line.edge)).toBe(2);
    await line.order({ kind: 'reconnect', asked: true });
    await line.edge.heard.waitFor(({ socket }) => socket === 2, { what: 'another try, asked for' });
  });

  test('a line refused is not registered again by the network’s return', async ({ line }) => {
    line.edge.refuse = { status: 403 };
    await line.register();
    await line.fact('state', ({ state }) => state.kind === 'refused' && state.trouble === 'forbidden');
    await line.page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await line.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await line.order({ kind: 'reconnect', asked: false });
    await line.page.clock.runFor('01:00:00');
    expect(registers(line.edge)).toBe(2);
  });

  test('when the network is back a socket that may be dead is replaced, within seconds', async ({ line }) => {
    await line.registered();
    await line.page.clock.runFor(60_000);
    await line.page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await line.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await line.page.clock.runFor(900);
    expect(line.edge.sockets).toBe(1);
    await line.registeredAnewBy(() => line.page.clock.runFor(2_200));
    expect(line.edge.sockets).toBe(2);
  });

  test('an edge that falls silent is found out by its missing pong', async ({ line }) => {
    await line.registered();
    await line.page.clock.runFor(31_000);
    await line.edge.keepAlives.waitFor(({ kind }) => kind === 'ping', { what: 'ping' });
    // The pong is on its way: what was sent behind it has arrived.
    await line.edge.askAlive();
    line.edge.answersPings = false;
    await line.page.clock.runFor(31_000);
    await line.edge.keepAlives.waitFor(({ kind, index }) => kind === 'ping' && index > 0, {
      what: 'next ping',
    });
    expect(line.edge.sockets).toBe(1);
    await line.page.clock.runFor(10_100);
    const { state } = await line.fact('state', (fact) => fact.state.kind === 'waiting');
    expect(state).toMatchObject({ trouble: 'socket-lost' });
    await line.page.clock.runFor(3_000);
    await line.edge.heard.waitFor(({ socket }) => socket === 2, { what: 'another socket' });
  });

  test('an edge that pings by itself and answers no ping is answered, and left in peace', async ({
    line,
  }) => {
    line.edge.answersPings = false;
    await line.registered();
    line.edge.sendRaw('\r\n\r\n');
    await line.edge.keepAlives.waitFor(({ kind }) => kind === 'pong', { what: 'pong' });
    await line.page.clock.runFor(31_000);
    await line.edge.keepAlives.waitFor(({ kind }) => kind === 'ping', { what: 'ping' });
    await line.page.clock.runFor(15_000);
    expect(
      line.facts.entries.some(({ fact }) => fact.kind === 'state' && fact.state.kind === 'waiting'),
    ).toBe(false);
    expect(line.edge.sockets).toBe(1);
  });
});
