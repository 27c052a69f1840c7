// One time in every process: set right after sleep, never jumping by a little.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock, toleratedDrift } from '../../app/clock.ts';
import { type DeskEvent, reduce } from '../../app/desk/reducer.ts';
import { initialDeskState } from '../../app/desk/state.ts';
import { popupView } from '../../main/desk/popup-view.ts';
import { createPressGuard, guardMs } from '../../renderer/ui/press-guard.ts';

/** A computer whose steady clock stands still while it sleeps, as Linux's and macOS' do. */
function computer() {
  const at = { wall: 1_700_000_000_000, steady: 500.25 };
  return {
    at,
    now: createClock({ wall: () => Math.floor(at.wall), steady: () => at.steady }),
    pass(ms: number) {
      at.wall += ms;
      at.steady += ms;
    },
    sleep(ms: number) {
      at.wall += ms;
    },
  };
}

describe('the clock', () => {
  it('is never further from the wall clock than it tolerates, however it sleeps, drifts or is set', () => {
    const step = fc.record({
      kind: fc.constantFrom('pass' as const, 'sleep' as const),
      ms: fc.integer({ min: -90_000, max: 90_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const { at, now, pass, sleep } = computer();
        for (const { kind, ms } of steps) {
          if (kind === 'pass') pass(Math.abs(ms));
          else sleep(ms);
          expect(Math.abs(now() - at.wall)).toBeLessThanOrEqual(toleratedDrift + 1);
        }
      }),
    );
  });

  it('goes forward with fractions while nothing happens to it', () => {
    const { now, pass } = computer();
    const first = now();
    pass(0.125);
    expect(now() - first).toBeCloseTo(0.125, 3);
  });

  it('keeps the guard against stray presses closed after the computer slept', () => {
    const { at, now, pass, sleep } = computer();
    now();
    sleep(8 * 3_600_000);
    const rung: DeskEvent = {
      kind: 'invited',
      invite: { callId: 'c1', callSid: null, from: { displayName: '', user: 'x' }, calledNumber: null },
      at: now(),
    };
    const { shownAt } = popupView(
      reduce(initialDeskState, rung).state,
      { isShown: false, isFocused: false },
      null,
      now(),
    );
    const guard = createPressGuard(shownAt, { wall: () => at.wall, monotonic: () => at.steady });
    pass(guardMs - toleratedDrift - 2);
    expect(guard.isOpen()).toBe(false);
    pass(2 * toleratedDrift);
    expect(guard.isOpen()).toBe(true);
  });
});
