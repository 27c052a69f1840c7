// How long the edge registered us for, read from its answer to a REGISTER.

/**
 * Seconds granted (RFC 3261 §10.2.4): the `expires` of our own Contact, else the Expires header, else what
 * was asked for. Other Contacts in the answer are other devices of the agent.
 */
export function readExpires(
  contacts: readonly string[],
  expires: string | undefined,
  contactUser: string,
  asked: number,
): number {
  const ours = contacts
    .flatMap((header) => splitContacts(header))
    .find((contact) => contact.includes(`sip:${contactUser}@`));
  const granted = ours === undefined ? undefined : /;\s*expires\s*=\s*"?(\d{1,9})/i.exec(afterUri(ours))?.[1];
  const header = /^\s*(\d{1,9})\s*$/.exec(expires ?? '')?.[1];
  return Number(granted ?? header ?? asked);
}

/** Seconds of a Retry-After header, whose comment and parameters are left aside (RFC 3261 §20.33). */
export function readRetryAfter(header: string | undefined): number | null {
  const seconds = /^\s*(\d{1,9})/.exec(header ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds);
}

/** Commas part contacts, except those inside a URI or a quoted parameter. */
function splitContacts(header: string): string[] {
  return header.match(/(?:"[^"]*"|<[^>]*>|[^,])+/g) ?? [];
}

function afterUri(contact: string): string {
  const end = contact.indexOf('>');
  return end === -1 ? contact : contact.slice(end + 1);
}
