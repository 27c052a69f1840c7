// One call of a scripted edge to the agent: its INVITE, and each message of it that a test sends or expects.
import {
  header,
  headersOf,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../simulator/sip/message.ts';
import { domain, type Headers, type ScriptedEdge } from './edge.ts';

export interface InviteOptions {
  sdp: string | null;
  displayName?: string;
  /** The whole From but its tag, in place of the one with the display name. */
  from?: string;
  headers?: Headers;
}

const edgeContact = ['Contact', '<sip:edge@edge.invalid;transport=ws>'] as const;

/** One call placed to the agent, as the edge holds it. */
export class ScriptedCall {
  readonly callId = crypto.randomUUID();
  readonly #edge: ScriptedEdge;
  readonly #fromTag = crypto.randomUUID().slice(0, 8);
  readonly #branch = `z9hG4bK${crypto.randomUUID().slice(0, 8)}`;
  readonly #from: string;
  #cseq = 1;
  #toTag = '';

  constructor(edge: ScriptedEdge, { sdp, displayName = '09876543210', from, headers = [] }: InviteOptions) {
    this.#edge = edge;
    this.#from = `${from ?? `"${displayName}" <sip:trunk@pstn.example>`};tag=${this.#fromTag}`;
    const sid: Headers = headers.some(([name]) => /callsid/i.test(name))
      ? headers
      : [...headers, ['X-Exotel-CallSid', 'abc123sid']];
    this.#request('INVITE', 1, this.#branch, sdp, sid);
  }

  /** The first reply to the INVITE with one of these statuses. */
  async reply(...statuses: number[]): Promise<SipResponse> {
    const entry = await this.#edge.expect(`reply ${statuses.join(' or ')}`, (message) =>
      this.#isReply(message, statuses),
    );
    const response = entry.message as SipResponse;
    this.#toTag = /tag=([^;]+)/.exec(header(response, 'To'))?.[1] ?? this.#toTag;
    return response;
  }

  replies(...statuses: number[]): number {
    return this.#edge.count((message) => this.#isReply(message, statuses));
  }

  ack(sdp: string | null = null, headers: Headers = []): void {
    this.#request('ACK', this.#cseq, `z9hG4bK${crypto.randomUUID().slice(0, 8)}`, sdp, headers);
  }

  /** The ACK of the first 200, after other requests. */
  acknowledgeFirst(): void {
    this.#request('ACK', 1, `z9hG4bK${crypto.randomUUID().slice(0, 8)}`, null, []);
  }

  /** The same INVITE once more by another way, as an edge sends it to an agent who registered anew. */
  ringAgain(sdp: string): void {
    this.#request('INVITE', 1, `z9hG4bK${crypto.randomUUID().slice(0, 8)}`, sdp, []);
  }

  cancel(reason?: string): void {
    this.#request('CANCEL', 1, this.#branch, null, reason === undefined ? [] : [['Reason', reason]]);
  }

  bye(): void {
    this.send('BYE');
  }

  /** Any request inside the call. */
  send(method: string, headers: Headers = [], sdp: string | null = null): number {
    this.#cseq += 1;
    this.#request(method, this.#cseq, `z9hG4bK${crypto.randomUUID().slice(0, 8)}`, sdp, headers);
    return this.#cseq;
  }

  /** The final reply to a request inside the call, by its number. */
  async finalReply(cseq: number, method: string): Promise<SipResponse> {
    const entry = await this.#edge.expect(
      `reply to ${method}`,
      (message) =>
        this.#isMine(message) && header(message, 'CSeq') === `${cseq} ${method}` && isFinal(message),
    );
    return entry.message as SipResponse;
  }

  async replyTo(cseq: number, method: string): Promise<number> {
    return (await this.finalReply(cseq, method)).status;
  }

  /** A request of the agent inside this call, the first or the `nth`. */
  async request(
    method: string,
    nth = 1,
    timeoutMs = 5_000,
  ): Promise<{ socket: number; request: SipRequest }> {
    await this.#edge.expect(`${method} ${nth}`, () => this.requests(method).length >= nth, timeoutMs);
    const found = this.requests(method)[nth - 1];
    if (found === undefined) throw new Error(`No ${method} ${nth}.`);
    return found;
  }

  requests(method: string): { socket: number; request: SipRequest }[] {
    return this.#edge.heard.entries.flatMap(({ socket, message }) =>
      message.kind === 'request' && message.method === method && this.#isMine(message)
        ? [{ socket, request: message }]
        : [],
    );
  }

  /** Accepts a re-INVITE of the agent. */
  accept(request: SipRequest, sdp: string): void {
    this.#edge.reply(request, 200, [edgeContact, ['Content-Type', 'application/sdp']], sdp);
  }

  #isMine(message: SipMessage): boolean {
    return header(message, 'Call-ID') === this.callId;
  }

  #isReply(message: SipMessage, statuses: number[]): boolean {
    return (
      message.kind === 'response' &&
      this.#isMine(message) &&
      header(message, 'CSeq') === '1 INVITE' &&
      statuses.includes(message.status)
    );
  }

  #request(method: string, cseq: number, branch: string, sdp: string | null, more: Headers): void {
    const to = `<sip:agent@${domain}>${this.#toTag === '' || method === 'CANCEL' ? '' : `;tag=${this.#toTag}`}`;
    const hasType = more.some(([name]) => name === 'Content-Type');
    this.#edge.send({
      kind: 'request',
      method,
      uri: this.#edge.contact,
      headers: headersOf(
        ['Via', `SIP/2.0/WS edge.invalid;branch=${branch}`],
        ['Max-Forwards', '70'],
        ['From', this.#from],
        ['To', to],
        ['Call-ID', this.callId],
        ['CSeq', `${cseq} ${method}`],
        edgeContact,
        ...more,
        ...(sdp === null || hasType ? [] : [['Content-Type', 'application/sdp'] as const]),
      ),
      body: sdp ?? '',
    });
  }
}

function isFinal(message: SipMessage): boolean {
  return message.kind === 'response' && message.status >= 200;
}
