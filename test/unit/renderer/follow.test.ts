// The desk window's store follows main: snapshot, changes, gaps, and payloads that cannot be read.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type DeskState, initialDeskState } from '../../../app/desk/state.ts';
import { followDesk } from '../../../renderer/desk/follow.ts';
import { createDeskStore } from '../../../renderer/desk/store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const online: DeskState = { ...initialDeskState, network: 'online' };

/** A main whose snapshots are answered by hand. */
function fakeMain() {
  const waiting: ((answer: unknown) => void)[] = [];
  let listener: (change: unknown) => void = () => undefined;
  let asked = 0;
  const bridge = {
    snapshot: () => {
      asked += 1;
      return new Promise<never>((resolve) => waiting.push(resolve as (answer: unknown) => void));
    },
    onChange: (told: (change: unknown) => void) => {
      listener = told;
      return () => {
        listener = () => undefined;
      };
    },
  };
  return {
    bridge,
    asked: () => asked,
    tell: (change: unknown) => listener(change),
    answer: async (revision: number, state: unknown = online) => {
      waiting.shift()?.({ ok: true, value: { revision, state } });
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

function following() {
  const main = fakeMain();
  const store = createDeskStore();
  const stop = followDesk(main.bridge, store, { random: () => 1 });
  return { main, store, stop };
}

test('the window shows main’s state once the snapshot is here', async () => {
  const { main, store } = following();
  expect(store.getState().link).toBe('opening');
  await main.answer(7);
  expect(store.getState()).toMatchObject({ link: 'live', revision: 7, desk: online });
});

test('a change replaces its parts and leaves all others the same objects', async () => {
  const { main, store } = following();
  await main.answer(7);
  const before = store.getState().desk;
  main.tell({ revision: 8, parts: { network: 'offline', hasTray: false } });
  const after = store.getState();
  expect(after.revision).toBe(8);
  expect(after.desk).toMatchObject({ network: 'offline', hasTray: false });
  expect(after.desk.device).toBe(before.device);
  expect(after.desk.recent).toBe(before.recent);
});

test('changes that come before the snapshot are kept, and those it holds already are dropped', async () => {
  const { main, store } = following();
  main.tell({ revision: 7, parts: { network: 'offline' } });
  main.tell({ revision: 8, parts: { hasTray: false } });
  await main.answer(7);
  expect(store.getState()).toMatchObject({ revision: 8, desk: { network: 'online', hasTray: false } });
});

test('after a gap the window asks for the whole state', async () => {
  const { main, store } = following();
  await main.answer(7);
  main.tell({ revision: 9, parts: { network: 'offline' } });
  expect(store.getState().desk.network).toBe('online');
  expect(main.asked()).toBe(2);
  await main.answer(9, { ...online, network: 'offline' });
  expect(store.getState()).toMatchObject({ revision: 9, desk: { network: 'offline' } });
});

test('a change that the schema rejects is not shown; the whole state is asked for', async () => {
  const { main, store } = following();
  await main.answer(7);
  main.tell({ revision: 8, parts: { network: 'carrier pigeon' } });
  expect(store.getState()).toMatchObject({ revision: 7, desk: { network: 'online' } });
  expect(main.asked()).toBe(2);
});

test('a snapshot that cannot be read leaves the link lost, and it is tried again until it can', async () => {
  const { main, store } = following();
  await main.answer(7, { nonsense: true });
  expect(store.getState()).toMatchObject({ link: 'lost', revision: -1 });
  await vi.advanceTimersByTimeAsync(250);
  expect(main.asked()).toBe(2);
  await main.answer(7);
  expect(store.getState()).toMatchObject({ link: 'live', revision: 7 });
});

test('a main that does not answer in time is asked again', async () => {
  const { main, store } = following();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(store.getState().link).toBe('lost');
  await vi.advanceTimersByTimeAsync(250);
  expect(main.asked()).toBe(2);
});

test('nothing is asked or shown once following has stopped', async () => {
  const { main, store, stop } = following();
  stop();
  await main.answer(7);
  main.tell({ revision: 8, parts: {} });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.getState().revision).toBe(-1);
  expect(main.asked()).toBe(1);
});
