// Tokens as the service makes them: JWT, HS256, holding nothing but Id and exp (facts.md §1.4).
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const claimsSchema = z.object({ Id: z.string(), exp: z.number() });

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export class Tokens {
  readonly #key = randomBytes(32);
  readonly #lifetime: number;
  #revokedUpTo = 0;
  #lastExp = 0;

  /** @param lifetime seconds */
  constructor(lifetime: number) {
    this.#lifetime = lifetime;
  }

  issue(id: string): string {
    // `exp` is all that tells two tokens of one app apart, so it never repeats.
    this.#lastExp = Math.max(Math.floor(Date.now() / 1000) + this.#lifetime, this.#lastExp + 1);
    const head = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ Id: id, exp: this.#lastExp })}`;
    return `${head}.${this.#sign(head).toString('base64url')}`;
  }

  /** The id the token was made for; null for one that is not ours, is too old or was revoked. */
  read(token: string): string | null {
    const [header, payload, signature, ...rest] = token.split('.');
    if (!header || !payload || !signature || rest.length > 0) return null;
    const given = Buffer.from(signature, 'base64url');
    const right = this.#sign(`${header}.${payload}`);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    if (!claims.success) return null;
    const { Id, exp } = claims.data;
    return exp > Date.now() / 1000 && exp > this.#revokedUpTo ? Id : null;
  }

  /** Every token issued so far stops working at once. */
  expireAll(): void {
    this.#revokedUpTo = this.#lastExp;
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}
