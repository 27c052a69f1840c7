// From one push to the next, what did not change is the very same object.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialDeskState } from '../../../app/desk/state.ts';
import { createDeskStore, withChange } from '../../../renderer/desk/store.ts';
import { kept } from '../../../renderer/ui/kept.ts';

const copy = <T>(value: T): T => structuredClone(value);
const call = (id: string, name = 'Meera') => ({ id, caller: { name, e164: null }, rangAt: 1 });

test('a list that says the same is the same list', () => {
  const before = [call('a'), call('b')];
  expect(kept(before, copy(before))).toBe(before);
});

test('a new call at the head leaves every other row the very same object', () => {
  const before = [call('b'), call('a')];
  const after = kept(before, copy([call('c'), ...before]));
  expect(after).toHaveLength(3);
  expect(after[1]).toBe(before[0]);
  expect(after[2]).toBe(before[1]);
});

test('a call that changed is a new object, in which what did not change is not', () => {
  const before = [call('a'), call('b')];
  const after = kept(before, [call('a'), { ...copy(call('b')), rangAt: 2 }]);
  expect(after).not.toBe(before);
  expect(after[1]).not.toBe(before[1]);
  expect(after[1]?.rangAt).toBe(2);
  expect(after[1]?.caller).toBe(before[1]?.caller);
});

test('a part that main pushes again unchanged changes nothing that a view reads', () => {
  const view = createDeskStore().getState();
  const next = withChange(view, { revision: 3, parts: { device: copy(view.desk.device), calls: [] } });
  expect(next).toEqual({ revision: 3, desk: initialDeskState });
  expect(next.desk).toBe(view.desk);
});

const json = fc.jsonValue();

test('whatever is pushed, what is kept says what was pushed, and the same twice is the same object', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      expect(kept(before, after)).toEqual(after);
      const again = kept(before, copy(before));
      expect(Object.is(again, before)).toBe(true);
    }),
  );
});
