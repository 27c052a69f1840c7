// What an eye would see amiss on a page: text that is cut, parts that stick out, a page that scrolls sideways.

/** Runs in the page. Each fault in a line; none where all is well. */
export function faultsSeen(): string[] {
  const page = document.documentElement;
  const faults: string[] = [];
  // A field scrolls its own text.
  const isHidden = (element: Element) =>
    element.closest('.only-heard, [aria-hidden="true"], svg, input') !== null;
  const name = (element: Element) => {
    const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 50);
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${words}`;
  };
  const scrollsInto = (element: Element): boolean => {
    for (let part = element.parentElement; part !== null; part = part.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(part).overflowY)) return true;
    }
    return false;
  };

  if (page.scrollWidth > page.clientWidth) faults.push('the page scrolls sideways');
  if (page.scrollHeight > page.clientHeight) faults.push('the page itself scrolls, and not a part of it');
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (isHidden(element) || !element.checkVisibility({ checkVisibilityCSS: true })) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    // What is only there for who cannot see is a point, or nothing.
    if (box.width <= 1 || box.height <= 1) continue;
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
    );
    const isWide = element.scrollWidth > element.clientWidth + 1 && style.display !== 'inline';
    const isTall = element.scrollHeight > element.clientHeight + 1 && style.display !== 'inline';
    const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    if (isWide && /auto|scroll/.test(style.overflowX)) faults.push(`scrolls sideways: ${name(element)}`);
    if (isWide && hides(style.overflowX) && style.textOverflow !== 'ellipsis')
      faults.push(`is cut at its side: ${name(element)}`);
    // A number or name of any length may end in an ellipsis, what a button does may not.
    if (isWide && hasText && style.textOverflow === 'ellipsis' && isWordOfButton(element))
      faults.push(`the word of a button is cut: ${name(element)}`);
    if (isTall && hides(style.overflowY)) faults.push(`is cut at its foot: ${name(element)}`);
    if (hasText && (box.right > page.clientWidth + 1 || box.left < -1))
      faults.push(`sticks out at a side: ${name(element)}`);
    if (hasText && (box.bottom > page.clientHeight + 1 || box.top < -1) && !scrollsInto(element))
      faults.push(`is out of reach: ${name(element)}`);
  }
  return faults;

  function isWordOfButton(element: Element): boolean {
    return element.closest('button') !== null && element.closest('.wire-text') === null;
  }
}
