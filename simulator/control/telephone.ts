// Telephones: the open telephone pages, each the sound of at most one customer's call.
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { OffhookError } from '../../app/failure.ts';
import type { Call } from '../sip/call.ts';
import type { CustomerMedia } from '../sip/media.ts';
import type { Direction } from '../sip/sdp.ts';

const fromPage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ring'),
    agent: z.string().min(1).max(320),
    from: z.string().max(64),
    name: z.string().max(200),
  }),
  z.object({ kind: z.literal('hang-up') }),
  z.object({ kind: z.literal('description'), id: z.string(), sdp: z.string().max(100_000) }),
  z.object({ kind: z.literal('no-description'), id: z.string(), detail: z.string().max(500) }),
]);
type FromPage = z.infer<typeof fromPage>;
export type PageRing = Extract<FromPage, { kind: 'ring' }>;

/** What a page is told; it does as it is told and has no state of its own beyond what it shows. */
export type ToPage =
  | { kind: 'make-offer'; id: string; direction: Direction }
  | { kind: 'make-answer'; id: string; sdp: string }
  | { kind: 'accept'; sdp: string }
  | {
      kind: 'state';
      state: string;
      outcome: string | null;
      endedBy: string | null;
      callSid: string;
      from: string;
      agent: string;
    }
  | { kind: 'refused'; detail: string }
  | { kind: 'ended' };

/** Milliseconds a page may take to make a description: gathering is capped well below this. */
const pageTimeout = 8_000;

export class Telephone implements CustomerMedia {
  readonly #socket: WebSocket;
  readonly #asked = new Map<string, PromiseWithResolvers<string>>();
  #call: Call | null = null;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  get idle(): boolean {
    return this.#call === null;
  }

  /** This telephone's call: the page is told of each of its states. */
  follow(call: Call): void {
    this.#call = call;
    const tell = () => {
      const { state, outcome, endedBy } = call.life;
      const { callSid, from, agent } = call.parts;
      this.tell({ kind: 'state', state, outcome, endedBy, callSid, from, agent: agent.userId });
    };
    tell();
    call.events.subscribe((event) => {
      if (event.kind === 'state') tell();
    });
  }

  offer(direction: Direction): Promise<string> {
    return this.#ask((id) => ({ kind: 'make-offer', id, direction }));
  }

  async accept(sdp: string): Promise<void> {
    this.tell({ kind: 'accept', sdp });
  }

  answer(sdp: string): Promise<string> {
    return this.#ask((id) => ({ kind: 'make-answer', id, sdp }));
  }

  ended(): void {
    this.#call = null;
    this.tell({ kind: 'ended' });
  }

  tell(message: ToPage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** The customer puts the receiver down, or the page is gone. */
  hangUp(): void {
    const call = this.#call;
    if (call === null) return;
    if (call.life.state === 'talking') void call.bye();
    else call.giveUp({ kind: 'ended', outcome: 'cancelled', by: 'customer', code: 487 });
  }

  described(message: FromPage): void {
    if (message.kind === 'description') this.#asked.get(message.id)?.resolve(message.sdp);
    if (message.kind === 'no-description') this.#asked.get(message.id)?.reject(new Error(message.detail));
  }

  async #ask(message: (id: string) => ToPage): Promise<string> {
    const id = randomUUID();
    const asked = Promise.withResolvers<string>();
    this.#asked.set(id, asked);
    const timer = setTimeout(() => asked.reject(new Error('the telephone page did not answer')), pageTimeout);
    try {
      this.tell(message(id));
      return await asked.promise;
    } finally {
      clearTimeout(timer);
      this.#asked.delete(id);
    }
  }
}

export class TelephoneExchange {
  readonly #telephones = new Set<Telephone>();
  readonly #sockets = new Set<WebSocket>();

  /** A page was opened. `onRing` places the call it asks for. */
  connect(socket: WebSocket, onRing: (ring: PageRing, telephone: Telephone) => Promise<unknown>): void {
    const telephone = new Telephone(socket);
    this.#telephones.add(telephone);
    this.#sockets.add(socket);
    socket.on('message', (data) => {
      const read = fromPage.safeParse(parseJson(String(data)));
      if (!read.success) return telephone.tell({ kind: 'refused', detail: 'not understood' });
      const message = read.data;
      if (message.kind === 'hang-up') telephone.hangUp();
      else if (message.kind !== 'ring') telephone.described(message);
      else if (telephone.idle) {
        onRing(message, telephone).catch((error: unknown) => {
          telephone.tell({ kind: 'refused', detail: error instanceof Error ? error.message : 'refused' });
        });
      }
    });
    socket.on('close', () => {
      this.#telephones.delete(telephone);
      this.#sockets.delete(socket);
      telephone.hangUp();
    });
  }

  /** An open page that is not in a call. @throws OffhookError `no-such-call` when there is none */
  takeMedia(): Telephone {
    const free = [...this.#telephones].find((telephone) => telephone.idle);
    if (free === undefined)
      throw new OffhookError('no-such-call', { detail: 'no telephone page is open and free' });
    return free;
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
