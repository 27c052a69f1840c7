// All calls of the line: takes INVITEs in, gives orders to the call they name, tells calls about the socket.
import type { Invitation, Session, SessionDescriptionHandler, UserAgent } from 'sip.js';
import type { LineAccount } from '../../app/contract/line.ts';
import { requiresReliableProvisional } from '../../app/line/invite.ts';
import { isSdp, offersAudio } from '../../app/line/sdp.ts';
import { CallLeg } from './call-leg.ts';
import { now } from './clock.ts';
import { CallMedia } from './media/call-media.ts';
import type { Certificates } from './media/certificate.ts';
import type { Report } from './report.ts';

export interface CallsOptions {
  account: LineAccount;
  report: Report;
  certificates: Certificates;
  /** True while requests reach the edge. */
  isLineUp(): boolean;
  agent(): UserAgent;
}

export class Calls {
  readonly #legs = new Map<string, CallLeg>();
  readonly #bySession = new WeakMap<Session, CallLeg>();
  readonly #options: CallsOptions;

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  /** `receivedAt`: when the INVITE came off the socket, milliseconds since the epoch. */
  invited(invitation: Invitation, receivedAt: number): void {
    if (this.#refused(invitation)) return;
    const leg = new CallLeg({
      id: crypto.randomUUID(),
      invitation,
      receivedAt,
      report: this.#options.report,
      openMedia: ({ id }) => this.#openMedia(id, invitation),
      isLineUp: this.#options.isLineUp,
      forget: (lost) => this.#forget(lost),
      done: ({ id }) => this.#legs.delete(id),
    });
    const prepare = ![...this.#legs.values()].some((other) => !other.isOver);
    this.#legs.set(leg.id, leg);
    this.#bySession.set(invitation, leg);
    leg.ring(prepare);
  }

  /** The call an order names; null when it is over already, which is no fault of the order. */
  find(callId: string): CallLeg | null {
    return this.#legs.get(callId) ?? null;
  }

  /** True while no call is up, rings or is owed its BYE. */
  get isIdle(): boolean {
    return this.#legs.size === 0;
  }

  descriptions(session: Session): SessionDescriptionHandler {
    const leg = this.#bySession.get(session);
    if (leg === undefined) throw new Error('Not a call of this line.');
    return leg.descriptions();
  }

  lineDown(): void {
    for (const leg of [...this.#legs.values()]) leg.lineDown();
  }

  lineUp(): void {
    for (const leg of [...this.#legs.values()]) leg.lineUp();
  }

  /** The agent signs out: nothing of them may stay on the line. */
  hangUpAll(): void {
    for (const leg of [...this.#legs.values()]) leg.hangUp();
  }

  #openMedia(callId: string, invitation: Invitation): CallMedia {
    const { report, account, certificates } = this.#options;
    const offer = bodyOf(invitation);
    return new CallMedia(
      { callId, offer, stunServers: account.stunServers, certificates },
      {
        microphone: (microphone) => report.fact({ kind: 'microphone', microphone }),
        media: (media) => report.fact({ kind: 'media', callId, media }),
        figures: (figures) => report.fact({ kind: 'figures', figures }),
        pathLost: () => this.find(callId)?.pathLost(),
        fault: (where, thrown) => report.fault(where, thrown, callId),
      },
    );
  }

  /** Refuses what could never become a call; it does not ring, and the log is told by its end. */
  #refused(invitation: Invitation): boolean {
    const { report } = this.#options;
    const { request } = invitation;
    const refuse = (statusCode: number, extraHeaders: string[]) => {
      invitation
        .reject({ statusCode, extraHeaders })
        .catch((error: unknown) => report.fault('reject', error));
    };
    const offer = bodyOf(invitation);
    if (requiresReliableProvisional(request.getHeaders('require'))) {
      refuse(420, ['Unsupported: 100rel']);
      report.fault('invite', 'An INVITE required 100rel: answered 420.');
      return true;
    }
    if (offer !== null && !isSdp(request.getHeader('content-type') ?? '')) {
      refuse(415, ['Accept: application/sdp']);
      report.fault('invite', 'The body of an INVITE was no session description: answered 415.');
      return true;
    }
    if (offer !== null && !offersAudio(offer)) {
      refuse(488, []);
      const callId = crypto.randomUUID();
      report.fact({ kind: 'ended', callId, reason: 'no-audio-offered', code: 488, at: now() });
      return true;
    }
    return false;
  }

  #forget(invitation: Invitation): void {
    const servers = this.#options.agent().userAgentCore.userAgentServers;
    for (const [key, server] of [...servers]) {
      if (server.message !== invitation.request) continue;
      server.dispose();
      servers.delete(key);
    }
  }
}

/** The body of an INVITE; null where it has none and asks us for an offer (RFC 3261 §13.2.1). */
function bodyOf(invitation: Invitation): string | null {
  const { body } = invitation.request;
  return body === '' ? null : body;
}
