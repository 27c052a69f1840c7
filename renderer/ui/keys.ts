// The keys of the phone in a window: who listens, and where a press falls.
import { useEffect, useEffectEvent } from 'react';
import { actionOf, type KeyAction } from '../../app/keys/keys.ts';

/** True on a Mac, whose command key is another. */
export const isMac = /^Mac/.test(globalThis.navigator?.platform ?? '');

/** Acts on its keys as long as the view that calls it is on the screen. Undefined: the key is not taken. */
export function useKeys(acts: Partial<Record<KeyAction, (() => void) | undefined>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = actionOf(event, {
      isMac,
      isTyping: isTextField(event.target) || event.isComposing,
      isBehindDialog: document.querySelector('[role="dialog"], [role="alertdialog"]') !== null,
    });
    const act = action === null ? undefined : acts[action];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}

/** Where text is written: not every input, since a slider or a box to tick takes no letters. */
function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !notForText.has(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

const notForText = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);
