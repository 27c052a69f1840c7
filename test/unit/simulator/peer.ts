// The barest SIP phone: one WebSocket, requests and replies by hand, for tests of the simulator's edge.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { digestResponse, parseDigest } from '../../../simulator/sip/digest.ts';
import {
  formatMessage,
  header,
  headersOf,
  parseMessage,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../../simulator/sip/message.ts';
import { replyTo } from '../../../simulator/sip/reply.ts';

export class Peer {
  readonly received: SipMessage[] = [];
  readonly #socket: WebSocket;
  readonly #user: string;
  readonly #domain: string;
  readonly #host: string;
  #sequence = 0;
  readonly #waiting = new Set<() => void>();

  static async connect(url: string, user: string, domain: string, host = 'peer.invalid'): Promise<Peer> {
    const socket = new WebSocket(url, 'sip');
    await once(socket, 'open');
    return new Peer(socket, user, domain, host);
  }

  private constructor(socket: WebSocket, user: string, domain: string, host: string) {
    this.#socket = socket;
    this.#host = host;
    this.#user = user;
    this.#domain = domain;
    socket.on('message', (data) => {
      this.received.push(parseMessage(String(data)));
      for (const look of this.#waiting) look();
    });
  }

  get contact(): string {
    return `<sip:${this.#user}@${this.#host};transport=ws>`;
  }

  send(message: SipMessage): void {
    this.#socket.send(formatMessage(message));
  }

  close(): void {
    this.#socket.terminate();
  }

  /** The first message, here or to come, that `pick` takes; it is taken out. */
  take<M extends SipMessage>(pick: (message: SipMessage) => message is M): Promise<M> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(
          new Error(
            `not received; got ${this.received.map((one) => ('method' in one ? one.method : one.status))}`,
          ),
        );
      }, 3_000);
      const look = () => {
        const index = this.received.findIndex(pick);
        const found = this.received[index];
        if (found === undefined || !pick(found)) return;
        this.received.splice(index, 1);
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  request(method: string): Promise<SipRequest> {
    return this.take(
      (message): message is SipRequest => message.kind === 'request' && message.method === method,
    );
  }

  response(method: string, status: number): Promise<SipResponse> {
    return this.take(
      (message): message is SipResponse =>
        message.kind === 'response' && message.status === status && header(message, 'CSeq').endsWith(method),
    );
  }

  answer(request: SipRequest, status: number, toTag: string, sdp = ''): void {
    const headers = headersOf(
      ['Contact', this.contact],
      ...(sdp === '' ? [] : ([['Content-Type', 'application/sdp']] as const)),
    );
    this.send(replyTo(request, status, { toTag, headers, body: sdp }));
  }

  /** A request inside the dialog of an INVITE that was answered with `toTag`. */
  inDialog(invite: SipRequest, toTag: string, method: string): void {
    this.#sequence += 1;
    this.send({
      kind: 'request',
      method,
      uri: 'sip:customer@10.20.0.7:5060',
      headers: headersOf(
        ['Via', `SIP/2.0/WS peer.invalid;branch=z9hG4bK${method}${this.#sequence}`],
        ['Max-Forwards', '70'],
        ['From', `${header(invite, 'To')};tag=${toTag}`],
        ['To', header(invite, 'From')],
        ['Call-ID', header(invite, 'Call-ID')],
        ['CSeq', `${this.#sequence} ${method}`],
      ),
      body: '',
    });
  }

  /** A request outside any call, and its reply. */
  async ask(method: string): Promise<void> {
    this.#sequence += 1;
    this.send({
      kind: 'request',
      method,
      uri: `sip:${this.#domain}`,
      headers: headersOf(
        ['Via', `SIP/2.0/WS ${this.#host};branch=z9hG4bKo${this.#sequence}`],
        ['Max-Forwards', '70'],
        ['From', `<sip:${this.#user}@${this.#domain}>;tag=peer`],
        ['To', `<sip:${this.#domain}>`],
        ['Call-ID', `${method}@${this.#host}`],
        ['CSeq', `${this.#sequence} ${method}`],
      ),
      body: '',
    });
    await this.response(method, 200);
  }

  #register(expires: number, authorization: string | null): void {
    this.#sequence += 1;
    const aor = `<sip:${this.#user}@${this.#domain}>`;
    this.send({
      kind: 'request',
      method: 'REGISTER',
      uri: `sip:${this.#domain}`,
      headers: headersOf(
        ['Via', `SIP/2.0/WS peer.invalid;branch=z9hG4bKr${this.#sequence}`],
        ['Max-Forwards', '70'],
        ['From', `${aor};tag=peer`],
        ['To', aor],
        ['Call-ID', 'register@peer.invalid'],
        ['CSeq', `${this.#sequence} REGISTER`],
        ['Contact', `${this.contact};expires=${expires}`],
        ...(authorization === null ? [] : ([['Authorization', authorization]] as const)),
      ),
      body: '',
    });
  }

  /** REGISTER, challenged and answered; gives the reply to the answer. */
  async register(secret: string, expires = 600): Promise<SipResponse> {
    this.#register(expires, null);
    const challenge = await this.response('REGISTER', 401);
    const asked = parseDigest(header(challenge, 'WWW-Authenticate'));
    const fields = new Map([
      ['username', this.#user],
      ['realm', asked?.get('realm') ?? ''],
      ['nonce', asked?.get('nonce') ?? ''],
      ['uri', `sip:${this.#domain}`],
      ['qop', 'auth'],
      ['nc', '00000001'],
      ['cnonce', 'abcdef'],
    ]);
    fields.set('response', digestResponse(fields, 'REGISTER', secret));
    const bare = new Set(['qop', 'nc']);
    const text = [...fields].map(([name, value]) =>
      bare.has(name) ? `${name}=${value}` : `${name}="${value}"`,
    );
    this.#register(expires, `Digest ${text.join(', ')}, algorithm=MD5`);
    return await this.take(
      (message): message is SipResponse =>
        message.kind === 'response' && header(message, 'CSeq') === `${this.#sequence} REGISTER`,
    );
  }
}
