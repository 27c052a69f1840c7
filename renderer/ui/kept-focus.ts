// Keeps the focus on the page: when what had it is gone or can't have it any more, it goes to the page's heading.
import { useEffect } from 'react';

/**
 * For as long as the view that calls it is on the screen. A view that moves the focus itself comes first: it
 * has the whole frame to do so.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = document.activeElement;
    let frame = 0;
    const remember = (event: FocusEvent) => {
      if (event.target instanceof Element) last = event.target;
    };
    const look = () => {
      if (document.activeElement !== document.body || last === null || canHaveFocus(last)) return;
      const heading = document.querySelector('h1');
      if (heading === null) return;
      heading.tabIndex = -1;
      heading.focus();
    };
    // Put down by a click on the page it was meant so, whatever becomes later of what had it.
    const putDown = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (last === null || last !== target || document.activeElement !== document.body) return;
        if (canHaveFocus(last)) last = null;
      });
    const changes = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    });
    document.addEventListener('focusin', remember);
    document.addEventListener('focusout', putDown);
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('focusout', putDown);
      changes.disconnect();
      cancelAnimationFrame(frame);
    };
  }, []);
}

function canHaveFocus(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled');
}
