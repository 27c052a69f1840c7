// What the edge says to a REGISTER: a grant, a challenge, a refusal; friendly or odd.
import type { LineTrouble } from './line.ts';
import { type SipText, splitOutside } from './sip-text.ts';

/**
 * Seconds granted (RFC 3261 §10.2.4): the `expires` of our own Contact, else the Expires header, else what
 * was asked for. Other Contacts in the answer are other devices of the agent, in any form whatever.
 */
export function readExpires(answer: SipText, contactUser: string, asked: number): number {
  const ours = answer
    .headers('contact')
    .flatMap((header) => splitOutside(header, ','))
    .find((contact) => contact.includes(`sip:${contactUser}@`));
  const granted =
    ours === undefined ? undefined : /;\s*expires\s*=\s*"?(\d{1,12})/i.exec(afterUri(ours))?.[1];
  const header = /^(\d{1,12})$/.exec(answer.headers('expires')[0] ?? '')?.[1];
  return Number(granted ?? header ?? asked);
}

/** Seconds of a Retry-After header, whose comment and parameters are left aside (RFC 3261 §20.33). */
export function readRetryAfter(answer: Pick<SipText, 'headers'>): number | null {
  return leadingNumber(answer.headers('retry-after')[0]);
}

/** Seconds of Min-Expires, the shortest the edge grants (RFC 3261 §20.23). */
export function readMinExpires(answer: SipText): number | null {
  return leadingNumber(answer.headers('min-expires')[0]);
}

function leadingNumber(header: string | undefined): number | null {
  const seconds = /^(\d{1,9})/.exec(header ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds);
}

function afterUri(contact: string): string {
  const end = contact.indexOf('>');
  return end === -1 ? contact : contact.slice(end + 1);
}

/** A challenge that MD5 answers (RFC 2617 §3.2.1); texts as they were quoted. */
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly stale: boolean;
  /** What may be protected; undefined where the edge asks for none (RFC 2069). */
  readonly qop: readonly string[] | undefined;
}

/**
 * The first challenge that we can answer, of all that are offered (RFC 8760 §2.5 has the edge offer several,
 * in several headers or in one); null when there is none: another scheme, another hash, or nothing at all.
 */
export function readChallenge(headers: readonly string[]): Challenge | null {
  for (const parameters of headers.flatMap(challengesOf)) {
    const algorithm = parameters.get('algorithm') ?? 'md5';
    const realm = parameters.get('realm');
    const nonce = parameters.get('nonce');
    const qop = parameters
      .get('qop')
      ?.toLowerCase()
      .split(/[\s,]+/);
    const fits = qop === undefined || qop.includes('auth') || qop.includes('auth-int');
    if (algorithm.toLowerCase() !== 'md5' || !realm || !nonce || !fits) continue;
    const stale = parameters.get('stale')?.toLowerCase() === 'true';
    return { realm, nonce, opaque: parameters.get('opaque'), stale, qop };
  }
  return null;
}

/** Each Digest challenge of a header as its parameters: a comma parts both parameters and challenges. */
function challengesOf(header: string): Map<string, string>[] {
  const all: Map<string, string>[] = [];
  let current: Map<string, string> | null = null;
  for (const part of splitOutside(header, ',')) {
    const scheme = /^([A-Za-z][\w-]*)\s+(?=[\w-]+\s*=)/.exec(part) ?? /^([A-Za-z][\w-]*)$/.exec(part);
    if (scheme !== null) {
      current = scheme[1]?.toLowerCase() === 'digest' ? new Map() : null;
      if (current !== null) all.push(current);
    }
    const [, name, quoted, bare] =
      /^([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))$/s.exec(part.slice(scheme?.[0].length ?? 0)) ?? [];
    if (name !== undefined) current?.set(name.toLowerCase(), quoted ?? bare ?? '');
  }
  return all;
}

/** Why the same REGISTER would meet the same refusal again (facts.md §4.2); null for what may pass. */
export function finalTrouble(code: number): LineTrouble | null {
  switch (code) {
    case 403:
      return 'forbidden';
    case 404:
      return 'unknown-agent';
    default:
      return null;
  }
}
