// SIP over one WebSocket at a time (RFC 7118), opened and closed by the registration alone.
import { type Emitter, EmitterImpl, type Transport, TransportState } from 'sip.js';
import { now } from './clock.ts';
import { isPong, KeepAlive } from './keep-alive.ts';

export interface WireEvents {
  opened(socket: number): void;
  /** The socket failed or was closed from outside; told once, and never of one that we closed. */
  closed(socket: number): void;
  /** Nothing can be sent any more, whoever closed the socket. */
  down(): void;
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
  onMessage: ((message: string) => void) | undefined = undefined;
  /** When the last SIP message came off the socket, milliseconds since the epoch. */
  receivedAt = 0;

  readonly #url: string;
  readonly #events: WireEvents;
  readonly #changes = new EmitterImpl<TransportState>();
  #state: TransportState = TransportState.Disconnected;
  #socket: WebSocket | null = null;
  #keepAlive: KeepAlive | null = null;

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

  async send(message: string): Promise<void> {
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

  #lost(number: number): void {
    this.#forget();
    this.#events.closed(number);
  }

  #drop(): void {
    const socket = this.#socket;
    if (socket === null) return;
    this.#forget();
    socket.close(1000);
  }

  #forget(): void {
    this.#keepAlive?.stop();
    this.#keepAlive = null;
    this.#socket = null;
    const wasConnected = this.isConnected();
    this.#change(TransportState.Disconnected);
    if (!wasConnected) return;
    this.onDisconnect?.();
    this.#events.down();
  }

  #change(state: TransportState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changes.emit(state);
  }

  #received(data: unknown): void {
    const text = typeof data === 'string' ? data : decoded(data);
    if (text === null || text === '') return;
    const pong = isPong(text);
    this.#keepAlive?.heard(pong);
    if (pong) return;
    this.receivedAt = now();
    try {
      this.onMessage?.(text);
    } catch (error) {
      // One message that cannot be read, or that sip.js chokes on, must not cost the line.
      this.#events.fault('message', error);
    }
  }
}

function decoded(data: unknown): string | null {
  return data instanceof ArrayBuffer ? new TextDecoder().decode(data) : null;
}
