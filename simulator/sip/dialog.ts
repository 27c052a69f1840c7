// An established dialog, seen from the edge (RFC 3261 §12): tags, sequence numbers, and where the agent is now.

import { parseAddress } from './address.ts';
import type { Flow } from './flow.ts';
import {
  header,
  headerLines,
  headersOf,
  type SipHeader,
  type SipRequest,
  type SipResponse,
} from './message.ts';
import { newBranch } from './transactions.ts';

export function tagOf(value: string): string {
  return parseAddress(value).params.get('tag') ?? '';
}

/** `CSeq` as its number and method. */
export function sequenceOf(message: SipRequest | SipResponse): { number: number; method: string } {
  const [number = '', method = ''] = header(message, 'CSeq').split(/\s+/);
  return { number: Number(number), method };
}

export class Dialog {
  readonly callId: string;
  readonly remoteTag: string;
  readonly #local: string;
  readonly #remote: string;
  readonly #edgeHost: string;
  #localSequence: number;
  #remoteSequence = 0;
  #flow: Flow;
  #target: string;

  /** From our INVITE and the agent's 2xx to it. */
  constructor(invite: SipRequest, answer: SipResponse, flow: Flow, edgeHost: string) {
    this.callId = header(invite, 'Call-ID');
    this.#local = header(invite, 'From');
    this.#remote = header(answer, 'To');
    this.remoteTag = tagOf(this.#remote);
    this.#localSequence = sequenceOf(invite).number;
    this.#flow = flow;
    this.#edgeHost = edgeHost;
    const contact = header(answer, 'Contact');
    this.#target = contact === '' ? invite.uri : parseAddress(contact).uri;
  }

  get flow(): Flow {
    return this.#flow;
  }

  /** The agent is now reached over another socket (their registration moved). */
  move(flow: Flow, target: string | null): void {
    this.#flow = flow;
    if (target !== null) this.#target = target;
  }

  /**
   * Takes a request of the agent in: false when its CSeq runs backwards (RFC 3261 §12.2.2). A re-INVITE's
   * Contact becomes the new target.
   */
  receive(request: SipRequest): boolean {
    const { number } = sequenceOf(request);
    if (!Number.isInteger(number) || number < this.#remoteSequence) return false;
    this.#remoteSequence = number;
    const contact = header(request, 'Contact');
    if (request.method === 'INVITE' && contact !== '') this.#target = parseAddress(contact).uri;
    return true;
  }

  /** The next request of this dialog; an ACK takes the number of the INVITE it belongs to. */
  request(
    method: string,
    more: { headers?: readonly SipHeader[]; body?: string; sequence?: number } = {},
  ): SipRequest {
    if (more.sequence === undefined) this.#localSequence += 1;
    return {
      kind: 'request',
      method,
      uri: this.#target,
      headers: [
        ...headersOf(
          ['Via', `SIP/2.0/WS ${this.#edgeHost};branch=${newBranch()}`],
          ['Max-Forwards', '69'],
          ['From', this.#local],
          ['To', this.#remote],
          ['Call-ID', this.callId],
          ['CSeq', `${more.sequence ?? this.#localSequence} ${method}`],
        ),
        ...(more.headers ?? []),
      ],
      body: more.body ?? '',
    };
  }
}

/** The ACK of a refusal, which belongs to the INVITE's own transaction (RFC 3261 §17.1.1.3). */
export function ackOfRefusal(invite: SipRequest, refusal: SipResponse): SipRequest {
  return sameBranch(invite, 'ACK', header(refusal, 'To'));
}

/** The CANCEL of an INVITE (RFC 3261 §9.1). @param reason value of a Reason header (RFC 3326), null for none */
export function cancelOf(invite: SipRequest, reason: string | null): SipRequest {
  const cancel = sameBranch(invite, 'CANCEL', header(invite, 'To'));
  return reason === null
    ? cancel
    : { ...cancel, headers: [...cancel.headers, { name: 'Reason', value: reason }] };
}

function sameBranch(invite: SipRequest, method: string, to: string): SipRequest {
  return {
    kind: 'request',
    method,
    uri: invite.uri,
    headers: headersOf(
      ['Via', headerLines(invite, 'Via')[0] ?? ''],
      ['Max-Forwards', '69'],
      ['From', header(invite, 'From')],
      ['To', to],
      ['Call-ID', header(invite, 'Call-ID')],
      ['CSeq', `${sequenceOf(invite).number} ${method}`],
    ),
    body: '',
  };
}
