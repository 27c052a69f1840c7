// What is heard and what listens: the ring follows its order, the microphone is live only while a call is.
import { ScriptedCall } from './edge.ts';
import { expect, test } from './fixture.ts';

/** Watches every source of sound and every microphone the line opens. */
const watch = `
  window.sources = { started: 0, ended: 0, looping: 0 };
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...when) {
    window.sources.started += 1;
    if (this.loop) window.sources.looping += 1;
    this.addEventListener('ended', () => { window.sources.ended += 1; });
    return start.apply(this, when);
  };
  window.microphones = [];
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted);
    window.microphones.push(...stream.getTracks());
    return stream;
  };
`;

test.use({ before: watch });

interface Watched {
  sources: { started: number; ended: number; looping: number };
  microphones: MediaStreamTrack[];
}

test('the ring follows its order: told twice it is one tone, told to stop it stops', async ({ line }) => {
  const sources = () => line.page.evaluate(() => (window as unknown as Watched).sources);
  await line.order({ kind: 'ring', ringing: true, volume: 0.8 });
  await line.order({ kind: 'ring', ringing: true, volume: 0.3 });
  await expect.poll(sources).toEqual({ started: 1, ended: 0, looping: 1 });
  await line.order({ kind: 'ring', ringing: false, volume: 0.3 });
  await expect.poll(sources).toEqual({ started: 1, ended: 1, looping: 1 });
  await line.order({ kind: 'ring', ringing: true, volume: 1 });
  await expect.poll(sources).toEqual({ started: 2, ended: 1, looping: 2 });
});

test('nothing is heard of the microphone before the answer, and nothing holds it after the end', async ({
  line,
  customer,
}) => {
  const microphones = () =>
    line.page.evaluate(() =>
      (window as unknown as Watched).microphones.map(({ enabled, readyState }) => `${enabled} ${readyState}`),
    );
  await line.registered();
  const call = new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await line.fact('microphone', ({ microphone }) => microphone === 'ready');
  expect(await microphones()).toEqual(['false live']);
  await line.order({ kind: 'answer', callId });
  await customer.take((await call.reply(200)).body);
  call.ack();
  await line.fact('established');
  expect(await microphones()).toEqual(['true live']);
  call.bye();
  await line.fact('ended');
  expect(await microphones()).toEqual(['true ended']);
});

test('declining lets go of the microphone unheard', async ({ line, customer }) => {
  await line.registered();
  new ScriptedCall(line.edge, { sdp: await customer.offer() });
  const { callId } = await line.fact('invited');
  await line.fact('microphone', ({ microphone }) => microphone === 'ready');
  await line.order({ kind: 'decline', callId });
  await line.fact('ended');
  const states = () =>
    line.page.evaluate(() =>
      (window as unknown as Watched).microphones.map(({ enabled, readyState }) => `${enabled} ${readyState}`),
    );
  await expect.poll(states).toEqual(['false ended']);
});
