// One phone on a desktop: a second start brings the first one's window to the front and ends.
import type { App } from 'electron';

/**
 * True in the first instance. In any other the process must end at once, before it opens anything; the first
 * one then calls `onSecond`.
 */
export function isOnlyInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  onSecond: () => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => onSecond());
  return true;
}
