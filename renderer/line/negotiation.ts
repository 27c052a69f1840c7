// The offers and answers of an answered call after the first, in both directions and one at a time (RFC 3261 §14).
import { Core, type Invitation } from 'sip.js';
import { readRetryAfter } from '../../app/line/register-answer.ts';
import { renewalDelay } from '../../app/line/renewal.ts';
import { refusalOf } from '../../app/line/screening.ts';
import type { Peer } from './media/peer.ts';
import { methods } from './methods.ts';

export interface NegotiationPort {
  peer(): Peer | null;
  isLineUp(): boolean;
  /** There is no such call any more: the edge said so by this status, or (null) never acknowledged our 200. */
  gone(code: number | null): void;
  fault(thrown: unknown): void;
}

type Wanted = 'nothing' | 'same-paths' | 'new-paths';

/**
 * Our own re-INVITEs tell the edge where the call now is: it sends what concerns the call to where our last
 * request came from, so after a new socket a BYE of the customer would go nowhere until we are heard of again
 * (§12.2.1.1, target refresh). With new paths they bring the audio back when the old ones are dead.
 *
 * sip.js has a way of its own for both directions; it takes offers for answers when they cross, waits for
 * ever after a 3xx, and forgets what a lost socket took with it. So its dialog is spoken to here directly.
 */
export class Negotiation {
  #wanted: Wanted = 'nothing';
  /** Our offer under way; whoever finds another one here after a wait has been abandoned. */
  #offering: symbol | null = null;
  /** The other side's re-INVITE that has no final reply yet. */
  #asked: Core.IncomingInviteRequest | null = null;
  /** Our 200 held an offer, so that the ACK brings the answer. */
  #offeredIn200 = false;
  #refusals = 0;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #invitation: Invitation;
  readonly #dialog: Core.SessionDialog;
  readonly #port: NegotiationPort;

  constructor(invitation: Invitation, dialog: Core.SessionDialog, port: NegotiationPort) {
    this.#invitation = invitation;
    this.#dialog = dialog;
    this.#port = port;
  }

  /** Wants the call renewed; until it can be, and again where it was refused for a time. */
  renew(newPaths: boolean): void {
    if (this.#wanted !== 'new-paths') this.#wanted = newPaths ? 'new-paths' : 'same-paths';
    this.#offerNext();
  }

  /** The socket is gone, and with it whatever was under way over it: what the wire tells of it later is not heard. */
  lineDown(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Our 200 may have arrived or not; nobody will send its ACK over a dead socket.
    this.#dialog.reinviteUserAgentServer = undefined;
    if (this.#offering === null) return;
    this.#offering = null;
    this.#port.peer()?.rollback().catch(this.#port.fault);
    if (this.#wanted === 'nothing') this.#wanted = 'same-paths';
  }

  /** Inside the call an INVITE came: a new offer, or the wish for one of ours. */
  invited(request: Core.IncomingInviteRequest): void {
    const { message } = request;
    const refusal = refusalOf({ body: message.body, header: (name) => message.getHeaders(name) });
    if (refusal !== null) {
      request.reject({ statusCode: refusal.statusCode, extraHeaders: [...refusal.headers] });
      this.#port.fault(refusal.why);
      return;
    }
    this.#asked = request;
    this.#answer(request).catch((error: unknown) => {
      this.#port.fault(error);
      if (this.#asked !== request) return;
      this.#asked = null;
      this.#port.peer()?.rollback().catch(this.#port.fault);
      request.reject({ statusCode: 488, extraHeaders: ['Warning: 399 offhook.invalid "not understood"'] });
      this.#offerNext();
    });
  }

  /** The ACK of a 200: of the first, or of one inside the call. */
  acknowledged({ message }: Core.IncomingAckRequest): void {
    const peer = this.#port.peer();
    if (this.#offeredIn200) {
      this.#offeredIn200 = false;
      const taken = message.body === '' ? peer?.rollback() : peer?.accept(message.body);
      taken?.catch(this.#port.fault);
    }
    this.#offerNext();
  }

  /** The call ends. Whoever still waits for a reply gets one (§15.1.2). */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#asked?.reject({ statusCode: 487 });
    this.#asked = null;
  }

  async #answer(request: Core.IncomingInviteRequest): Promise<void> {
    // Crossing offers: the one of the other side is here, ours was not sent yet and is made again after it.
    if (this.#offering !== null) {
      this.#offering = null;
      if (this.#wanted === 'nothing') this.#wanted = 'same-paths';
    }
    const peer = this.#peer();
    const { body } = request.message;
    const content = body === '' ? await peer.offer(false) : await peer.answer(body);
    if (this.#asked !== request) return;
    this.#asked = null;
    this.#offeredIn200 = body === '';
    request.accept({ statusCode: 200, extraHeaders: [this.#contact()], body: description(content) });
    this.#awaitAck();
  }

  /** For want of an ACK the call is over (§14.2); sip.js would only refuse every later re-INVITE. */
  #awaitAck(): void {
    const server = this.#dialog.reinviteUserAgentServer;
    server?.transaction.addStateChangeListener(() => {
      if (server.transaction.state !== 'Terminated' || this.#dialog.reinviteUserAgentServer !== server)
        return;
      this.#dialog.reinviteUserAgentServer = undefined;
      if (!this.#stopped) this.#port.gone(null);
    });
  }

  #offerNext(): void {
    if (this.#wanted === 'nothing' || this.#stopped || !this.#port.isLineUp()) return;
    if (this.#offering !== null || this.#timer !== undefined) return;
    // Neither beside another INVITE of the other side, nor before its ACK (§14.1).
    if (this.#dialog.sessionState === Core.SessionState.AckWait) return;
    if (this.#asked !== null || this.#dialog.reinviteUserAgentServer !== undefined) return;
    const newPaths = this.#wanted === 'new-paths';
    this.#wanted = 'nothing';
    const offering = Symbol('offer');
    this.#offering = offering;
    this.#offer(offering, newPaths).catch((error: unknown) => {
      this.#port.fault(error);
      this.#refused(offering, newPaths, 500, null);
    });
  }

  async #offer(offering: symbol, newPaths: boolean): Promise<void> {
    const peer = this.#peer();
    const content = await peer.offer(newPaths || peer.isPathBroken);
    if (this.#offering !== offering || this.#stopped) return;
    const refused = ({ message }: Core.IncomingResponse) => {
      const retryAfter = readRetryAfter({ headers: (name) => message.getHeaders(name) });
      this.#refused(offering, newPaths, message.statusCode ?? 500, retryAfter);
    };
    this.#dialog.invite(
      {
        onAccept: (response) => this.#accepted(offering, newPaths, response),
        onRedirect: refused,
        onReject: refused,
      },
      {
        extraHeaders: [this.#contact(), `Allow: ${methods.join(', ')}`],
        body: description(content),
      },
    );
  }

  #accepted(offering: symbol, newPaths: boolean, response: Core.AckableIncomingResponseWithSession): void {
    response.ack();
    if (this.#offering !== offering || this.#stopped) return;
    this.#peer()
      .accept(response.message.body)
      .then(
        () => {
          if (this.#offering !== offering) return;
          this.#offering = null;
          this.#refusals = 0;
          this.#offerNext();
        },
        (error: unknown) => {
          this.#port.fault(error);
          this.#refused(offering, newPaths, 500, null);
        },
      );
  }

  #refused(offering: symbol, newPaths: boolean, code: number, retryAfter: number | null): void {
    if (this.#offering !== offering || this.#stopped) return;
    this.#offering = null;
    this.#port.peer()?.rollback().catch(this.#port.fault);
    // Only this one says that the call itself is gone; what else is refused leaves it as it was.
    if (code === 481) {
      this.#port.gone(code);
      return;
    }
    this.#refusals += 1;
    const delay = renewalDelay(code, this.#refusals, retryAfter, Math.random);
    if (delay === null) {
      this.#offerNext();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.renew(newPaths);
    }, delay);
  }

  #peer(): Peer {
    const peer = this.#port.peer();
    if (peer === null) throw new Error('The call has no media.');
    return peer;
  }

  #contact(): string {
    return `Contact: ${this.#invitation.userAgent.contact.toString()}`;
  }
}

function description(content: string): Core.Body {
  return { contentDisposition: 'session', contentType: 'application/sdp', content };
}
