// An answered call from the customer's side: requests to the agent, wherever the agent now is.
import type { CallInside } from './call-parts.ts';
import { ackOfRefusal, type Dialog, sequenceOf } from './dialog.ts';
import type { Flow } from './flow.ts';
import { headersOf, type SipHeader } from './message.ts';
import type { Binding } from './registrar.ts';
import type { Direction } from './sdp.ts';

export class Conversation {
  readonly dialog: Dialog;
  readonly #call: CallInside;
  readonly #endpoint: string;
  #isReinviting = false;

  /** `endpoint`: which of the agent's places answered. */
  constructor(call: CallInside, dialog: Dialog, endpoint: string) {
    this.dialog = dialog;
    this.#call = call;
    this.#endpoint = endpoint;
  }

  /** Our re-INVITE is under way: the agent's own must wait (RFC 3261 §14.2). */
  get isReinviting(): boolean {
    return this.#isReinviting;
  }

  /** A request of the agent came over this socket: that is where they are. */
  heardFrom(flow: Flow): void {
    if (flow === this.dialog.flow) return;
    const contact = this.#places().find((place) => place.flow === flow)?.contact;
    this.dialog.move(flow, contact ?? null);
    this.#call.events.record({ kind: 'moved', flow: flow.number });
  }

  /** Sends a request inside the dialog; its final reply, or null when none came or the agent is gone. */
  async ask(method: string, more: { headers?: readonly SipHeader[]; body?: string } = {}) {
    const { dialog } = this;
    this.#follow();
    const request = dialog.request(method, more);
    const { transactions } = this.#call.edge;
    if (!dialog.flow.open) return { request, reply: null };
    return { request, reply: await transactions.ask(dialog.flow, request) };
  }

  /** Goes after an agent whose socket was lost, or who registered the same place anew. */
  #follow(): void {
    const { dialog } = this;
    const places = this.#places().filter(({ flow }) => flow.open);
    const same = places.find(
      ({ endpoint, flow }) => endpoint === this.#endpoint && flow.number > dialog.flow.number,
    );
    const place = same ?? (dialog.flow.open ? undefined : places[0]);
    if (!place) return;
    dialog.move(place.flow, place.contact);
    this.#call.events.record({ kind: 'moved', flow: place.flow.number });
  }

  /** Offers media anew. The final status; 408 when none came. */
  async reinvite({
    direction = 'sendrecv',
    sdp,
  }: {
    direction?: Direction;
    sdp?: string;
  } = {}): Promise<number> {
    const { events, parts } = this.#call;
    this.#isReinviting = true;
    try {
      const body = sdp ?? (await parts.media.offer(direction));
      const headers = headersOf(
        ['Contact', '<sip:customer@10.20.0.7:5060>'],
        ['Content-Type', 'application/sdp'],
      );
      const { request, reply } = await this.ask('INVITE', { headers, body });
      const status = reply?.status ?? 408;
      events.record({ kind: 'reinvite', by: 'customer', direction, status });
      if (reply) {
        const { flow } = this.dialog;
        const { number } = sequenceOf(request);
        flow.send(
          status < 300 ? this.dialog.request('ACK', { sequence: number }) : ackOfRefusal(request, reply),
        );
        if (status < 300) await parts.media.accept(reply.body);
      }
      return status;
    } finally {
      this.#isReinviting = false;
    }
  }

  #places(): Binding[] {
    return this.#call.edge.bindings(this.#call.parts.agent.userId);
  }
}
