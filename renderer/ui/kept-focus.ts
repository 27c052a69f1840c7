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
    const changes = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    });
    document.addEventListener('focusin', remember);
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', remember);
      changes.disconnect();
      cancelAnimationFrame(frame);
    };
  }, []);
}

/** An agent who put the focus nowhere by a click on the page meant it so. */
function canHaveFocus(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled');
}
