// A caller as the desktop names them, in plain text that nothing on the wire can bend.
import { type Caller, safeText } from '../../app/calls/caller.ts';

/** Notifications and menus cut off longer names in ways of their own. */
const longest = 48;

/** The name, else the number, else null for a caller who withheld both. */
export function callerName(caller: Caller): string | null {
  const text = safeText(caller.name ?? caller.display, longest);
  return text === '' ? null : text;
}

/** The number beside the name, where there is both; else null. */
export function callerNumber(caller: Caller): string | null {
  if (caller.name === null) return null;
  const text = safeText(caller.display, longest);
  return text === '' ? null : text;
}
