// The Retry-After header.

/**
 * Milliseconds to wait from `now` (milliseconds since the epoch), whether the header names seconds or a date
 * (RFC 9110 §10.2.3); null when it is missing or says neither.
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
