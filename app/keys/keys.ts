// The keys of the phone: the one table that windows, their card of keys and the tests read.

interface Key {
  /** With the machine's command key and Shift: such a chord is never typed, so it acts while one types too. */
  readonly isChord: boolean;
  /** What the keyboard calls it: a Latin letter for a chord. */
  readonly key: string;
}

export const keys = {
  answer: { isChord: true, key: 'A' },
  decline: { isChord: true, key: 'D' },
  'hang-up': { isChord: true, key: 'H' },
  'to-call': { isChord: false, key: 'F6' },
  'to-list': { isChord: false, key: 'F7' },
  help: { isChord: false, key: '?' },
} as const satisfies Record<string, Key>;

export type KeyAction = keyof typeof keys;
export const keyActions = Object.keys(keys) as KeyAction[];

/** What a key event says, by the names of the DOM. */
export interface KeyPress {
  readonly key: string;
  /** Where on the keyboard: `KeyA` is the same place in every script. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
}

export interface KeySituation {
  /** On a Mac the command key is ⌘, elsewhere Ctrl. */
  readonly isMac: boolean;
  /** The focus is where text is written: keys without a chord are text. */
  readonly isTyping: boolean;
  /** A dialog is open: nothing behind it acts. */
  readonly isBehindDialog: boolean;
}

/** What a press asks for; null for every other one. A key held down asks once. */
export function actionOf(press: KeyPress, situation: KeySituation): KeyAction | null {
  if (press.repeat || situation.isBehindDialog) return null;
  return keyActions.find((action) => isPressed(keys[action], press, situation)) ?? null;
}

function isPressed({ isChord, key }: Key, press: KeyPress, { isMac, isTyping }: KeySituation): boolean {
  if (press.altKey) return false;
  if (!isChord) return press.key === key && !press.ctrlKey && !press.metaKey && !isTyping;
  const hasCommand = isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  return hasCommand && press.shiftKey && letterOf(press) === key;
}

/** The Latin letter of a press: the one it types, or under another script the one at the same place. */
function letterOf({ key, code }: KeyPress): string {
  return /^[a-z]$/i.test(key) ? key.toUpperCase() : code.replace(/^Key/, '');
}

/** The keys of an action as they stand on the keyboard, one after the other. */
export function keyCaps(action: KeyAction, isMac: boolean): string[] {
  const { isChord, key } = keys[action];
  if (!isChord) return [key];
  return isMac ? ['⌘', '⇧', key] : ['Ctrl', 'Shift', key];
}

/** The keys of an action for `aria-keyshortcuts` (WAI-ARIA 1.2 §6.6). */
export function ariaKeys(action: KeyAction, isMac: boolean): string {
  const { isChord, key } = keys[action];
  return isChord ? `${isMac ? 'Meta' : 'Control'}+Shift+${key}` : key;
}
