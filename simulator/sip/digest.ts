// Digest access for SIP: MD5 with qop=auth, as the edge asks for it (facts.md §4.2, RFC 2617 §3.2, RFC 3261 §22).
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Parameters, parseParameters } from './address.ts';

function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/** Parameters of an `Authorization: Digest …` header; null for another scheme or none. */
export function parseDigest(value: string): Parameters | null {
  const match = /^Digest\s+(.+)$/is.exec(value);
  return match?.[1] === undefined ? null : parseParameters(match[1], ',');
}

/** The answer a right secret gives to the challenge inside `digest`, as hex. */
export function digestResponse(digest: Parameters, method: string, secret: string): string {
  const field = (name: string): string => digest.get(name) ?? '';
  const a1 = md5(`${field('username')}:${field('realm')}:${secret}`);
  const a2 = md5(`${method}:${field('uri')}`);
  return md5([a1, field('nonce'), field('nc'), field('cnonce'), field('qop'), a2].join(':'));
}

export function isRightAnswer(digest: Parameters, method: string, secret: string): boolean {
  if (digest.get('qop')?.toLowerCase() !== 'auth') return false;
  const given = Buffer.from(digest.get('response') ?? '', 'utf8');
  const right = Buffer.from(digestResponse(digest, method, secret), 'utf8');
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The challenge of a 401. */
export function challenge(realm: string, nonce: string, stale: boolean): string {
  return `Digest realm="${realm}", nonce="${nonce}", qop="auth", algorithm=MD5${stale ? ', stale=true' : ''}`;
}

/** Nonces handed out, and whether one that comes back is still good. */
export class Nonces {
  readonly #issued = new Map<string, number>();
  readonly #lifetime: number;

  /** @param lifetime milliseconds a nonce is good for */
  constructor(lifetime = 300_000) {
    this.#lifetime = lifetime;
  }

  issue(): string {
    const nonce = randomBytes(24).toString('base64url');
    this.#issued.set(nonce, Date.now() + this.#lifetime);
    if (this.#issued.size > 1000) {
      const oldest = this.#issued.keys().next();
      if (!oldest.done) this.#issued.delete(oldest.value);
    }
    return nonce;
  }

  check(nonce: string): 'good' | 'stale' | 'unknown' {
    const until = this.#issued.get(nonce);
    if (until === undefined) return 'unknown';
    return until > Date.now() ? 'good' : 'stale';
  }

  /** Every nonce handed out so far is stale from now on. */
  expireAll(): void {
    for (const nonce of this.#issued.keys()) this.#issued.set(nonce, 0);
  }
}
