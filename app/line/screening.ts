// Which INVITEs are refused before they ring, first ones and those inside a call, and what is said of them.
import type { EndReason } from '../calls/call.ts';
import { faultOfOffer, isSdp } from './sdp.ts';

/** An INVITE as far as it decides whether it is taken. `header` gives every value, whatever the casing. */
export interface ScreenedInvite {
  /** "" where there is none: then we are asked for an offer (RFC 3261 §13.2.1). */
  body: string;
  header(name: string): readonly string[];
}

export interface Refusal {
  readonly statusCode: number;
  /** Whole header lines that say to the other side why (RFC 3261 §20.43 for Warning). */
  readonly headers: readonly string[];
  readonly reason: EndReason;
  /** One line for the log. */
  readonly why: string;
}

/** The refusal of what could never become a call, in the order of RFC 3261 §8.2; null for what may ring. */
export function refusalOf(invite: ScreenedInvite): Refusal | null {
  const required = tagsOf(invite.header('require'));
  if (required.length > 0) {
    // No extension is supported: whoever insists on one must be told which (RFC 3261 §8.2.2.3).
    const headers = [`Unsupported: ${required.join(', ')}`];
    return refusal(420, 'call-unsupported', headers, `it requires ${required.join(', ')}`);
  }
  if (invite.body === '') return null;
  const [type = ''] = invite.header('content-type');
  if (!isSdp(type)) {
    return refusal(
      415,
      'call-unsupported',
      ['Accept: application/sdp'],
      'its body is no session description',
    );
  }
  const fault = faultOfOffer(invite.body);
  if (fault === null) return null;
  const reason = fault === 'no-audio' ? 'no-audio-offered' : 'audio-unsupported';
  return refusal(488, reason, [`Warning: 399 offhook.invalid "${fault}"`], `its offer has a fault: ${fault}`);
}

function refusal(statusCode: number, reason: EndReason, headers: string[], what: string): Refusal {
  return { statusCode, headers, reason, why: `An INVITE was answered ${statusCode}: ${what}.` };
}

/** Option tags; what is no token (RFC 3261 §25.1) is not repeated into a header of ours. */
function tagsOf(values: readonly string[]): string[] {
  const tags = values.flatMap((value) => value.split(',')).map((tag) => tag.trim());
  return tags.filter((tag) => tag !== '').map((tag) => (/^[\w.!%*+`'~-]{1,64}$/.test(tag) ? tag : 'unknown'));
}
