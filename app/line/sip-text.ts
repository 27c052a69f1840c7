// A SIP message read without a grammar: enough to answer what the SIP library cannot read, and to register.

export interface SipText {
  /** Null for a reply. */
  readonly method: string | null;
  /** Null for a request. */
  readonly status: number | null;
  /** Values of a header in order, one for each line, under its full or compact name. */
  headers(name: string): readonly string[];
}

/** Compact forms (RFC 3261 §7.3.3). */
const compact: ReadonlyMap<string, string> = new Map([
  ['c', 'content-type'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['k', 'supported'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['t', 'to'],
  ['v', 'via'],
]);

/** Reads the start line and the headers of a message; null where there is nothing like SIP. */
export function readSip(text: string): SipText | null {
  const end = text.indexOf('\r\n\r\n');
  // A line that starts with white space goes on from the one before (RFC 3261 §7.3.1).
  const [start = '', ...lines] = (end === -1 ? text : text.slice(0, end))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const reply = /^SIP\/2\.0 (\d{3})( |$)/i.exec(start)?.[1];
  const request = /^([A-Za-z0-9\-.!%*_+`'~]{1,64}) .* SIP\/\d+\.\d+$/i.exec(start)?.[1];
  if (reply === undefined && request === undefined) return null;
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon === -1) continue;
    const written = line.slice(0, colon).trim().toLowerCase();
    const name = compact.get(written) ?? written;
    // A lone CR or LF, copied into a reply, would begin a line of its own.
    const value = line
      .slice(colon + 1)
      .replace(/[\r\n]/g, ' ')
      .trim();
    const values = found.get(name);
    if (values === undefined) found.set(name, [value]);
    else values.push(value);
  }
  return {
    method: request ?? null,
    status: reply === undefined ? null : Number(reply),
    headers: (name) => found.get(name) ?? [],
  };
}

/** The method a message is about, its own or the one of the request it answers; "" where it does not say. */
export function methodOf(message: SipText): string {
  return message.method ?? /^\d+\s+(\S+)$/.exec(message.headers('cseq')[0] ?? '')?.[1] ?? '';
}

/** What tells one exchange from another: branch of the topmost Via and method (RFC 3261 §17.1.3); "" if unknown. */
export function exchangeOf(message: SipText): string {
  const branch = /;\s*branch\s*=\s*([^\s;,]+)/i.exec(message.headers('via')[0] ?? '')?.[1];
  return branch === undefined ? '' : `${branch} ${methodOf(message)}`;
}

/** True for a request that is part of no call yet. */
export function isFirst(message: SipText): boolean {
  return !/;\s*tag\s*=/i.test(message.headers('to')[0] ?? '');
}

/**
 * The text of a reply that keeps no state (RFC 3261 §8.2.6, §8.2.7): what ties it to the request is copied
 * as it came. Null where nobody could tell what it answers, and for an ACK, which takes no reply.
 */
export function statelessReply(request: SipText, status: number, reason: string): string | null {
  const [from, to, callId, sequence] = ['from', 'to', 'call-id', 'cseq'].map(
    (name) => request.headers(name)[0],
  );
  const vias = request.headers('via');
  const named = request.method !== null && request.method !== 'ACK' && vias.length > 0;
  if (!named || from === undefined || to === undefined || callId === undefined || sequence === undefined) {
    return null;
  }
  // The same request gets the same tag each time: there is no state to remember it by.
  const tag = isFirst(request) ? `;tag=${fingerprint([vias[0], callId, sequence].join('\n'))}` : '';
  return [
    `SIP/2.0 ${status} ${reason}`,
    ...vias.map((via) => `Via: ${via}`),
    `From: ${from}`,
    `To: ${to}${tag}`,
    `Call-ID: ${callId}`,
    `CSeq: ${sequence}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

/** A short name for a text; it guards nothing (FNV-1a). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Splits at `separator`, but not inside quotes or angle brackets; in one pass, whatever the text. */
export function splitOutside(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let begin = 0;
  let quoted = false;
  let bracketed = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === '<') bracketed = true;
    else if (!quoted && character === '>') bracketed = false;
    else if (character === separator && !quoted && !bracketed) {
      parts.push(text.slice(begin, at));
      begin = at + 1;
    }
  }
  parts.push(text.slice(begin));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
