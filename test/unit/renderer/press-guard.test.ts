// Presses on what has just appeared under the hand act on nothing.
import { expect, test } from 'vitest';
import { createPressGuard, guardMs } from '../../../renderer/ui/press-guard.ts';

function guardAt(shownAgo: number | null) {
  const time = { wall: 1_000_000, monotonic: 50 };
  const clock = { wall: () => time.wall, monotonic: () => time.monotonic };
  const guard = createPressGuard(shownAgo === null ? null : time.wall - shownAgo, clock);
  return { guard, time };
}

test('a press in the first 400 ms does not act', () => {
  const { guard, time } = guardAt(0);
  time.monotonic += guardMs - 1;
  guard.press();
  expect(guard.release()).toBe(false);
});

test('a press that began in the guard does not act when it ends after it', () => {
  const { guard, time } = guardAt(0);
  guard.press();
  time.monotonic += guardMs + 100;
  expect(guard.release()).toBe(false);
});

test('a press after 400 ms acts, once', () => {
  const { guard, time } = guardAt(0);
  time.monotonic += guardMs;
  guard.press();
  expect(guard.release()).toBe(true);
  expect(guard.release()).toBe(false);
});

test('the time it was already shown counts', () => {
  const { guard, time } = guardAt(300);
  time.monotonic += 99;
  expect(guard.isOpen()).toBe(false);
  time.monotonic += 1;
  expect(guard.isOpen()).toBe(true);
});

test('a clock that is set, forth or back, neither opens the guard nor holds it closed', () => {
  const { guard, time } = guardAt(0);
  time.wall += 3_600_000;
  expect(guard.isOpen()).toBe(false);
  const late = guardAt(-3_600_000);
  late.time.monotonic += guardMs;
  expect(late.guard.isOpen()).toBe(true);
});

test('without the time it was shown, the guard counts from now', () => {
  const { guard, time } = guardAt(null);
  expect(guard.isOpen()).toBe(false);
  time.monotonic += guardMs;
  expect(guard.isOpen()).toBe(true);
});
