// The rhythm of asking: at intervals, at once when told, slower while it fails, never twice at once.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { longestAskedPause, Poller } from '../../../main/polling/poller.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A poller every 1000 ms, with askings that the test answers. */
function pollerOf(random = 0.5, askedPause: (error: unknown) => number | null = () => null) {
  const askings: (PromiseWithResolvers<void> & { signal: AbortSignal; at: number })[] = [];
  const onFailure = vi.fn<(error: unknown) => void>();
  const began = Date.now();
  const poller = new Poller({
    ask: (signal) => {
      const asking = { ...Promise.withResolvers<void>(), signal, at: Date.now() - began };
      askings.push(asking);
      return asking.promise;
    },
    onFailure,
    askedPause,
    interval: 1000,
    longest: 5000,
    random: () => random,
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { poller, askings, onFailure, settle };
}

test('begins with a pause, and counts the next one from the answer', async () => {
  const { poller, askings } = pollerOf();
  poller.start();
  await vi.advanceTimersByTimeAsync(999);
  expect(askings).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(askings).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(askings).toHaveLength(1);
  askings[0]?.resolve();
  await vi.advanceTimersByTimeAsync(1000);
  expect(askings.map(({ at }) => at)).toEqual([1000, 12_000]);
});

test.each([
  [0, 800],
  [1, 1200],
])('spreads its pauses by a fifth (%i)', async (random, pause) => {
  const { poller, askings } = pollerOf(random);
  poller.start();
  await vi.advanceTimersByTimeAsync(pause);
  expect(askings.map(({ at }) => at)).toEqual([pause]);
});

test('slows down while it fails, up to a limit, and is itself again after one success', async () => {
  const { poller, askings, onFailure } = pollerOf();
  poller.start();
  for (let count = 0; count < 5; count += 1) {
    await vi.advanceTimersToNextTimerAsync();
    askings.at(-1)?.reject(new Error(`failure ${count}`));
  }
  await vi.advanceTimersToNextTimerAsync();
  askings.at(-1)?.resolve();
  await vi.advanceTimersToNextTimerAsync();
  const times = [0, ...askings.map(({ at }) => at)];
  expect(times.slice(1).map((at, index) => at - (times[index] ?? 0))).toEqual([
    1000, 2000, 4000, 5000, 5000, 5000, 1000,
  ]);
  expect(onFailure).toHaveBeenCalledTimes(5);
});

test('asks at once when told, and then goes on from there', async () => {
  const { poller, askings, settle } = pollerOf();
  poller.start();
  await vi.advanceTimersByTimeAsync(600);
  poller.now();
  askings[0]?.resolve();
  await settle();
  await vi.advanceTimersByTimeAsync(1000);
  expect(askings.map(({ at }) => at)).toEqual([600, 1600]);
});

test('told while it asks, it asks once more: what is under way may have read too early', async () => {
  const { poller, askings, settle } = pollerOf();
  poller.start();
  poller.now();
  poller.now();
  poller.now();
  expect(askings).toHaveLength(1);
  askings[0]?.resolve();
  await settle();
  expect(askings).toHaveLength(2);
  askings[1]?.resolve();
  await settle();
  expect(askings).toHaveLength(2);
});

test('stopped, it ends what is under way, tells no failure of it, and asks no more', async () => {
  const { poller, askings, onFailure } = pollerOf();
  poller.start();
  poller.now();
  poller.now();
  poller.stop();
  expect(askings[0]?.signal.aborted).toBe(true);
  askings[0]?.reject(new Error('aborted'));
  poller.now();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(askings).toHaveLength(1);
  expect(onFailure).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('started again while the old asking still ends, it never asks twice at once', async () => {
  const { poller, askings } = pollerOf();
  poller.start();
  poller.now();
  poller.stop();
  poller.start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(askings).toHaveLength(1);
  askings[0]?.reject(new Error('aborted'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(askings).toHaveLength(2);
});

test('a failure that ends the shift stops it from within', async () => {
  const { poller, askings, onFailure } = pollerOf();
  onFailure.mockImplementation(() => poller.stop());
  poller.start();
  await vi.advanceTimersByTimeAsync(1000);
  askings[0]?.reject(new Error('unknown agent'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(askings).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  [0, 60_000, 60_000],
  [1, 60_000, 72_000],
  [0.5, 10, 2000],
])('waits at least as long as a failure asks for (%f, %i)', async (random, asked, pause) => {
  const { poller, askings } = pollerOf(random, () => asked);
  poller.start();
  await vi.advanceTimersToNextTimerAsync();
  const first = askings[0]?.at ?? 0;
  askings[0]?.reject(new Error('come back later'));
  await vi.advanceTimersByTimeAsync(pause - 1);
  expect(askings).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(askings.map(({ at }) => at)).toEqual([first, first + pause]);
  askings[1]?.resolve();
  await vi.advanceTimersToNextTimerAsync();
  expect((askings[2]?.at ?? 0) - first - pause).toBeLessThanOrEqual(1200);
});

test('does not wait for days, however long a failure asks for', async () => {
  const { poller, askings } = pollerOf(0, () => 1e12);
  poller.start();
  await vi.advanceTimersToNextTimerAsync();
  askings[0]?.reject(new Error('come back in a century'));
  // A timer of more than 24 days would go off at once.
  await vi.advanceTimersByTimeAsync(longestAskedPause - 1);
  expect(askings).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(askings).toHaveLength(2);
});
