// One call as SIP: what the edge asked, what the agent chose, what was said back, and how it ended.
import { Core, type Invitation, type SessionDescriptionHandler, SessionState } from 'sip.js';
import type { EndReason } from '../../app/calls/call.ts';
import { type InviteReading, readCancel } from '../../app/line/invite.ts';
import { isAnswered, type LegEvent, type LegPhase, legAfter } from '../../app/line/leg.ts';
import { now } from './clock.ts';
import { Farewell } from './farewell.ts';
import type { CallMedia } from './media/call-media.ts';
import type { MicrophoneTrouble } from './media/microphone.ts';
import { Negotiation } from './negotiation.ts';
import type { Report } from './report.ts';

/** Milliseconds a call may ring; the edge's own time is shorter (facts.md §4.3), so this is a safety net. */
const noAnswerAfter = 120_000;
/** Milliseconds the choice to answer may take until 200 OK: beyond, the caller has long given up. */
const answerWithin = 12_000;

const microphoneReasons = {
  denied: 'microphone-denied',
  missing: 'microphone-missing',
  busy: 'microphone-busy',
} as const satisfies Record<MicrophoneTrouble, EndReason>;

export interface CallLegOptions {
  id: string;
  invitation: Invitation;
  /** When the INVITE came off the socket, milliseconds since the epoch. */
  receivedAt: number;
  report: Report;
  openMedia(leg: CallLeg): CallMedia;
  /** Forgets an INVITE whose socket died, so that it may come again over the next (RFC 3261 §8.2.2.2). */
  forget(invitation: Invitation): void;
  /** True while requests reach the edge. */
  isLineUp(): boolean;
  /** The leg is over and owes the edge nothing more. */
  done(leg: CallLeg): void;
}

export class CallLeg {
  readonly id: string;
  #phase: LegPhase = 'ringing';
  #media: CallMedia | null = null;
  /** What the other side did, told before sip.js calls the call terminated. */
  #told: EndReason | null = null;
  #farewell: Farewell | null = null;
  #negotiation: Negotiation | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #options: CallLegOptions;

  constructor(options: CallLegOptions) {
    this.id = options.id;
    this.#options = options;
    this.#listen(options.invitation);
  }

  get isOver(): boolean {
    return this.#phase === 'ended';
  }

  /** Tells main and says 180; `prepare` is false while another call has the microphone. */
  ring(reading: InviteReading, prepare: boolean): void {
    const { invitation, receivedAt, report } = this.#options;
    report.fact({ kind: 'invited', callId: this.id, ...reading, at: receivedAt });
    invitation.progress().catch((error: unknown) => report.fault('ringing', error, this.id));
    const { dialog } = invitation;
    if (dialog !== undefined) dialog.delegate = { onBye: (bye) => this.#givenUp(bye) };
    this.#after(noAnswerAfter, () => this.#reject(480, 'not-answered'));
    if (prepare) this.#media = this.#options.openMedia(this);
  }

  /** `orderedAt`: when the order came, milliseconds since the epoch. */
  async answer(orderedAt: number): Promise<void> {
    if (!this.#go('answer')) return;
    this.#after(answerWithin, () => this.#reject(480, 'media-failed'));
    this.#media ??= this.#options.openMedia(this);
    const media = this.#media;
    const microphone = await media.microphone;
    if (this.#phase !== 'answering') return;
    if (!microphone.ok) {
      this.#reject(480, microphoneReasons[microphone.trouble], 'Microphone not available');
      return;
    }
    try {
      await media.ready();
    } catch {
      this.#reject(488, 'media-failed');
      return;
    }
    if (this.#phase !== 'answering') return;
    await this.#accept(media, orderedAt);
  }

  decline(): void {
    if (this.#phase === 'ringing') this.#reject(486, 'declined');
  }

  refuseBusy(): void {
    if (this.#phase === 'ringing') this.#reject(486, 'busy');
  }

  hangUp(): void {
    if (this.#phase === 'ringing') this.#reject(486, 'declined');
    else if (this.#phase === 'answering') this.#reject(486, 'hung-up-by-agent');
    else if (isAnswered(this.#phase)) this.#sayBye('hung-up-by-agent', null);
  }

  /** The phone itself failed while the call came in: the caller is told, so that another may be rung. */
  fail(): void {
    this.#reject(500, 'phone-fault');
  }

  /** The socket is gone: an answered call lives on, a ringing one is rung again by the edge. */
  lineDown(): void {
    this.#farewell?.lineDown();
    this.#negotiation?.lineDown();
    if (this.#phase !== 'ringing' && this.#phase !== 'answering') return;
    this.#reject(480, 'line-lost');
    this.#options.forget(this.#options.invitation);
  }

  /** Registered again, perhaps over a new socket. */
  lineUp(): void {
    this.#farewell?.send();
    this.#negotiation?.renew(false);
  }

  /** Media found no way any more: a new offer may find one. */
  pathLost(): void {
    this.#negotiation?.renew(true);
  }

  /** The handler sip.js asks for at its first offer or answer, prepared long before. */
  descriptions(): SessionDescriptionHandler {
    const peer = this.#media?.peer ?? null;
    if (peer === null) throw new Error('The call has no media yet.');
    return peer;
  }

  async #accept(media: CallMedia, orderedAt: number): Promise<void> {
    const { invitation, report } = this.#options;
    try {
      await invitation.accept();
    } catch (error) {
      if (this.#phase !== 'answering') return;
      report.fault('answer', error, this.id);
      this.#end('failed', null);
      return;
    }
    // A CANCEL may have come while sip.js wrote the answer: then 487 was sent, and the call has ended.
    if (invitation.state !== SessionState.Established || !this.#go('accepted')) return;
    clearTimeout(this.#timer);
    this.#lead(invitation);
    const at = now();
    report.fact({ kind: 'accepted', callId: this.id, at, afterMs: Math.max(0, at - orderedAt) });
    media.goLive();
  }

  #listen(invitation: Invitation): void {
    const { report } = this.#options;
    invitation.delegate = {
      onCancel: ({ request }) => {
        this.#told = readCancel(request.getHeaders('reason'));
      },
      // Followed by itself it would call whomever the other side names; nobody here asked for that.
      onRefer: (referral) => {
        referral.reject({ statusCode: 603 }).catch((error: unknown) => report.fault('refer', error, this.id));
      },
    };
    invitation.stateChange.addListener((state) => {
      if (state === SessionState.Terminated) this.#terminated();
    });
  }

  /** Puts the call's own rules before those of sip.js: for re-INVITEs, for ACKs, for a BYE. */
  #lead(invitation: Invitation): void {
    const { dialog } = invitation;
    if (!(dialog instanceof Core.SessionDialog)) throw new Error('An answered call has no dialog.');
    const { report, isLineUp } = this.#options;
    const negotiation = new Negotiation(invitation, dialog, {
      peer: () => this.#media?.peer ?? null,
      isLineUp,
      gone: (code) => this.#sayBye('failed', code),
      fault: (thrown) => report.fault('negotiation', thrown, this.id),
    });
    this.#negotiation = negotiation;
    const library = { ...dialog.delegate };
    dialog.delegate = {
      ...library,
      onInvite: (request) => negotiation.invited(request),
      onAck: (ack) => {
        if (this.#farewell !== null) return this.#farewell.send();
        if (!this.#go('acknowledged')) return negotiation.acknowledged(ack);
        report.fact({ kind: 'established', callId: this.id, at: now() });
        const taken = library.onAck?.(ack);
        negotiation.acknowledged(ack);
        return taken;
      },
      onAckTimeout: () => {
        // After a BYE nobody waits for the ACK any more, but sip.js does.
        if (invitation.state === SessionState.Established) library.onAckTimeout?.();
        this.#farewell?.settle();
      },
      onBye: (bye) => {
        this.#told = 'hung-up-by-customer';
        negotiation.stop();
        library.onBye?.(bye);
        this.#farewell?.settle();
      },
    };
  }

  /** The caller may end a call by BYE before it is answered (RFC 3261 §15); sip.js would ring on. */
  #givenUp(bye: Core.IncomingByeRequest): void {
    bye.accept();
    this.#reject(487, 'caller-gave-up');
  }

  /** sip.js calls the call over: by CANCEL, BYE, the INVITE's Expires, or for want of an ACK. */
  #terminated(): void {
    if (this.#phase === 'ended') return;
    const cancelled = this.#told === 'caller-gave-up' || this.#told === 'answered-elsewhere';
    const silent: EndReason = this.#phase === 'ringing' ? 'not-answered' : 'failed';
    this.#end(this.#told ?? silent, cancelled ? 487 : null);
  }

  /** Ends a call that was not answered; `text` tells the caller's side why (RFC 3326 §2). */
  #reject(statusCode: number, reason: EndReason, text?: string): void {
    const { invitation, report } = this.#options;
    if (this.#phase === 'ended') return;
    const extraHeaders = text === undefined ? [] : [`Reason: SIP;cause=${statusCode};text="${text}"`];
    this.#end(reason, statusCode);
    if (invitation.state !== SessionState.Initial && invitation.state !== SessionState.Establishing) return;
    invitation
      .reject({ statusCode, extraHeaders })
      .catch((error: unknown) => report.fault('reject', error, this.id));
  }

  #end(reason: EndReason, code: number | null): void {
    const wasLive = isAnswered(this.#phase);
    if (!this.#go('end')) return;
    clearTimeout(this.#timer);
    this.#negotiation?.stop();
    const at = now();
    const ended = () => {
      this.#options.report.fact({ kind: 'ended', callId: this.id, reason, code, at });
      if (this.#farewell === null) this.#options.done(this);
    };
    // The last figures come first; a call that never had any ends without a pause.
    if (wasLive && this.#media !== null) void this.#media.close(true).then(ended);
    else {
      void this.#media?.close(false);
      ended();
    }
  }

  #sayBye(reason: EndReason, code: number | null): void {
    const { invitation, isLineUp, report } = this.#options;
    this.#farewell = new Farewell(invitation, {
      isLineUp,
      paid: () => this.#options.done(this),
      fault: (thrown) => report.fault('bye', thrown, this.id),
    });
    this.#end(reason, code);
    this.#farewell.send();
  }

  #go(event: LegEvent): boolean {
    const next = legAfter(this.#phase, event);
    if (next === null) return false;
    this.#phase = next;
    return true;
  }

  #after(delay: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, delay);
  }
}
