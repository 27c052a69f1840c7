// SIP text as it comes off the socket: made fit for sip.js, and read by hand where sip.js cannot.
import type { InviteMessage } from './invite.ts';
import type { SipText } from './sip-text.ts';

/** Seconds; beyond 24 days a timer of sip.js would run at once, and the call be told off as expired. */
const longestExpires = 86_400;

/**
 * The same message without what sip.js stumbles over. It knows a description only by the bare
 * `application/sdp`, though types have parameters and no casing (RFC 3261 §7.3.1, §20.15); and it waits for an
 * INVITE's Expires as it came, whatever came.
 */
export function readable(text: string): string {
  const { head, rest } = parts(text);
  const plain = head.replace(
    /^(?:content-type|c)[ \t]*:[ \t]*application\/sdp[ \t]*(?:;[^\r\n]*)?$/im,
    'Content-Type: application/sdp',
  );
  if (!plain.startsWith('INVITE ')) return plain + rest;
  return (
    plain.replace(/^expires[ \t]*:[ \t]*(\S*)[^\r\n]*$/im, (_line, value: string) => {
      const seconds = /^\d+$/.test(value) ? Number(value) : longestExpires;
      return `Expires: ${Math.min(seconds, longestExpires)}`;
    }) + rest
  );
}

/** What can be told of the caller by an INVITE that cannot be read as a whole. */
export function salvaged(request: SipText): InviteMessage {
  const from = request.headers('from')[0] ?? '';
  const called = request.headers('to')[0] ?? '';
  return {
    displayName: /^\s*("(?:[^"\\]|\\.)*"|[^<"]*)\s*</.exec(from)?.[1] ?? '',
    user: userOf(from),
    calledUser: userOf(called),
    header: (name) => request.headers(name.toLowerCase()),
  };
}

function userOf(address: string): string {
  return /\b(?:sips?|tel):([^@;>\s]{1,1024})/i.exec(address)?.[1] ?? '';
}

function parts(text: string): { head: string; rest: string } {
  const end = text.indexOf('\r\n\r\n');
  return end === -1 ? { head: text, rest: '' } : { head: text.slice(0, end), rest: text.slice(end) };
}
