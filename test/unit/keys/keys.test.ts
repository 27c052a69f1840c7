// Keys act on calls only when they were meant to: never while typing, never behind a dialog, once a press.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  actionOf,
  ariaKeys,
  type KeyPress,
  type KeySituation,
  keyActions,
  keyCaps,
  keys,
} from '../../../app/keys/keys.ts';

const none: KeyPress = {
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
};
const desk: KeySituation = { isMac: false, isTyping: false, isBehindDialog: false };
const chord = (key: string, code = `Key${key.toUpperCase()}`): KeyPress => ({
  ...none,
  key,
  code,
  ctrlKey: true,
  shiftKey: true,
});

test.each([
  ['A', 'answer'],
  ['D', 'decline'],
  ['H', 'hang-up'],
] as const)('Ctrl+Shift+%s asks to %s, also while one types', (letter, action) => {
  expect(actionOf(chord(letter), desk)).toBe(action);
  expect(actionOf(chord(letter), { ...desk, isTyping: true })).toBe(action);
});

test('Ctrl+Backspace, which deletes a word, and Ctrl+Enter act on no call', () => {
  for (const key of ['Backspace', 'Enter']) {
    for (const isTyping of [true, false]) {
      expect(actionOf({ ...none, key, code: key, ctrlKey: true }, { ...desk, isTyping })).toBeNull();
    }
  }
});

test('behind a dialog no key acts, not even a chord', () => {
  for (const press of [chord('A'), chord('H'), { ...none, key: 'F6' }]) {
    expect(actionOf(press, desk)).not.toBeNull();
    expect(actionOf(press, { ...desk, isBehindDialog: true })).toBeNull();
  }
});

test('a key held down asks once', () => {
  expect(actionOf({ ...chord('A'), repeat: true }, desk)).toBeNull();
});

test('under a script without Latin letters the key at the same place is meant', () => {
  expect(actionOf(chord('ो', 'KeyA'), desk)).toBe('answer');
  // On a French keyboard A is where Q is elsewhere: what the key types counts.
  expect(actionOf(chord('A', 'KeyQ'), desk)).toBe('answer');
  expect(actionOf(chord('Q', 'KeyA'), desk)).toBeNull();
});

test('on a Mac the command key is the other one', () => {
  const command: KeyPress = { ...chord('h'), ctrlKey: false, metaKey: true };
  expect(actionOf(command, { ...desk, isMac: true })).toBe('hang-up');
  expect(actionOf(command, desk)).toBeNull();
  expect(actionOf(chord('h'), { ...desk, isMac: true })).toBeNull();
  expect(keyCaps('hang-up', true)).toEqual(['⌘', '⇧', 'H']);
  expect(ariaKeys('hang-up', true)).toBe('Meta+Shift+H');
});

test('F6, F7 and the question mark go to the call, to the list and to the keys, but not while typing', () => {
  const press = (key: string) => ({ ...none, key, code: key, shiftKey: key === '?' });
  for (const [key, action] of [
    ['F6', 'to-call'],
    ['F7', 'to-list'],
    ['?', 'help'],
  ] as const) {
    expect(actionOf(press(key), desk)).toBe(action);
    expect(actionOf(press(key), { ...desk, isTyping: true })).toBeNull();
  }
});

test('no two actions share a key', () => {
  const caps = keyActions.map((action) => keyCaps(action, false).join());
  expect(new Set(caps).size).toBe(keyActions.length);
});

describe('whatever is pressed', () => {
  const press: fc.Arbitrary<KeyPress> = fc.record({
    key: fc.oneof(
      fc.constantFrom('a', 'A', 'd', 'H', 'F6', 'F7', '?', 'Enter', 'Backspace', ' ', 'Escape'),
      fc.string({ maxLength: 3 }),
    ),
    code: fc.constantFrom('KeyA', 'KeyD', 'KeyH', 'Slash', 'F6', 'Enter', 'Backspace', ''),
    ctrlKey: fc.boolean(),
    metaKey: fc.boolean(),
    altKey: fc.boolean(),
    shiftKey: fc.boolean(),
    repeat: fc.boolean(),
  });
  const situation = fc.record({ isMac: fc.boolean(), isTyping: fc.boolean(), isBehindDialog: fc.boolean() });

  it('nothing acts behind a dialog, and while typing nothing but a chord', () => {
    fc.assert(
      fc.property(press, situation, (pressed, where) => {
        const action = actionOf(pressed, where);
        if (where.isBehindDialog || pressed.repeat || pressed.altKey) expect(action).toBeNull();
        if (action === null) return;
        if (where.isTyping) expect(keys[action].isChord).toBe(true);
        if (keys[action].isChord) {
          expect([pressed.shiftKey, where.isMac ? pressed.metaKey : pressed.ctrlKey]).toEqual([true, true]);
        }
      }),
    );
  });
});
