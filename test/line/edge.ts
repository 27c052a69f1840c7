// A SIP edge that a test leads by the hand: it registers the agent, and sends and expects single messages.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { Feed } from '../../simulator/events.ts';
import { challenge, isRightAnswer, parseDigest } from '../../simulator/sip/digest.ts';
import {
  formatMessage,
  header,
  headerLines,
  headersOf,
  parseMessage,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../simulator/sip/message.ts';

export const domain = 'testaccount1.voip.exotel.com';
export const secret = 'right-secret';

/** A message from the agent, with the number of the socket it came over. */
export interface Heard {
  socket: number;
  message: SipMessage;
}

export type Headers = readonly (readonly [string, string])[];

type Serve = (path: string) => { type: string; body: string | Buffer } | null;

export class ScriptedEdge {
  readonly heard = new Feed<Heard>();
  /** Status for the next REGISTERs with a right answer, with Retry-After in seconds; null accepts them. */
  refuse: { status: number; retryAfter?: number } | null = null;
  expires = 300;
  /** False for an edge to which BYEs get lost. */
  answersBye = true;
  contact = '';
  sockets = 0;
  /** Whether the double CRLF of a keep-alive is answered. */
  answersPings = true;
  /** Each keep-alive from the agent. */
  readonly keepAlives = new Feed<{ kind: 'ping' | 'pong' }>();
  /** Deals with each REGISTER; a test may put another in its place. */
  registrar: (request: SipRequest) => void = (request) => this.register(request);
  readonly #server: Server;
  readonly #upgrades = new WebSocketServer({ noServer: true, handleProtocols: () => 'sip' });
  #socket: WebSocket | null = null;

  constructor(serve: Serve) {
    this.#server = createServer((request, response) => {
      const found = serve(request.url ?? '/');
      if (found === null) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': found.type }).end(found.body);
    });
    this.#server.on('upgrade', (request, socket, head) => {
      this.#upgrades.handleUpgrade(request, socket, head, (opened) => {
        // A test's own socket, by which it sees that what its window began before has reached the edge.
        if (request.url !== '/probe') this.#opened(opened);
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.cut();
    for (const socket of this.#upgrades.clients) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Cuts the connection as a dying network does. */
  cut(): void {
    this.#socket?.terminate();
  }

  send(message: SipMessage): void {
    this.sendRaw(formatMessage(message));
  }

  /** Sends any text or bytes, SIP or not, as one frame. */
  sendRaw(frame: string | Buffer): void {
    this.#socket?.send(frame);
  }

  /** The first message from the agent that matches, already here or still to come. */
  async expect(what: string, matches: (message: SipMessage, socket: number) => boolean, timeoutMs = 5_000) {
    return await this.heard.waitFor((entry) => matches(entry.message, entry.socket), { what, timeoutMs });
  }

  count(matches: (message: SipMessage) => boolean): number {
    return this.heard.entries.filter((entry) => matches(entry.message)).length;
  }

  reply(to: SipRequest, status: number, more: Headers = [], body = ''): void {
    const copied = ['Via', 'From', 'Call-ID', 'CSeq'].flatMap((name) =>
      headerLines(to, name).map((value): [string, string] => [name, value]),
    );
    const toHeader = header(to, 'To');
    const tagged = toHeader.includes('tag=') ? toHeader : `${toHeader};tag=edge`;
    const headers = headersOf(...copied, ['To', tagged], ...more);
    const response: SipResponse = { kind: 'response', status, reason: 'Said', headers, body };
    this.send(response);
  }

  /** Asks the agent whether it is there, outside any call: what was sent before has then been taken in. */
  async askAlive(): Promise<void> {
    const callId = crypto.randomUUID();
    this.send({
      kind: 'request',
      method: 'OPTIONS',
      uri: this.contact,
      headers: headersOf(
        ['Via', `SIP/2.0/WS edge.invalid;branch=z9hG4bK${callId.slice(0, 8)}`],
        ['Max-Forwards', '70'],
        ['From', '<sip:edge@edge.invalid>;tag=alive'],
        ['To', `<sip:agent@${domain}>`],
        ['Call-ID', callId],
        ['CSeq', '1 OPTIONS'],
      ),
      body: '',
    });
    await this.expect('reply to OPTIONS', (message) => header(message, 'Call-ID') === callId);
  }

  #opened(socket: WebSocket): void {
    this.sockets += 1;
    const number = this.sockets;
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const text = String(data);
      if (/^(\r\n)+$/.test(text)) {
        this.keepAlives.record({ kind: text === '\r\n' ? 'pong' : 'ping' });
        if (text !== '\r\n' && this.answersPings) socket.send('\r\n');
        return;
      }
      const message = parseMessage(text);
      this.heard.record({ socket: number, message });
      if (message.kind === 'request' && message.method === 'REGISTER') this.registrar(message);
      if (message.kind === 'request' && message.method === 'BYE' && this.answersBye) this.reply(message, 200);
    });
  }

  /** Challenges a REGISTER, checks the answer, and accepts it unless told to `refuse`. */
  register(request: SipRequest): void {
    if (!this.knows(request, 'Authorization')) {
      this.reply(request, 401, [['WWW-Authenticate', challenge(domain, `n${Math.random()}`, false)]]);
      return;
    }
    if (this.refuse !== null) {
      const { status, retryAfter } = this.refuse;
      this.reply(request, status, retryAfter === undefined ? [] : [['Retry-After', String(retryAfter)]]);
      return;
    }
    this.accept(request);
  }

  /** True when the request carries a right answer to a challenge. */
  knows(request: SipRequest, name: 'Authorization' | 'Proxy-Authorization'): boolean {
    const digest = parseDigest(header(request, name));
    return digest !== null && isRightAnswer(digest, 'REGISTER', secret);
  }

  /** Registers the agent; `contacts` are the other devices the reply names before it. */
  accept(request: SipRequest, contacts = ''): void {
    this.contact = /<([^>]+)>/.exec(header(request, 'Contact'))?.[1] ?? '';
    this.reply(request, 200, [['Contact', `${contacts}<${this.contact}>;expires=${this.expires}`]]);
  }
}
