// An agent as the Integrations API writes a mapping, with the vendor's own uneven spelling (facts.md §1.7).
import type { SimulatedAgent } from './agents.ts';
import { hideSecret } from './sip-secret.ts';

/** Go's zero time, which the service sends where it keeps no time (facts.md §1.10). */
const zeroTime = '0001-01-01T00:00:00Z';

/** How the SIP secret is shown: plainly in lists and device replies, hidden where one mapping is read. */
export type SecretForm = 'plain' | 'hex' | 'masked' | 'empty';

function shownSecret(secret: string, form: SecretForm): string {
  if (secret === '') return '';
  switch (form) {
    case 'plain':
      return secret;
    case 'hex':
      return hideSecret(secret);
    case 'masked':
      return '*****';
    case 'empty':
      return '';
  }
}

export function mappingOnTheWire(
  agent: SimulatedAgent,
  app: { appId: string; accountSid: string },
  form: SecretForm,
): Record<string, unknown> {
  return {
    CustomerId: agent.customerId,
    AppID: app.appId,
    AppUserId: agent.userId,
    ExotelAccountSid: app.accountSid,
    ExotelUserId: agent.exotelUserId,
    AppUsername: agent.name,
    ExotelUserName: agent.name,
    AgentNumber: agent.agentNumber,
    ActiveDeviceId: agent.activeDeviceId,
    PhoneDeviceID: agent.phoneDeviceId,
    SipDeviceID: agent.sipDeviceId,
    VirtualNumber: agent.virtualNumber,
    Email: agent.email,
    OutboundActive: agent.outboundActive,
    Role: agent.role,
    SipId: agent.sipId,
    SipSecret: shownSecret(agent.sipSecret, form),
    IsActive: agent.isActive,
    UserDetail: null,
    CreatedAt: zeroTime,
    UpdatedAt: zeroTime,
  };
}
