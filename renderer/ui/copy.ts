// Copies a text, by the copy command: the asynchronous clipboard needs a permission that no window is given.

/** True when `text` is now on the clipboard. Works only while a press or key is being handled. */
export function copyText(text: string): boolean {
  let copied = false;
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    copied = event.clipboardData !== null;
  };
  document.addEventListener('copy', put, { once: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', put);
  return done && copied;
}
