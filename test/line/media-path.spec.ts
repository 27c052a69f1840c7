// The way of the sound: found in time, lost, and found again.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from './fixture.ts';
import { candidatesOf, Relay, withoutCandidates } from './relay.ts';
import { ScriptedCall } from './scripted-call.ts';

function fragmentOf(sdp: string): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];
}

test('audio that goes into a black hole comes back by a re-INVITE with new paths', async ({
  line,
  customer,
}) => {
  await line.registered();
  const first = new Relay();
  const call = new ScriptedCall(line.edge, { sdp: await first.inFrontOf(await customer.offer()) });
  const { callId } = await line.fact('invited');
  await line.order({ kind: 'answer', callId });
  const ok = await call.reply(200);
  await customer.take(withoutCandidates(ok.body));
  call.ack();
  await line.fact('media', ({ media }) => media === 'flowing');

  first.swallows = true;
  await line.fact('media', ({ media }) => media === 'interrupted');
  const since = line.facts.entries.length;
  const { request } = await call.request('INVITE', 1, 15_000);
  expect(fragmentOf(request.body)).not.toBe(fragmentOf(ok.body));
  expect(candidatesOf(request.body)).toBeGreaterThan(0);
  const second = new Relay();
  call.accept(request, await second.inFrontOf(await customer.answer(withoutCandidates(request.body))));
  await call.request('ACK');
  await line.facts.waitFor(
    ({ fact, index }) => index >= since && fact.kind === 'media' && fact.media === 'flowing',
    { what: 'audio again', timeoutMs: 15_000 },
  );
  expect(line.count('ended')).toBe(0);
  first.close();
  second.close();
});

test('a STUN server that never answers does not hold up the answer', async ({ line, customer }) => {
  const silent = createSocket('udp4');
  const asked = once(silent, 'message');
  silent.bind(0, '127.0.0.1');
  await once(silent, 'listening');
  await line.register(undefined, [`stun:127.0.0.1:${silent.address().port}`]);
  await line.fact('state', ({ state }) => state.kind === 'registered');
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  const orderedAt = Date.now();
  await line.order({ kind: 'answer', callId });
  expect(candidatesOf((await call.reply(200)).body)).toBeGreaterThan(0);
  expect(Date.now() - orderedAt).toBeLessThan(3_000);
  await asked;
  silent.close();
});
