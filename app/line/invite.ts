// What the headers of an INVITE, and of the CANCEL that may follow it, tell about a call. Nothing here is trusted.

/** The parts of an INVITE that are read. `header` gives every value of a header, whatever its casing. */
export interface InviteMessage {
  displayName: string;
  user: string;
  calledUser: string;
  header(name: string): readonly string[];
}

export interface InviteReading {
  callSid: string | null;
  from: { displayName: string; user: string };
  calledNumber: string | null;
}

/** Caps of the contract (`app/contract/line.ts`): more is a broken or hostile sender. */
const longest = { displayName: 4096, user: 1024, callSid: 256, calledNumber: 256 };

/** Reads the caller, the called number and the vendor's join key (facts.md §4.3); all of it may be absent. */
export function readInvite(invite: InviteMessage): InviteReading {
  const called = decoded(invite.calledUser).slice(0, longest.calledNumber);
  return {
    callSid: readCallSid(invite.header('X-Exotel-Callsid')),
    from: {
      displayName: unquoted(invite.displayName.slice(0, longest.displayName)),
      user: decoded(invite.user).slice(0, longest.user),
    },
    calledNumber: called === '' ? null : called,
  };
}

/** An opaque key: one cut short would join the wrong call, so one too long is none. */
function readCallSid(values: readonly string[]): string | null {
  const value = values[0]?.trim() ?? '';
  return value === '' || value.length > longest.callSid ? null : value;
}

/** A display name as sent, without the quotes and escapes of RFC 3261 §25.1 (quoted-string). */
function unquoted(text: string): string {
  const trimmed = text.trim();
  const inner = /^"(.*)"$/s.exec(trimmed)?.[1] ?? trimmed;
  return inner.replace(/\\(.)/gs, '$1');
}

/** The user part of a URI with its escapes undone; left as it came where they are broken. */
function decoded(user: string): string {
  const text = user.slice(0, longest.user * 3);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Why a ringing call was cancelled, by the Reason headers of the CANCEL (RFC 3326 §2): another device of the
 * agent, or another agent, took it, or else the caller gave up.
 */
export function readCancel(reasons: readonly string[]): 'answered-elsewhere' | 'caller-gave-up' {
  const elsewhere = reasons.some(
    (reason) =>
      /^\s*SIP\b.*;\s*cause\s*=\s*"?200\b/is.test(reason) ||
      /\b(completed|answered|accepted) elsewhere\b/i.test(reason),
  );
  return elsewhere ? 'answered-elsewhere' : 'caller-gave-up';
}
