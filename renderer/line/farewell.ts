// The BYE of one call, owed until the edge has answered it (RFC 3261 §15.1.1).
import { Core, type Invitation, SessionState } from 'sip.js';

export interface FarewellPort {
  isLineUp(): boolean;
  /** The edge owes and is owed nothing more. */
  paid(): void;
  fault(thrown: unknown): void;
}

/**
 * A BYE that went into a socket already dead would leave the customer in a silent call: what was not answered
 * when the socket went is sent again over the next.
 */
export class Farewell {
  #state: 'owed' | 'sent' | 'paid' = 'owed';
  readonly #invitation: Invitation;
  readonly #port: FarewellPort;

  constructor(invitation: Invitation, port: FarewellPort) {
    this.#invitation = invitation;
    this.#port = port;
  }

  /** Sends it as soon as it may be sent: not before the ACK of our 200 (§15), and not without a socket. */
  send(): void {
    const { dialog } = this.#invitation;
    if (this.#state !== 'owed' || dialog === undefined || !this.#port.isLineUp()) return;
    if (dialog.sessionState === Core.SessionState.AckWait) return;
    this.#state = 'sent';
    const answered = () => this.#answered();
    const delegate = { onAccept: answered, onRedirect: answered, onReject: answered };
    if (this.#invitation.state === SessionState.Established) {
      this.#invitation.bye({ requestDelegate: delegate }).catch(this.#port.fault);
    } else {
      dialog.bye(delegate);
    }
  }

  lineDown(): void {
    if (this.#state === 'sent') this.#state = 'owed';
  }

  /** The other side hung up as well, or sip.js gave up waiting for the ACK and said BYE itself. */
  settle(): void {
    if (this.#state === 'paid') return;
    this.#state = 'paid';
    this.#port.paid();
  }

  /** sip.js tells a send that failed as 503, and 32 s of silence as 408: only the first is no answer. */
  #answered(): void {
    if (this.#state === 'sent' && this.#port.isLineUp()) this.settle();
  }
}
