// The simulated edge behaves as the vendor's: to a bare SIP peer that knows nothing of it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/simulator.ts';
import { header } from '../../../simulator/sip/message.ts';
import { Peer } from './peer.ts';

const domain = 'offhookdemo1.voip.exotel.com';
const sdp =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=setup:active\r\n';

let simulator: Simulator;
const peers: Peer[] = [];

beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  vi.useRealTimers();
  for (const peer of peers.splice(0)) peer.close();
  await simulator.stop();
});

function agent() {
  return simulator.agents.get(simulator.demo.userId);
}

/** `host`: what tells one device of the agent from another. */
async function connect(host?: string): Promise<Peer> {
  const peer = await Peer.connect(simulator.addresses.sip, agent().sipId.slice('sip:'.length), domain, host);
  peers.push(peer);
  return peer;
}

async function registered(host?: string): Promise<Peer> {
  const peer = await connect(host);
  expect((await peer.register(agent().sipSecret)).status).toBe(200);
  return peer;
}

const ring = (more = {}) => simulator.ring({ agent: simulator.demo.userId, from: '+915550012345', ...more });

describe('the simulated edge', () => {
  it('challenges the first REGISTER with its domain as realm, and grants 300 s at most', async () => {
    const peer = await connect();
    const reply = await peer.register(agent().sipSecret);
    expect(reply.status).toBe(200);
    expect(header(reply, 'Contact')).toMatch(/expires=300$/);
    expect(header(reply, 'Server')).toBe('kamailio (5.7.0)');
    expect(simulator.edge.bindings(simulator.demo.userId)).toHaveLength(1);
  });

  it('lets nobody in with a wrong secret', async () => {
    const peer = await connect();
    expect((await peer.register('wrong')).status).toBe(401);
    expect(simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
  });

  it('keeps no digest answer in its record of the wire', async () => {
    await registered();
    const said = simulator.edge.wire.entries.map(({ text }) => text).join('\n');
    expect(said).toContain('Authorization');
    expect(said).not.toMatch(/response="[0-9a-f]{32}"/);
  });

  it('rings the newest of two registrations, and the earlier one no more', async () => {
    const first = await registered('one.invalid');
    const second = await registered('two.invalid');
    expect(simulator.edge.bindings(simulator.demo.userId)).toHaveLength(1);
    await ring();
    const invite = await second.request('INVITE');
    expect(header(invite, 'X-Exotel-Callsid')).toMatch(/^[0-9a-f]{32}$/);
    expect(header(invite, 'From')).toContain('"+915550012345"');
    expect(first.received.some((one) => one.kind === 'request')).toBe(false);
  });

  it('rings a device no more whose registration has run out', async () => {
    const peer = await registered();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 299_000 });
    expect(simulator.edge.bindings(simulator.demo.userId)).toHaveLength(1);
    vi.setSystemTime(Date.now() + 1_500);
    expect(simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
    const call = await ring();
    expect(call.outcome).toBe('unreachable');
    expect(peer.received).toEqual([]);
  });

  it('holds a CANCEL back until the first reply to the INVITE', async () => {
    const peer = await registered();
    const call = await ring();
    const invite = await peer.request('INVITE');
    call.cancel();
    // Over the same socket a CANCEL sent by now would come before this reply.
    await peer.ask('OPTIONS');
    expect(peer.received).toEqual([]);
    peer.answer(invite, 180, 'a1');
    expect(header(await peer.request('CANCEL'), 'CSeq')).toBe('102 CANCEL');
  });

  it('carries a call from ring to the customer’s hang-up', async () => {
    const peer = await registered();
    const call = await ring({ name: 'Meera' });
    const invite = await peer.request('INVITE');
    peer.answer(invite, 180, 'a1');
    await call.waitFor('ringing');
    peer.answer(invite, 200, 'a1', sdp);
    expect(header(await peer.request('ACK'), 'CSeq')).toMatch(/ ACK$/);
    await call.waitFor('talking');
    const bye = call.hangUp();
    peer.answer(await peer.request('BYE'), 200, 'a1');
    await bye;
    expect([call.state, call.outcome, call.endedBy]).toEqual(['ended', 'completed', 'customer']);
  });

  it('takes the agent’s BYE', async () => {
    const peer = await registered();
    const call = await ring();
    const invite = await peer.request('INVITE');
    peer.answer(invite, 200, 'a1', sdp);
    await peer.request('ACK');
    peer.inDialog(invite, 'a1', 'BYE');
    await peer.response('BYE', 200);
    expect([call.outcome, call.endedBy]).toEqual(['completed', 'agent']);
  });

  it('tells the customer that the agent declined', async () => {
    const peer = await registered();
    const call = await ring();
    peer.answer(await peer.request('INVITE'), 486, 'a1');
    await peer.request('ACK');
    await call.waitFor('ended');
    expect(call.outcome).toBe('declined');
  });

  it('sends CANCEL when the customer gives up, with the reason when another agent answered', async () => {
    const peer = await registered();
    const call = await ring();
    const invite = await peer.request('INVITE');
    peer.answer(invite, 180, 'a1');
    await call.waitFor('ringing');
    call.cancel({ elsewhere: true });
    const cancel = await peer.request('CANCEL');
    expect(header(cancel, 'Reason')).toContain('completed elsewhere');
    peer.answer(cancel, 200, 'a1');
    peer.answer(invite, 487, 'a1');
    await call.waitFor('ended');
    expect(call.outcome).toBe('cancelled');
  });

  it('keeps an answered call when the socket dies, and finds the agent at the new one', async () => {
    const peer = await registered();
    const call = await ring();
    const invite = await peer.request('INVITE');
    peer.answer(invite, 200, 'a1', sdp);
    await peer.request('ACK');
    simulator.edge.cutSockets();
    const again = await registered();
    expect(call.state).toBe('talking');
    again.inDialog(invite, 'a1', 'BYE');
    await again.response('BYE', 200);
    expect(call.endedBy).toBe('agent');
  });

  it('rings nobody while the device that is on is the phone', async () => {
    const peer = await registered();
    simulator.agents.setActiveDevice(simulator.demo.userId, 'phone');
    const call = await ring();
    expect(call.outcome).toBe('unreachable');
    expect(peer.received).toEqual([]);
  });

  it('comes back on the same port after a stop, with every registration forgotten', async () => {
    await registered();
    await simulator.edge.stop();
    await simulator.edge.start();
    expect(simulator.edge.url).toBe(simulator.addresses.sip);
    expect(simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
    await registered();
  });

  it('sends what the faults ask for: no audio, no body, a hostile name, headers in any spelling', async () => {
    const peer = await registered();
    simulator.faults.invite.vendorHeaders = 'upper';
    await ring({ faults: { sdp: 'none', from: 'hostile' } });
    const invite = await peer.request('INVITE');
    expect(invite.body).toBe('');
    expect(header(invite, 'From').length).toBeGreaterThan(10_000);
    expect(invite.headers.some(({ name }) => name === 'X-EXOTEL-CALLSID')).toBe(true);
  });
});
