// What the agent asks of main: refusals are shown, and one press is one ask.
import { expect, test } from 'vitest';
import type { DeskBridge } from '../../../app/contract/bridge.ts';
import { createCommands } from '../../../renderer/desk/commands.ts';
import { createDeskStore } from '../../../renderer/desk/store.ts';

function desk(ask: () => Promise<unknown>) {
  let asks = 0;
  const bridge = new Proxy({} as DeskBridge, {
    get: () => () => {
      asks += 1;
      return ask();
    },
  });
  const store = createDeskStore();
  return { store, commands: createCommands(bridge, store), asks: () => asks };
}

const refused = { ok: false, failure: { reason: 'no-such-call', requestId: null, detail: null } };

test('a refused ask is shown until the agent dismisses it', async () => {
  const { store, commands } = desk(async () => refused);
  await commands.answer('call-1');
  const [refusal] = store.getState().refusals;
  expect(refusal?.failure.reason).toBe('no-such-call');
  commands.dismissRefusal(refusal?.key ?? -1);
  expect(store.getState().refusals).toEqual([]);
});

test('asking again clears the refusal of the same ask', async () => {
  const answers = [refused, { ok: true }];
  const { store, commands } = desk(async () => answers.shift());
  await commands.reconnect();
  await commands.reconnect();
  expect(store.getState().refusals).toEqual([]);
});

test('an ask that throws, or is answered by nonsense, is a failure and never an exception', async () => {
  const { store, commands } = desk(() => Promise.reject(new Error('gone')));
  await commands.reconnect();
  const other = desk(async () => 'yes');
  await other.commands.reconnect();
  for (const { refusals, underWay } of [store.getState(), other.store.getState()]) {
    expect(refusals.map(({ failure }) => failure.reason)).toEqual(['internal']);
    expect(underWay.size).toBe(0);
  }
});

test('pressing Answer twice asks once', async () => {
  const { commands, asks } = desk(async () => ({ ok: true }));
  await Promise.all([commands.answer('call-1'), commands.answer('call-1')]);
  expect(asks()).toBe(1);
});

test('no change of settings is lost while another is under way', async () => {
  const { commands, asks } = desk(async () => ({ ok: true }));
  await Promise.all([
    commands.changeSettings({ ringVolume: 0.2 }),
    commands.changeSettings({ ringVolume: 0.3 }),
  ]);
  expect(asks()).toBe(2);
});
