// When a re-INVITE that was not accepted is sent again.

/** Milliseconds until the first and the longest wait after a refusal that may pass. */
const first = 2_000;
const longest = 30_000;
/** Seconds; an edge that asks for more is not obeyed further, since until then its BYE may not reach us. */
const longestAsked = 60;

/**
 * Milliseconds until a re-INVITE refused with `code` is tried again; null when trying again cannot help.
 * `refusals` counts those in a row, this one included; `retryAfter` is in seconds, or null.
 *
 * 491 is glare, and we do not own the Call-ID: up to 2 s in steps of 10 ms (RFC 3261 §14.1). 3xx has no
 * meaning here but that this way was not taken (§8.1.3.4), 408, 480 and 5xx pass.
 */
export function renewalDelay(
  code: number,
  refusals: number,
  retryAfter: number | null,
  random: () => number,
): number | null {
  if (code === 491) return Math.floor(random() * 201) * 10;
  const mayPass = code < 400 || code === 408 || code === 480 || code >= 500;
  if (!mayPass || code >= 600) return null;
  const wait = Math.min(longest, first * 2 ** (refusals - 1)) * (0.75 + 0.5 * random());
  const asked = retryAfter === null ? 0 : Math.min(Math.max(retryAfter, 0), longestAsked) * 1000;
  return Math.round(Math.max(wait, asked));
}
