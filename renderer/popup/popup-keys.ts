// The keys of the popup. It never takes the focus; should it have it, only deliberate keys act on a call.

/** Control+Enter answers, Control+Backspace declines; Enter alone acts only on a button that has the focus. */
export function popupKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>,
): 'answer' | 'decline' | null {
  if (event.repeat || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return null;
  if (event.key === 'Enter') return 'answer';
  return event.key === 'Backspace' ? 'decline' : null;
}
