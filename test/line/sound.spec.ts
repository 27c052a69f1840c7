// What is heard and what listens: the ring follows its order, the microphone is live only while a call is.

import { expect, test } from './fixture.ts';
import { ScriptedCall } from './scripted-call.ts';

/** Watches every source of sound, and what it is played through. */
const watch = `
  window.sources = { started: 0, ended: 0, looping: 0, loudness: 0 };
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...when) {
    window.sources.started += 1;
    if (this.loop) window.sources.looping += 1;
    this.addEventListener('ended', () => { window.sources.ended += 1; });
    return start.apply(this, when);
  };
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (...to) {
    if (this instanceof GainNode) window.gain = this.gain;
    return connect.apply(this, to);
  };
`;

interface Watched {
  sources: { started: number; ended: number; looping: number };
  gain: AudioParam;
}

test.describe('the ring', () => {
  test.use({ before: watch });

  test('follows its order: told twice it is one tone, told to stop it stops', async ({ line }) => {
    const sources = () =>
      line.page.evaluate(() => {
        const { started, ended, looping } = (window as unknown as Watched).sources;
        return { started, ended, looping };
      });
    await line.order({ kind: 'ring', ringing: true, volume: 0.8 });
    await line.order({ kind: 'ring', ringing: true, volume: 0.3 });
    await expect.poll(sources).toEqual({ started: 1, ended: 0, looping: 1 });
    await line.order({ kind: 'ring', ringing: false, volume: 0.3 });
    await expect.poll(sources).toEqual({ started: 1, ended: 1, looping: 1 });
    await line.order({ kind: 'ring', ringing: true, volume: 1 });
    await expect.poll(sources).toEqual({ started: 2, ended: 1, looping: 2 });
  });

  test('is as loud as told, also while it rings', async ({ line }) => {
    const gain = () => line.page.evaluate(() => (window as unknown as Watched).gain.value);
    await line.order({ kind: 'ring', ringing: true, volume: 0.8 });
    await expect.poll(gain).toBeCloseTo(0.64, 3);
    await line.order({ kind: 'ring', ringing: true, volume: 0.5 });
    await expect.poll(gain).toBeCloseTo(0.25, 3);
    await line.order({ kind: 'ring', ringing: true, volume: 0 });
    await expect.poll(gain).toBe(0);
  });
});

test('nothing is heard of the microphone before the answer, and nothing holds it after the end', async ({
  line,
  customer,
}) => {
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await expect.poll(() => line.microphones()).toEqual(['false live']);
  await line.order({ kind: 'answer', callId });
  await customer.take((await call.reply(200)).body);
  call.ack();
  await line.fact('established');
  expect(await line.microphones()).toEqual(['true live']);
  call.bye();
  await line.fact('ended');
  expect(await line.microphones()).toEqual(['true ended']);
});

test('declining lets go of the microphone unheard', async ({ line, customer }) => {
  await line.registered();
  new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await expect.poll(() => line.microphones()).toEqual(['false live']);
  await line.order({ kind: 'decline', callId });
  await line.fact('ended');
  await expect.poll(() => line.microphones()).toEqual(['false ended']);
});

test('a microphone that is unplugged is replaced by one other, and none is held after the end', async ({
  line,
  customer,
}) => {
  const { call } = await line.talking(customer);
  await line.page.evaluate(() => {
    const [track] = (window as unknown as { microphones: MediaStreamTrack[] }).microphones;
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
    // A dock is unplugged as several devices at once.
    for (let count = 0; count < 5; count += 1)
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await expect.poll(() => line.microphones()).toEqual(['true ended', 'true live']);
  const heard = await customer.energyHeard();
  await expect.poll(() => customer.energyHeard()).toBeGreaterThan(heard);
  call.bye();
  await line.fact('ended');
  await expect.poll(() => line.microphones()).toEqual(['true ended', 'true ended']);
});

/** A desktop whose devices and permission a test sets: \`window.desktop\`. */
const desktop = `
  window.desktop = Object.assign(new EventTarget(), { state: 'granted', devices: ['audioinput'] });
  navigator.permissions.query = async () => window.desktop;
  navigator.mediaDevices.enumerateDevices = async () => window.desktop.devices.map((kind) => ({ kind }));
`;

test.describe('before any call', () => {
  test.use({ before: desktop });

  test('a microphone that is missing, forbidden or back is told, without being opened', async ({ line }) => {
    const told = () =>
      line.facts.entries.flatMap(({ fact }) => (fact.kind === 'microphone' ? [fact.microphone] : []));
    const change = (change: object, where: 'devices' | 'permission') =>
      line.page.evaluate(
        ({ change, where }) => {
          const { desktop } = window as unknown as { desktop: EventTarget };
          Object.assign(desktop, change);
          if (where === 'permission') desktop.dispatchEvent(new Event('change'));
          else navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
        },
        { change, where },
      );
    await expect.poll(told).toEqual(['ready']);
    await change({ devices: ['audiooutput'] }, 'devices');
    await expect.poll(told).toEqual(['ready', 'missing']);
    await change({ devices: ['audioinput'] }, 'devices');
    await expect.poll(told).toEqual(['ready', 'missing', 'ready']);
    await change({ state: 'denied' }, 'permission');
    await expect.poll(told).toEqual(['ready', 'missing', 'ready', 'denied']);
    await change({ state: 'prompt' }, 'permission');
    await expect.poll(told).toEqual(['ready', 'missing', 'ready', 'denied', 'unknown']);
    expect(await line.microphones()).toEqual([]);
  });
});

test.describe('orders told while main still answers', () => {
  test.use({
    before: `
      window.lineBridge.ready = () => new Promise((resolve) => {
        window.answer = (value) => resolve({ ok: true, value });
      });
    `,
  });

  test('are obeyed after the answer, which is older', async ({ line }) => {
    await line.register();
    await line.page.evaluate(() =>
      (window as unknown as { answer(orders: unknown[]): void }).answer([{ kind: 'unregister' }]),
    );
    await line.fact('state', ({ state }) => state.kind === 'registered');
  });
});
