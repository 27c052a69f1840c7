// All calls of the line: takes INVITEs in, gives orders to the call they name, tells calls about the socket.
import type { Invitation, Session, SessionDescriptionHandler, UserAgent } from 'sip.js';
import type { EndReason } from '../../app/calls/call.ts';
import type { LineAccount } from '../../app/contract/line.ts';
import { type InviteReading, readInvite } from '../../app/line/invite.ts';
import { salvaged } from '../../app/line/readable.ts';
import { refusalOf } from '../../app/line/screening.ts';
import { isFirst, type SipText } from '../../app/line/sip-text.ts';
import { CallLeg } from './call-leg.ts';
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
    const { request } = invitation;
    let reading = nothingRead;
    let leg: CallLeg | null = null;
    try {
      const header = (name: string) => request.getHeaders(name);
      reading = readInvite({
        // sip.js says that it is always there; without one it is not.
        displayName: (request.from.displayName as string | undefined) ?? '',
        user: request.from.uri.user ?? '',
        calledUser: request.to.uri.user ?? '',
        header,
      });
      const refusal = refusalOf({ body: request.body, header });
      if (refusal !== null) {
        this.#options.report.fault('invite', refusal.why);
        const { statusCode, reason } = refusal;
        this.#refuse(invitation, statusCode, [...refusal.headers], { ...reading, reason, at: receivedAt });
        return;
      }
      const prepare = ![...this.#legs.values()].some((other) => !other.isOver);
      leg = this.#leg(invitation, receivedAt);
      leg.ring(reading, prepare);
    } catch (error) {
      this.#options.report.fault('invite', error);
      if (leg !== null) leg.fail();
      else this.#refuse(invitation, 500, [], { ...reading, reason: 'phone-fault', at: receivedAt });
    }
  }

  /** An INVITE that sip.js could not take was answered with `code`: nobody was rung by it. */
  unreadable(request: SipText, code: number, at: number): void {
    if (request.method !== 'INVITE' || !isFirst(request)) return;
    const reading = readInvite(salvaged(request));
    const reason = code === 500 ? 'phone-fault' : 'call-unreadable';
    this.#options.report.fact({ kind: 'refused', callId: crypto.randomUUID(), ...reading, reason, code, at });
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

  #leg(invitation: Invitation, receivedAt: number): CallLeg {
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
    this.#legs.set(leg.id, leg);
    this.#bySession.set(invitation, leg);
    return leg;
  }

  /** Turns an INVITE away that never rings: the caller is told why, and so is main. */
  #refuse(
    invitation: Invitation,
    statusCode: number,
    extraHeaders: string[],
    told: InviteReading & { reason: EndReason; at: number },
  ): void {
    const { report } = this.#options;
    report.fact({ kind: 'refused', callId: crypto.randomUUID(), ...told, code: statusCode });
    invitation.reject({ statusCode, extraHeaders }).catch((error: unknown) => report.fault('reject', error));
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

const nothingRead: InviteReading = { callSid: null, from: { displayName: '', user: '' }, calledNumber: null };

/** The body of an INVITE; null where it has none and asks us for an offer (RFC 3261 §13.2.1). */
function bodyOf(invitation: Invitation): string | null {
  const { body } = invitation.request;
  return body === '' ? null : body;
}
