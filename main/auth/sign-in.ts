// Signing in: from an app's pair and an agent's id to everything the phone needs, or the reason why not.
import type { Agent, Region } from '../../app/account/account.ts';
import type { LineAccount } from '../../app/contract/line.ts';
import { agentOf, type Mapping, sipUserOf } from '../../app/exotel/mapping.ts';
import { OffhookError } from '../../app/failure.ts';
import type { ExotelApi } from '../exotel/api.ts';
import { openSipSecret } from '../exotel/sip-secret.ts';

export interface SignedIn {
  agent: Agent;
  mapping: Mapping;
  lineAccount: LineAccount;
  /** The SIP secret if the edge says that the one in `lineAccount` is wrong; null where there is no other. */
  otherSecret: string | null;
}

/**
 * Reads the agent's mapping and checks that it can be rung on this desktop.
 *
 * @throws OffhookError, each with its own advice: `wrong-credentials`, `unknown-agent`, `agent-inactive`,
 * `voip-not-enabled`, `sip-secret-masked`, and whatever keeps the service from being reached.
 */
export async function readAgent(
  api: ExotelApi,
  account: { id: string; userId: string; region: Region },
  country: string,
  signal: AbortSignal,
): Promise<SignedIn> {
  const mapping = await api.mapping(account.userId, signal);
  if (!mapping.isActive) throw new OffhookError('agent-inactive');
  const sipUser = sipUserOf(mapping.sipId);
  // An empty SipId or SipSecret means that VoIP is not enabled on the account (facts.md §1.7).
  if (sipUser === '') throw new OffhookError('voip-not-enabled');
  const { secret: sipSecret, otherwise: otherSecret } = openSipSecret(mapping.sipSecret);
  const accountSid = mapping.accountSid === '' ? (await api.app(signal)).accountSid : mapping.accountSid;
  const { region } = account;
  // It becomes part of a host name: anything else there would send the secret's digest elsewhere.
  if (region.sipDomain.includes('{account}') && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(accountSid)) {
    throw new OffhookError('unreadable-reply', { cause: new Error('ExotelAccountSid is no domain label') });
  }
  return {
    agent: agentOf(mapping, account.id, country),
    mapping,
    otherSecret,
    lineAccount: {
      sipUrl: region.sipUrl,
      sipDomain: region.sipDomain.replaceAll('{account}', accountSid),
      sipUser,
      sipSecret,
      stunServers: region.stunServer === '' ? [] : [region.stunServer],
    },
  };
}
