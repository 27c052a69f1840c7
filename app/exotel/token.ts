// An API token and its life: opaque, save that a JWT tells when it ends.
import { z } from 'zod';
import { OffhookError } from '../failure.ts';
import { field, isRecord, readNumber } from './wire.ts';

/** Times are milliseconds since the epoch, by this machine's clock. */
export const tokenSchema = z.object({
  value: z.string().min(1).max(8192),
  issuedAt: z.number(),
  expiresAt: z.number(),
});
export type Token = z.infer<typeof tokenSchema>;

/** The documented life of a token (facts.md §1.4), for one that does not tell its own: 90 days in ms. */
export const tokenLife = 90 * 24 * 60 * 60 * 1000;

/** How much of its life a token is used for before a new one is asked for. */
const usedShare = 0.8;

/**
 * Reads the token out of `POST /token`'s `Data`, a bare string.
 *
 * An `exp` in the past on a token that was just issued means that this machine's clock is wrong: it is then
 * treated like a token without one, and a 401 tells when it is really over. One beyond the documented life is
 * not believed: renewing too early costs nothing.
 *
 * @throws OffhookError `unreadable-reply`
 */
export function readToken(data: unknown, now: number): Token {
  const value = typeof data === 'string' ? data.trim() : '';
  // It goes into a header as it is: nothing but visible ASCII may.
  if (!/^[\x21-\x7e]{1,8192}$/.test(value)) throw new OffhookError('unreadable-reply');
  const end = expiryOf(value);
  const expiresAt = Math.min(end !== null && end > now ? end : Number.POSITIVE_INFINITY, now + tokenLife);
  return { value, issuedAt: now, expiresAt };
}

/**
 * When to ask for the next token: after 80 % of its life, 18 days early for one of 90 days, and still in
 * time for one of minutes. (A fixed day before the end would renew a short-lived token without pause.)
 */
export function renewalTime(token: Token): number {
  return token.issuedAt + (token.expiresAt - token.issuedAt) * usedShare;
}

/** `exp` of a JWT (RFC 7519 §4.1.4) in milliseconds since the epoch; null for any other token. */
function expiryOf(token: string): number | null {
  const parts = token.split('.');
  const payload = parts[1];
  if (parts.length !== 3 || payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const seconds = isRecord(claims) ? readNumber(field(claims, 'exp')) : null;
    return seconds === null ? null : seconds * 1000;
  } catch {
    return null;
  }
}
