// Signing in: from an app's pair and an agent's id to everything the desk and the line need.
import type { Agent, Region } from '../../app/account/account.ts';
import type { LineAccount } from '../../app/contract/line.ts';
import type { DeviceState } from '../../app/device/device.ts';
import { agentOf, deviceOf, type Mapping, sipUserOf } from '../../app/exotel/mapping.ts';
import { OffhookError } from '../../app/failure.ts';
import type { ExotelApi } from '../exotel/api.ts';
import { openSipSecret } from '../exotel/sip-secret.ts';

export interface SignIn {
  /** Gets its token by itself: the first request is the first proof of the pair. */
  api: ExotelApi;
  accountId: string;
  region: Region;
  userId: string;
  /** ISO 3166-1 alpha-2: how the agent's numbers are formatted. */
  country: string;
  now?: () => number;
}

export interface SignedIn {
  agent: Agent;
  device: Omit<DeviceState, 'wanted'>;
  /** For the line alone; holds the SIP secret. */
  lineAccount: LineAccount;
  /** ExotelAccountSid: the mapping's own, else the app's. */
  accountSid: string;
}

/**
 * Signs an agent in.
 *
 * @throws OffhookError with what the requests reject with, and `unknown-agent`, `agent-inactive`,
 *   `voip-not-enabled` (no SipId or SipSecret), `sip-secret-masked`; the signal's reason when it is aborted
 */
export async function signIn(options: SignIn, signal: AbortSignal): Promise<SignedIn> {
  const app = await options.api.app(signal);
  const mapping = await options.api.mapping(options.userId, signal);
  if (!mapping.isActive) throw new OffhookError('agent-inactive');
  const accountSid = mapping.accountSid === '' ? app.accountSid : mapping.accountSid;
  return {
    agent: agentOf(mapping, options.accountId, options.country),
    device: deviceOf(mapping, (options.now ?? Date.now)()),
    lineAccount: lineAccountOf(mapping, accountSid, options.region),
    accountSid,
  };
}

/**
 * What the line registers with, from a mapping.
 *
 * @throws OffhookError `voip-not-enabled`, `sip-secret-masked`, or `unreadable-reply` when the account's
 *   name can't be part of a domain
 */
export function lineAccountOf(mapping: Mapping, accountSid: string, region: Region): LineAccount {
  const sipUser = sipUserOf(mapping.sipId);
  if (sipUser === '') throw new OffhookError('voip-not-enabled');
  const sipSecret = openSipSecret(mapping.sipSecret);
  const named = region.sipDomain.includes('{account}');
  if (named && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(accountSid)) {
    throw new OffhookError('unreadable-reply', { cause: new Error('ExotelAccountSid is no domain label') });
  }
  return {
    sipUrl: region.sipUrl,
    sipDomain: region.sipDomain.replaceAll('{account}', accountSid),
    sipUser,
    sipSecret,
    stunServers: region.stunServer === '' ? [] : [region.stunServer],
  };
}
