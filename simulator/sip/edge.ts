// The SIP edge: takes agents' WebSockets, registers them, and places customers' calls to them.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Agents } from '../agents/agents.ts';
import { Feed, type SimulatorEvent } from '../events.ts';
import type { Faults } from '../faults.ts';
import { Call } from './call.ts';
import type { CallParts } from './call-parts.ts';
import { tagOf } from './dialog.ts';
import { Flow, type WireEntry } from './flow.ts';
import { header, headersOf, type SipMessage, type SipRequest, type SipResponse } from './message.ts';
import { type Binding, Registrar } from './registrar.ts';
import { allowed, replyTo } from './reply.ts';
import { Transactions } from './transactions.ts';

export interface EdgeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly domain: string;
  readonly agents: Agents;
  readonly faults: Faults;
  readonly longestExpires: number;
  readonly policy: 'newest' | 'fork';
  readonly feed: Feed<SimulatorEvent>;
}

export class Edge {
  readonly wire = new Feed<WireEntry>();
  readonly registrar: Registrar;
  readonly transactions = new Transactions();
  readonly faults: Faults;
  readonly domain: string;
  readonly #options: EdgeOptions;
  readonly #flows = new Set<Flow>();
  readonly #calls = new Map<string, Call>();
  #server: Server | null = null;
  #port: number;
  #nextFlow = 1;

  constructor(options: EdgeOptions) {
    this.#options = options;
    this.faults = options.faults;
    this.domain = options.domain;
    this.#port = options.port;
    const { domain, agents, faults, longestExpires, policy } = options;
    this.registrar = new Registrar({ domain, agents, faults, longestExpires, policy });
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  get url(): string {
    return `ws://${this.host}/wss`;
  }

  /** Opens the door, on the same port each time. What was registered before a stop is forgotten. */
  async start(): Promise<void> {
    const server = createServer((_request, response) => response.writeHead(404).end());
    const sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
    });
    server.on('upgrade', (request, socket, head) => {
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
      const refused = this.faults.edge.refuseSockets ? 503 : offered.includes('sip') ? null : 400;
      if (refused !== null || request.url !== '/wss') {
        socket.end(`HTTP/1.1 ${refused ?? 404} Refused\r\nConnection: close\r\n\r\n`);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => this.#open(opened));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#options.feed.record({ kind: 'edge', state: 'up' });
  }

  /** Closes the door and cuts every socket, as a killed edge does. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.cutSockets();
    server.closeAllConnections();
    this.registrar.forgetAll();
    await closed;
    this.#options.feed.record({ kind: 'edge', state: 'down' });
  }

  cutSockets(): void {
    for (const flow of this.#flows) flow.cut();
  }

  bindings(agent: string): Binding[] {
    return this.registrar.bindings(agent);
  }

  /** Sends any text to an agent, over the socket they registered with. */
  sendRaw(agent: string, text: string): void {
    this.bindings(agent)[0]?.flow.sendText(text);
  }

  /** A call that rings as soon as it is started. */
  place(parts: CallParts): Call {
    const call = new Call(this, parts);
    this.#calls.set(call.id, call);
    return call;
  }

  #open(socket: ConstructorParameters<typeof Flow>[1]): void {
    const { feed } = this.#options;
    const flow = new Flow(this.#nextFlow, socket, this.wire, {
      message: (message, from) => this.#receive(message, from),
      closed: (gone) => {
        this.#flows.delete(gone);
        feed.record({ kind: 'socket-closed', flow: gone.number });
      },
      faults: () => this.faults.edge,
    });
    this.#nextFlow += 1;
    this.#flows.add(flow);
    feed.record({ kind: 'socket-opened', flow: flow.number });
  }

  #receive(message: SipMessage, flow: Flow): void {
    if (message.kind === 'response') this.transactions.receive(message, flow);
    else if (message.method === 'REGISTER') this.#register(message, flow);
    else this.#request(message, flow);
  }

  #register(request: SipRequest, flow: Flow): void {
    const { reply, change } = this.registrar.register(request, flow);
    if (change !== null) this.#options.feed.record({ ...change, flow: flow.number });
    if (reply === null) return;
    const { delay } = this.faults.register;
    if (delay > 0) setTimeout(() => flow.send(reply), delay).unref();
    else flow.send(reply);
  }

  #request(request: SipRequest, flow: Flow): void {
    const send = (reply: SipResponse | null) => {
      if (reply !== null) flow.send(reply);
    };
    const call = this.#calls.get(header(request, 'Call-ID'));
    if (call?.dialog && tagOf(header(request, 'From')) === call.dialog.remoteTag) {
      void Promise.resolve(call.receive(request, flow)).then(send);
    } else if (request.method === 'OPTIONS') {
      send(replyTo(request, 200, { headers: headersOf(['Allow', allowed], ['Accept', 'application/sdp']) }));
    } else if (request.method !== 'ACK') {
      // Agents do not dial here: the service does it for them.
      send(replyTo(request, tagOf(header(request, 'To')) === '' ? 403 : 481));
    }
  }
}
