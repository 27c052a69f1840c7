// The desk's side of the line: what it is told, what it reports, and how long things took.

import { isRinging } from '../../app/calls/call.ts';
import type { LineAccount, LineFact, LineOrder, MediaFigures } from '../../app/contract/line.ts';
import type { DeskEffect } from '../../app/desk/reducer.ts';
import type { DeskState } from '../../app/desk/state.ts';
import type { LineState } from '../../app/line/line.ts';
import type { Log } from '../log/log.ts';
import type { Desk } from './desk.ts';
import { eventOfFact } from './line-facts.ts';

export interface LineDeskOptions {
  desk: Desk;
  log: Log;
  order: (order: LineOrder) => void;
  /** Milliseconds since the epoch, finer than a millisecond. */
  now: () => number;
}

export class LineDesk {
  #account: LineAccount | null = null;
  /** The same account with its secret read the other way; null where there is none. */
  #otherReading: LineAccount | null = null;
  #otherTried = false;
  #registeringSince: number | null = null;
  #ringing = false;
  #volume = 0;
  #retiring: PromiseWithResolvers<void> | null = null;
  readonly #figures = new Map<string, MediaFigures>();
  readonly #invitedAt = new Map<string, number>();
  readonly #options: LineDeskOptions;

  constructor(options: LineDeskOptions) {
    this.#options = options;
  }

  /** The line registers `account`, or nothing. `otherSecret` is what its secret is if the edge says it is wrong. */
  use(account: LineAccount | null, otherSecret: string | null = null): void {
    if (account !== null) this.#retiring = null;
    else if (this.#account !== null) this.#retiring = Promise.withResolvers();
    this.#account = account;
    this.#otherReading =
      account === null || otherSecret === null ? null : { ...account, sipSecret: otherSecret };
    this.#otherTried = false;
    this.#registeringSince = account === null ? null : this.#options.now();
    this.#options.order(account === null ? { kind: 'unregister' } : { kind: 'register', account });
  }

  /** Takes the account off the line; resolves when the edge knows. The caller says how long that may take. */
  async retire(): Promise<void> {
    if (this.#account !== null) this.use(null);
    await this.#retiring?.promise;
  }

  /** What brings a line up to date that has just been made. */
  ordersAtStart(): LineOrder[] {
    const orders: LineOrder[] = [this.#ring()];
    if (this.#account !== null) {
      this.#registeringSince ??= this.#options.now();
      orders.unshift({ kind: 'register', account: this.#account });
    }
    return orders;
  }

  /** The agent asked for it; or else the network came back or the machine woke. */
  reconnect({ asked }: { asked: boolean }): void {
    this.#otherTried = false;
    if (this.#account !== null) this.#options.order({ kind: 'reconnect', asked });
  }

  /** The ring tone follows the state. */
  render(state: DeskState): void {
    const ringing = state.calls.some(isRinging);
    const volume = state.settings.ringVolume;
    if (ringing === this.#ringing && volume === this.#volume) return;
    this.#ringing = ringing;
    this.#volume = volume;
    this.#options.order(this.#ring());
  }

  perform(effect: Exclude<DeskEffect, { kind: 'record' }>): void {
    this.#options.order(effect);
  }

  /** The last figures of a call's media, given once: the call is over. */
  takeFigures(callId: string): MediaFigures | null {
    const figures = this.#figures.get(callId) ?? null;
    this.#figures.delete(callId);
    return figures;
  }

  /** The popup has painted a call. */
  painted(callId: string): void {
    const invitedAt = this.#invitedAt.get(callId);
    if (invitedAt === undefined) return;
    this.#options.log.info('popup-painted', { callId, afterMs: this.#options.now() - invitedAt });
  }

  fact(fact: LineFact): void {
    this.#note(fact);
    if (fact.kind === 'state' && this.#tryOtherReading(fact.state)) return;
    const event = eventOfFact(fact);
    if (event !== null) this.#options.desk.dispatch(event);
    if (fact.kind === 'invited') {
      const afterMs = this.#options.now() - fact.at;
      this.#options.log.info('ringing', { callId: fact.callId, callSid: fact.callSid, afterMs });
    }
    if (fact.kind === 'ended') this.#invitedAt.delete(fact.callId);
  }

  /**
   * A secret that the edge calls wrong may have been read the wrong way (facts.md §1.9): the other way is
   * tried once for each order to connect, before anybody is told. True when it is.
   */
  #tryOtherReading(state: LineState): boolean {
    const other = this.#otherReading;
    const isWrong =
      state.kind === 'refused' && (state.trouble === 'wrong-secret' || state.trouble === 'forbidden');
    if (!isWrong || other === null || this.#otherTried) return false;
    this.#options.log.info('other-secret-tried');
    this.#otherReading = this.#account;
    this.#account = other;
    this.#otherTried = true;
    this.#options.order({ kind: 'register', account: other });
    return true;
  }

  #note(fact: LineFact): void {
    const { log, now } = this.#options;
    switch (fact.kind) {
      case 'state': {
        const { state } = fact;
        if (state.kind === 'registered' && this.#registeringSince !== null) {
          log.info('registered', { afterMs: now() - this.#registeringSince });
          this.#registeringSince = null;
        } else if (state.kind === 'waiting' || state.kind === 'refused') {
          this.#registeringSince ??= now();
          log.warn('not-registered', { state: state.kind, trouble: state.trouble });
        }
        return;
      }
      case 'invited':
        this.#invitedAt.set(fact.callId, fact.at);
        return;
      case 'refused':
        log.warn('refused', { callId: fact.callId, reason: fact.reason, code: fact.code });
        return;
      case 'accepted':
        log.info('answered', { callId: fact.callId, afterMs: fact.afterMs });
        return;
      case 'figures':
        this.#figures.set(fact.figures.callId, fact.figures);
        return;
      case 'ended':
        log.info('ended', { callId: fact.callId, reason: fact.reason, code: fact.code });
        return;
      case 'fault':
        log.warn('line-fault', { where: fact.where, detail: fact.detail, callId: fact.callId });
        return;
      case 'retired':
        this.#retiring?.resolve();
        this.#retiring = null;
        return;
      case 'microphone':
      case 'established':
      case 'media':
        return;
    }
  }

  #ring(): LineOrder {
    return { kind: 'ring', ringing: this.#ringing, volume: this.#volume };
  }
}
