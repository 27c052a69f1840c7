// A phone that starts in the vendor's bad quarter of an hour must not wait for somebody to press.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OffhookError } from '../../../app/failure.ts';
import { Resuming } from '../../../main/desk/resuming.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const down = () => new OffhookError('service-unavailable');

test('tries again, less and less often, until it works, and then no more', async () => {
  const tries: number[] = [];
  const resuming = new Resuming({
    random: () => 0.5,
    onRefused: () => expect.unreachable(),
    begin: async () => {
      tries.push(Date.now());
      if (tries.length < 8) throw down();
    },
  });
  const began = Date.now();
  resuming.after(down());
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(tries.map((at) => (at - began) / 1000)).toEqual([5, 15, 35, 75, 135, 195, 255, 315]);
});

test('stops at a refusal that no further try would mend, and says which', async () => {
  const refused: unknown[] = [];
  const begin = vi.fn(async () => {
    throw new OffhookError('agent-inactive');
  });
  const resuming = new Resuming({ random: () => 0.5, onRefused: (error) => refused.push(error), begin });
  resuming.after(down());
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(begin).toHaveBeenCalledTimes(1);
  expect(refused).toMatchObject([{ reason: 'agent-inactive' }]);
});

test('never begins after a refusal: that is for the agent to mend', async () => {
  const begin = vi.fn(async () => undefined);
  new Resuming({ onRefused: () => undefined, begin }).after(new OffhookError('wrong-credentials'));
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(begin).not.toHaveBeenCalled();
});
