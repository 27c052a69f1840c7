// The keys that act on a call: with Control anywhere in this window, alone only while the call has the focus.
import { useEffect, useEffectEvent } from 'react';

export interface CallKeys {
  /** Control+Enter anywhere, A in the panel. */
  answer?: () => void;
  /** Control+Backspace anywhere, `endLetter` in the panel. */
  end?: () => void;
  endLetter: 'd' | 'h';
}

/** What a key event asks of a call; null for everything else. A key held down asks once. */
export function callKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>,
  isInPanel: boolean,
  endLetter: 'd' | 'h',
): 'answer' | 'end' | null {
  if (event.repeat || event.altKey || event.shiftKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (event.key === 'Enter') return 'answer';
    return event.key === 'Backspace' ? 'end' : null;
  }
  if (!isInPanel) return null;
  const letter = event.key.toLowerCase();
  if (letter === 'a') return 'answer';
  return letter === endLetter ? 'end' : null;
}

/** Listens as long as the panel that calls it is on the screen. */
export function useCallKeys(keys: CallKeys & { panelId?: string }): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const panel = document.getElementById(keys.panelId ?? 'current-call');
    const isInPanel = event.target instanceof Node && panel !== null && panel.contains(event.target);
    const asked = callKey(event, isInPanel, keys.endLetter);
    const act = asked === 'answer' ? keys.answer : asked === 'end' ? keys.end : undefined;
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
