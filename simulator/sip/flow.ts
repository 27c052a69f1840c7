// One WebSocket of an agent: messages in and out, keep-alive, and a record without secrets (RFC 7118, RFC 5626 §4.4.1).
import type { WebSocket } from 'ws';
import { OffhookError } from '../../app/failure.ts';
import type { Feed } from '../events.ts';
import { formatMessage, parseMessage, type SipMessage } from './message.ts';

/** A message as it crossed the wire; the answer to a challenge is blotted out. */
export interface WireEntry {
  direction: 'in' | 'out';
  flow: number;
  text: string;
}
export type WireLog = Feed<WireEntry>;

function redactDigest(text: string): string {
  return text.replace(/(response|cnonce)="[^"]*"/gi, '$1="…"');
}

export interface FlowHandlers {
  message(message: SipMessage, flow: Flow): void;
  closed(flow: Flow): void;
  /** Read for each message, so that switching a fault takes effect at once. */
  faults(): { ignorePings: boolean; deaf: boolean };
}

export class Flow {
  readonly number: number;
  readonly #socket: WebSocket;
  readonly #log: WireLog;

  constructor(number: number, socket: WebSocket, log: WireLog, handlers: FlowHandlers) {
    this.number = number;
    this.#socket = socket;
    this.#log = log;
    socket.on('message', (data) => {
      const text = String(data);
      const { deaf, ignorePings } = handlers.faults();
      if (deaf) return;
      if (/^(\r\n)+$/.test(text)) {
        // Only the double CRLF is a ping; a single one is the other side's pong.
        if (text === '\r\n\r\n' && !ignorePings) socket.send('\r\n');
        this.#log.record({ direction: 'in', flow: number, text });
        return;
      }
      this.#log.record({ direction: 'in', flow: number, text: redactDigest(text) });
      let message: SipMessage;
      try {
        message = parseMessage(text);
      } catch (error) {
        if (!(error instanceof OffhookError)) throw error;
        return;
      }
      handlers.message(message, this);
    });
    socket.on('close', () => handlers.closed(this));
    // A reset connection also closes; the close says all that is needed.
    socket.on('error', () => undefined);
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(message: SipMessage): void {
    this.sendText(formatMessage(message));
  }

  /** Sends any text, whether or not it is SIP. Into a closed socket it is lost, as on a real wire. */
  sendText(text: string): void {
    if (!this.open) return;
    this.#log.record({ direction: 'out', flow: this.number, text: redactDigest(text) });
    this.#socket.send(text);
  }

  /** Cuts the connection without a closing handshake, as a dying network does. */
  cut(): void {
    this.#socket.terminate();
  }
}
