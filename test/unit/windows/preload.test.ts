// Each bridge asks by the contract's names with payloads main can read, and lets no Electron object across.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mumbai } from '../../../app/account/account.ts';
import type { DeskBridge, LineBridge, PopupBridge } from '../../../app/contract/bridge.ts';
import type { Asks } from '../../../app/contract/channels.ts';
import { deskAsks, deskTells } from '../../../app/contract/desk.ts';
import { lineAsks, lineTells } from '../../../app/contract/line.ts';
import { popupAsks, popupTells } from '../../../app/contract/popup.ts';

const world = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  asked: [] as unknown[][],
  listeners: new Map<string, (event: unknown, payload: unknown) => void>(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, bridge: unknown) => world.exposed.set(name, bridge) },
  ipcRenderer: {
    invoke: async (...given: unknown[]) => {
      world.asked.push(given);
      return { ok: true, value: undefined };
    },
    on: (name: string, listener: (event: unknown, payload: unknown) => void) =>
      world.listeners.set(name, listener),
    off: (name: string, listener: unknown) => {
      if (world.listeners.get(name) === listener) world.listeners.delete(name);
    },
  },
}));

await import('../../../main/preload/desk.ts');
await import('../../../main/preload/popup.ts');
await import('../../../main/preload/line.ts');
const desk = world.exposed.get('deskBridge') as DeskBridge;
const popup = world.exposed.get('popupBridge') as PopupBridge;
const line = world.exposed.get('lineBridge') as LineBridge;

beforeEach(() => {
  world.asked.length = 0;
});

async function askedBy(calls: (() => Promise<unknown>)[], asks: Asks): Promise<void> {
  for (const call of calls) await call();
  expect(world.asked.map(([name]) => name).sort()).toEqual(Object.keys(asks).sort());
  for (const [name, payload, ...more] of world.asked) {
    expect(more).toEqual([]);
    expect(asks[String(name)]?.request.safeParse(payload).success, String(name)).toBe(true);
  }
}

describe('the bridges', () => {
  it('put nothing else into the windows', () => {
    expect([...world.exposed.keys()]).toEqual(['deskBridge', 'popupBridge', 'lineBridge']);
  });

  it('let the desk ask everything in its map', () =>
    askedBy(
      [
        () => desk.snapshot(),
        () => desk.signIn({ region: mumbai, appId: 'a', appSecret: 's', userId: 'a+b@c.in' }),
        () => desk.signInStored('00000000-0000-4000-8000-0000000000a1'),
        () => desk.cancelSignIn(),
        () => desk.signOut(),
        () => desk.removeAccount('00000000-0000-4000-8000-0000000000a1'),
        () => desk.useMemory(),
        () => desk.answer('c1'),
        () => desk.decline('c1'),
        () => desk.hangUp('c1'),
        () => desk.chooseDevice('phone'),
        () => desk.reconnect(),
        () => desk.changeSettings({ theme: 'dark' }),
        () => desk.dismissNotice('n1'),
      ],
      deskAsks,
    ));

  it('let the popup ask everything in its map', () =>
    askedBy(
      [
        () => popup.view(),
        () => popup.answer('c1'),
        () => popup.decline('c1'),
        () => popup.hangUp('c1'),
        () => popup.openDesk(),
        () => popup.painted('c1'),
      ],
      popupAsks,
    ));

  it('let the line ask everything in its map', () =>
    askedBy([() => line.ready(), () => line.fact({ kind: 'established', callId: 'c1', at: 1 })], lineAsks));

  it.each<[string, (listener: (payload: unknown) => void) => () => void]>([
    [Object.keys(deskTells)[0] ?? '', (listener) => desk.onChange(listener)],
    [Object.keys(popupTells)[0] ?? '', (listener) => popup.onView(listener)],
    [Object.keys(lineTells)[0] ?? '', (listener) => line.onOrder(listener)],
  ])('pass on what main tells by %s, without Electron’s event, until unsubscribed', (name, subscribe) => {
    const heard: unknown[][] = [];
    const unsubscribe = subscribe((...given: unknown[]) => heard.push(given));
    world.listeners.get(name)?.({ sender: 'ipcRenderer' }, { told: 1 });
    expect(heard).toEqual([[{ told: 1 }]]);
    expect(unsubscribe()).toBeUndefined();
    expect(world.listeners.has(name)).toBe(false);
  });
});
