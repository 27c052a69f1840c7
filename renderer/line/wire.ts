// SIP over one WebSocket at a time (RFC 7118), opened and closed by the registration alone.
import { type Emitter, EmitterImpl, type Transport, TransportState } from 'sip.js';
import { readable } from '../../app/line/readable.ts';
import { methodOf, readSip, type SipText } from '../../app/line/sip-text.ts';
import { now } from './clock.ts';
import { choked, type Intake, longestMessage, type Refusal, takeIn } from './intake.ts';
import { KeepAlive, keepAliveOf } from './keep-alive.ts';
import { Outstanding } from './outstanding.ts';

export interface WireEvents {
  opened(socket: number): void;
  /** The socket failed or was closed from outside; told once, before `down`, and never of one that we closed. */
  closed(socket: number): void;
  /** Nothing can be sent any more, whoever closed the socket. */
  down(): void;
  /** A message that sip.js can take. */
  received(message: Extract<Intake, { kind: 'taken' }>['message']): void;
  /** A reply to a REGISTER, which sip.js never sees. */
  registerAnswered(answer: SipText): void;
  /** A request that sip.js cannot take was answered here. */
  refused(request: SipText, refusal: Refusal): void;
  fault(where: string, thrown: unknown): void;
}

export interface WireOptions {
  url: string;
  events: WireEvents;
}

/**
 * The transport under sip.js. Its own one opens and retries by itself and reports late; here the pure
 * registration decides, and what a former socket still has to say is not heard.
 */
export class Wire implements Transport {
  readonly protocol: string;
  onConnect: (() => void) | undefined = undefined;
  onDisconnect: ((error?: Error) => void) | undefined = undefined;
  /** Never called: a message is taken in here and handed to the core, so that none is dropped unseen. */
  onMessage: ((message: string) => void) | undefined = undefined;
  /** When the last SIP message came off the socket, milliseconds since the epoch. */
  receivedAt = 0;

  readonly #url: string;
  readonly #events: WireEvents;
  readonly #changes = new EmitterImpl<TransportState>();
  #state: TransportState = TransportState.Disconnected;
  #socket: WebSocket | null = null;
  #keepAlive: KeepAlive | null = null;
  readonly #outstanding = new Outstanding();

  /** Called by sip.js, which passes a logger first. */
  constructor(_logger: unknown, { url, events }: WireOptions) {
    this.#url = url;
    this.#events = events;
    this.protocol = new URL(url).protocol === 'wss:' ? 'WSS' : 'WS';
  }

  get state(): TransportState {
    return this.#state;
  }

  get stateChange(): Emitter<TransportState> {
    return this.#changes;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  /** sip.js asks when the user agent starts; the registration has its own time for it. */
  async connect(): Promise<void> {}

  async disconnect(): Promise<void> {
    this.#drop();
  }

  async dispose(): Promise<void> {
    this.#drop();
  }

  /**
   * Resolves for a reply when it is written; for a request when it is answered, too, since a socket that is
   * lost before may have lost the request with it: sip.js then ends the transaction at once (RFC 3261 §8.1.3.1).
   */
  async send(message: string): Promise<void> {
    this.write(message);
    await this.#outstanding.sent(message);
  }

  /** @throws Error when there is no open socket */
  write(message: string): void {
    if (this.#socket === null || !this.isConnected()) throw new Error('Not connected.');
    this.#socket.send(message);
  }

  /** Opens a socket under the number it will be spoken of. */
  open(number: number): void {
    this.#drop();
    const socket = this.#construct(number);
    if (socket === null) return;
    this.#socket = socket;
    this.#change(TransportState.Connecting);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      if (socket === this.#socket) this.#opened(number, socket);
    });
    socket.addEventListener('close', () => {
      if (socket === this.#socket) this.#lost(number);
    });
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (socket === this.#socket) this.#received(event.data);
    });
  }

  /** Closes the socket at once; its close handshake, if there will be one, is nobody's concern. */
  close(): void {
    this.#drop();
  }

  #construct(number: number): WebSocket | null {
    try {
      return new WebSocket(this.#url, 'sip');
    } catch (error) {
      this.#events.fault('socket', error);
      queueMicrotask(() => this.#events.closed(number));
      return null;
    }
  }

  #opened(number: number, socket: WebSocket): void {
    this.#keepAlive = new KeepAlive(
      (data) => socket.send(data),
      () => {
        if (socket !== this.#socket) return;
        socket.close();
        this.#lost(number);
      },
    );
    this.#change(TransportState.Connected);
    this.onConnect?.();
    this.#events.opened(number);
  }

  /** The registration hears it first, while the calls that end with the socket still count. */
  #lost(number: number): void {
    const wasConnected = this.#disconnect();
    this.#events.closed(number);
    if (wasConnected) this.#down();
  }

  #drop(): void {
    const socket = this.#socket;
    if (socket === null) return;
    const wasConnected = this.#disconnect();
    socket.close(1000);
    if (wasConnected) this.#down();
  }

  #disconnect(): boolean {
    this.#keepAlive?.stop();
    this.#keepAlive = null;
    this.#socket = null;
    const wasConnected = this.isConnected();
    this.#change(TransportState.Disconnected);
    return wasConnected;
  }

  #down(): void {
    this.onDisconnect?.();
    this.#events.down();
    this.#outstanding.lost();
  }

  #change(state: TransportState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changes.emit(state);
  }

  #received(data: unknown): void {
    const raw = typeof data === 'string' ? data : decoded(data);
    if (raw === null || raw === '') return;
    const text = readable(raw);
    const keepAlive = keepAliveOf(text);
    this.#keepAlive?.heard(keepAlive === 'pong');
    if (keepAlive === 'ping') this.#socket?.send('\r\n');
    if (keepAlive !== null) return;
    this.receivedAt = now();
    const message = readSip(text.slice(0, longestMessage));
    if (message === null) {
      this.#events.fault('message', 'What came over the socket is no SIP message.');
      return;
    }
    this.#outstanding.received(message);
    if (message.status !== null && methodOf(message) === 'REGISTER') this.#events.registerAnswered(message);
    else this.#pass(text, message);
  }

  /** One message that cannot be read, or that sip.js chokes on, must not cost the line, nor go unanswered. */
  #pass(text: string, read: SipText): void {
    const intake = takeIn(text, read);
    if (intake.kind === 'refused') this.#refuse(read, intake);
    else {
      try {
        this.#events.received(intake.message);
      } catch (error) {
        this.#events.fault('message', error);
        this.#refuse(read, choked(read));
      }
    }
  }

  #refuse(message: SipText, refusal: Refusal): void {
    if (refusal.reply !== null) this.#socket?.send(refusal.reply);
    this.#events.refused(message, refusal);
  }
}

function decoded(data: unknown): string | null {
  return data instanceof ArrayBuffer ? new TextDecoder().decode(data) : null;
}
