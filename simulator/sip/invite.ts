// The INVITE as the vendor's edge sends it to an agent (facts.md §4.3), and its wrong forms.
import { type SimulatedAgent, sipName } from '../agents/agents.ts';
import type { InviteFaults } from '../faults.ts';
import { quote } from './address.ts';
import { headersOf, type SipHeader, type SipRequest } from './message.ts';
import { allowed, randomTag } from './reply.ts';
import { newBranch } from './transactions.ts';

export interface InviteParts {
  readonly agent: SimulatedAgent;
  /** The customer's number, and a name where one is known. */
  readonly from: string;
  readonly name: string | null;
  readonly callSid: string;
  readonly callId: string;
  readonly fromTag: string;
  readonly legSid: string;
  readonly domain: string;
  /** `host:port` of the edge. */
  readonly edgeHost: string;
  readonly faults: InviteFaults;
  /** null: no body. */
  readonly sdp: string | null;
  readonly headers: readonly SipHeader[];
}

/** 10 kB that a careless window would run, draw backwards or be stretched by. */
const hostileName = `<img src=x onerror="alert(1)"> \u202E\u2066drawkcab ${'Ѱ'.repeat(200)} & <b>`.padEnd(
  10_240,
  'A',
);

function vendorHeaders(parts: InviteParts): SipHeader[] {
  const { callSid, legSid } = parts;
  switch (parts.faults.vendorHeaders) {
    case 'missing':
      return [];
    case 'sdk':
      return headersOf(['X-Exotel-Callsid', callSid], ['LegSid', legSid]);
    case 'trunk':
      return headersOf(['X-Exotel-CallSid', callSid], ['X-Exotel-LegSid', legSid]);
    case 'lower':
      return headersOf(['x-exotel-callsid', callSid], ['legsid', legSid]);
    case 'upper':
      return headersOf(['X-EXOTEL-CALLSID', callSid], ['LEGSID', legSid]);
  }
}

function fromAddress(parts: InviteParts): string {
  const host = 'pstn.in1.exotel.com';
  const number = parts.from.replace(/[^+\dA-Za-z.-]/g, '');
  switch (parts.faults.from) {
    case 'own': {
      const name = sipName(parts.agent);
      return `${quote(name)} <sip:${name}@${parts.domain}>`;
    }
    case 'hostile':
      return `${quote(hostileName)} <sip:${number}@${host}>`;
    case 'customer':
      // A number withheld is told as "anonymous" (RFC 3261 §20.20); without a name the number is the name.
      if (number === '') return `"anonymous" <sip:anonymous@anonymous.invalid>`;
      return `${quote(parts.name ?? parts.from)} <sip:${number}@${host}>`;
  }
}

/** One INVITE toward one contact; forks of a call differ only in branch and request URI. */
export function buildInvite(parts: InviteParts, contact: string): SipRequest {
  const { edgeHost, sdp } = parts;
  const gateway = '10.20.0.7:5060';
  return {
    kind: 'request',
    method: 'INVITE',
    uri: contact,
    headers: [
      ...headersOf(
        ['Record-Route', `<sip:${edgeHost};transport=ws;lr;ftag=${parts.fromTag}>`],
        ['Via', `SIP/2.0/WS ${edgeHost};branch=${newBranch()}`],
        ['Via', `SIP/2.0/UDP ${gateway};rport=5060;branch=${newBranch()}`],
        ['Max-Forwards', '69'],
        ['From', `${fromAddress(parts)};tag=${parts.fromTag}`],
        ['To', `<sip:${sipName(parts.agent)}@${parts.domain}>`],
        ['Call-ID', parts.callId],
        ['CSeq', '102 INVITE'],
        ['Contact', `<sip:customer@${gateway}>`],
        ['Allow', allowed],
        ['User-Agent', 'Exotel PSTN gateway (simulated)'],
      ),
      ...vendorHeaders(parts),
      ...parts.headers,
      ...(sdp === null ? [] : headersOf(['Content-Type', 'application/sdp'])),
    ],
    body: sdp ?? '',
  };
}

/** A Call-ID in the vendor's form; it is not the CallSid (facts.md §4.3). */
export function newCallId(): string {
  return `${randomTag()}${randomTag()}@pstn.in1.exotel.com`;
}
