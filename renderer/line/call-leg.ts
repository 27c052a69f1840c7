// One call as SIP: what the edge asked, what the agent chose, what was said back, and how it ended.
import { type Invitation, type SessionDescriptionHandler, SessionState } from 'sip.js';
import type { EndReason } from '../../app/calls/call.ts';
import { readCancel, readInvite } from '../../app/line/invite.ts';
import { isAnswered, type LegEvent, type LegPhase, legAfter } from '../../app/line/leg.ts';
import { now } from './clock.ts';
import type { CallMedia } from './media/call-media.ts';
import type { MicrophoneTrouble } from './media/microphone.ts';
import { Renewal } from './renewal.ts';
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
  #owesBye = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #renewal: Renewal;
  readonly #options: CallLegOptions;

  constructor(options: CallLegOptions) {
    this.id = options.id;
    this.#options = options;
    this.#renewal = new Renewal(options.invitation, {
      peer: () => this.#media?.peer ?? null,
      gone: (code) => this.#end('failed', code),
      fault: (thrown) => options.report.fault('renewal', thrown, this.id),
    });
    this.#listen(options.invitation);
  }

  get isOver(): boolean {
    return this.#phase === 'ended';
  }

  /** Says 180 and tells main; `prepare` is false while another call has the microphone. */
  ring(prepare: boolean): void {
    const { invitation, receivedAt, report } = this.#options;
    invitation.progress().catch((error: unknown) => report.fault('ringing', error, this.id));
    const { request } = invitation;
    const reading = readInvite({
      displayName: request.from.displayName,
      user: request.from.uri.user ?? '',
      calledUser: request.to.uri.user ?? '',
      header: (name) => request.getHeaders(name),
    });
    report.fact({ kind: 'invited', callId: this.id, ...reading, at: receivedAt });
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
    else if (isAnswered(this.#phase)) {
      this.#owesBye = true;
      this.#end('hung-up-by-agent', null);
    }
  }

  /** The socket is gone: an answered call lives on, a ringing one is rung again by the edge. */
  lineDown(): void {
    if (this.#phase !== 'ringing' && this.#phase !== 'answering') return;
    this.#reject(480, 'line-lost');
    this.#options.forget(this.#options.invitation);
  }

  /** Registered again, perhaps over a new socket. */
  lineUp(): void {
    if (this.#owesBye) this.#payBye();
    else if (this.#phase === 'established') this.#renewal.renew(false);
  }

  /** Media found no way any more: a new offer may find one. */
  pathLost(): void {
    if (this.#phase === 'established' && this.#options.isLineUp()) this.#renewal.renew(true);
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
    const at = now();
    report.fact({ kind: 'accepted', callId: this.id, at, afterMs: Math.max(0, at - orderedAt) });
    media.goLive();
  }

  #listen(invitation: Invitation): void {
    const { report } = this.#options;
    invitation.delegate = {
      onAck: () => {
        if (!this.#go('acknowledged')) return;
        report.fact({ kind: 'established', callId: this.id, at: now() });
      },
      onBye: (bye) => {
        this.#told = 'hung-up-by-customer';
        bye.accept().catch((error: unknown) => report.fault('bye', error, this.id));
      },
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
    this.#renewal.stop();
    const at = now();
    const ended = () => {
      this.#options.report.fact({ kind: 'ended', callId: this.id, reason, code, at });
      if (!this.#owesBye) this.#options.done(this);
    };
    if (this.#owesBye && this.#options.isLineUp()) this.#payBye();
    // The last figures come first; a call that never had any ends without a pause.
    if (wasLive && this.#media !== null) void this.#media.close(true).then(ended);
    else {
      void this.#media?.close(false);
      ended();
    }
  }

  /** Without an ACK yet, sip.js holds the BYE back until it is there (RFC 3261 §15). */
  #payBye(): void {
    this.#owesBye = false;
    const { invitation, report } = this.#options;
    if (invitation.state === SessionState.Established) {
      invitation.bye().catch((error: unknown) => report.fault('bye', error, this.id));
    }
    this.#options.done(this);
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
