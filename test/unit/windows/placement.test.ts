// Windows stand where an agent can see them, on whatever displays there are today.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CrashBackOff } from '../../../main/windows/crash-back-off.ts';
import { clampToWorkAreas, placePopup } from '../../../main/windows/placement.ts';

const length = fc.integer({ min: 100, max: 8000 });
const at = fc.integer({ min: -8000, max: 8000 });
const area = fc.record({ x: at, y: at, width: length, height: length });
const smallest = { width: 360, height: 480 };

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const inside = (box: Box, outer: Box) =>
  box.x >= outer.x &&
  box.y >= outer.y &&
  box.x + box.width <= outer.x + outer.width &&
  box.y + box.height <= outer.y + outer.height;

describe('the popup', () => {
  it('is wholly inside the work area of any display', () => {
    fc.assert(
      fc.property(area, fc.constantFrom('linux', 'darwin', 'win32'), (workArea, platform) => {
        expect(inside(placePopup(workArea, { width: 380, height: 184 }, platform), workArea)).toBe(true);
      }),
    );
  });

  it('stands where the platform shows its notifications', () => {
    const workArea = { x: 1920, y: 30, width: 1920, height: 1050 };
    const size = { width: 380, height: 184 };
    expect(placePopup(workArea, size, 'linux')).toEqual({ x: 3444, y: 46, ...size });
    expect(placePopup(workArea, size, 'win32')).toEqual({ x: 3444, y: 880, ...size });
  });
});

describe('the desk', () => {
  it('opens wholly inside a display, whatever was remembered', () => {
    fc.assert(
      fc.property(area, fc.array(area, { maxLength: 4 }), (bounds, workAreas) => {
        const placed = clampToWorkAreas(bounds, workAreas, smallest);
        if (placed !== null) expect(workAreas.some((workArea) => inside(placed, workArea))).toBe(true);
      }),
    );
  });

  it('stands where it stood when it still fits', () => {
    const bounds = { x: 100, y: 100, width: 900, height: 700 };
    expect(clampToWorkAreas(bounds, [{ x: 0, y: 0, width: 1920, height: 1050 }], smallest)).toEqual(bounds);
  });

  it('comes back from a display that was unplugged', () => {
    const bounds = { x: 2000, y: 100, width: 900, height: 700 };
    expect(clampToWorkAreas(bounds, [{ x: 0, y: 0, width: 1920, height: 1050 }], smallest)).toBeNull();
  });
});

describe('a window that crashes', () => {
  it('is made again at once, then less and less often, never later than thirty seconds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
        const backOff = new CrashBackOff(
          () => 0,
          () => random,
        );
        const delays = Array.from({ length: 12 }, () => backOff.crashed());
        expect(delays[0]).toBeLessThanOrEqual(200);
        expect(Math.max(...delays)).toBeLessThanOrEqual(30_000);
        expect(delays.every((delay, index) => index === 0 || delay >= (delays[index - 1] ?? 0))).toBe(true);
      }),
    );
  });

  it('starts afresh after a minute of good health', () => {
    let now = 0;
    const backOff = new CrashBackOff(
      () => now,
      () => 0.5,
    );
    const first = backOff.crashed();
    backOff.crashed();
    backOff.opened();
    now = 60_000;
    expect(backOff.crashed()).toBe(first);
  });
});
