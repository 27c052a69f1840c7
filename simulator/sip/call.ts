// One call from a customer to an agent: rings every place, takes the first answer, and sees it to its end.
import { OffhookError } from '../../app/failure.ts';
import { Feed, now } from '../events.ts';
import type { CallEdge, CallEvent, CallParts, CallTimings } from './call-parts.ts';
import { type CallLife, type CallStep, newLife, outcomeOfRefusal, step } from './call-state.ts';
import { Conversation } from './conversation.ts';
import { ackOfRefusal, cancelOf, Dialog, sequenceOf } from './dialog.ts';
import type { Flow } from './flow.ts';
import { answerAgent } from './in-dialog.ts';
import { buildInvite, newCallId } from './invite.ts';
import { headersOf, type SipRequest, type SipResponse } from './message.ts';
import { randomTag } from './reply.ts';
import { type Direction, withoutAudio } from './sdp.ts';

/** One INVITE to one place. */
interface Branch {
  readonly request: SipRequest;
  readonly endpoint: string;
  flow: Flow;
  provisional: boolean;
  final: number | null;
  cancelSent: boolean;
}

const completedElsewhere = 'SIP;cause=200;text="Call completed elsewhere"';

export class Call {
  readonly id = newCallId();
  readonly fromTag = randomTag();
  readonly events = new Feed<CallEvent>();
  readonly timings: CallTimings = {
    invitedAt: null,
    tryingAt: null,
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
  };
  readonly parts: CallParts;
  readonly edge: CallEdge;
  #life: CallLife = newLife;
  #branches: Branch[] = [];
  #conversation: Conversation | null = null;
  #ringTimer: NodeJS.Timeout | undefined;
  /** Set once ringing is being given up: what it will have been, and the Reason told. */
  #giveUp: { step: CallStep; reason: string | null; atOnce: boolean } | null = null;

  constructor(edge: CallEdge, parts: CallParts) {
    this.edge = edge;
    this.parts = parts;
  }

  get life(): CallLife {
    return this.#life;
  }

  get dialog(): Dialog | null {
    return this.#conversation?.dialog ?? null;
  }

  get reinviting(): boolean {
    return this.#conversation?.isReinviting ?? false;
  }

  /** Rings every place where the agent is registered. */
  async start(): Promise<void> {
    const { parts } = this;
    if (parts.invite.delay > 0) await new Promise((resolve) => setTimeout(resolve, parts.invite.delay));
    let sdp: string | null;
    try {
      sdp = await this.#firstOffer();
    } catch (error) {
      this.mediaTrouble(error);
      this.end({ kind: 'ended', outcome: 'failed', by: 'edge', code: null });
      return;
    }
    if (this.#giveUp || this.#life.state === 'ended') {
      this.end(this.#giveUp?.step ?? { kind: 'ended', outcome: 'cancelled', by: 'customer', code: null });
      return;
    }
    const places = this.edge.bindings(parts.agent.userId).filter((binding) => binding.flow.open);
    if (places.length === 0) {
      this.end({ kind: 'ended', outcome: 'unreachable', by: 'edge', code: 480 });
      return;
    }
    const { edge, id, fromTag } = this;
    const invite = {
      ...parts,
      faults: parts.invite,
      callId: id,
      fromTag,
      legSid: randomTag() + randomTag(),
      domain: edge.domain,
      edgeHost: edge.host,
      sdp,
    };
    this.#branches = places.map(({ contact, flow, endpoint }) => {
      const request = buildInvite(invite, contact);
      return { request, endpoint, flow, provisional: false, final: null, cancelSent: false };
    });
    this.#ringTimer = setTimeout(() => {
      this.giveUp({ kind: 'ended', outcome: 'no-answer', by: 'edge', code: 487 });
    }, parts.ringFor);
    this.timings.invitedAt = now();
    for (const branch of this.#branches) {
      edge.transactions.send(branch.flow, branch.request, {
        response: (response, flow) => this.#reply(branch, response, flow),
        timedOut: () => this.#branchDone(branch, 408),
      });
    }
    if (parts.invite.cancelAtOnce) {
      this.giveUp({ kind: 'ended', outcome: 'cancelled', by: 'customer', code: 487 }, { atOnce: true });
    }
  }

  async #firstOffer(): Promise<string | null> {
    const { sdp, invite, media } = this.parts;
    if (sdp !== undefined) return sdp;
    if (invite.sdp === 'none') return null;
    return invite.sdp === 'offer' ? await media.offer('sendrecv') : withoutAudio(invite.sdp);
  }

  #reply(branch: Branch, response: SipResponse, flow: Flow): void {
    const { status } = response;
    branch.flow = flow;
    this.events.record({ kind: 'reply', status, flow: flow.number });
    if (status < 200) {
      branch.provisional = true;
      if (status === 100) this.timings.tryingAt ??= now();
      else {
        this.timings.ringingAt ??= now();
        this.#step({ kind: 'rings' });
      }
      if (this.#giveUp) this.#cancelBranch(branch);
      return;
    }
    if (status < 300) this.#accepted(branch, response, flow);
    else {
      flow.send(ackOfRefusal(branch.request, response));
      this.#branchDone(branch, status);
    }
  }

  #accepted(branch: Branch, response: SipResponse, flow: Flow): void {
    const again = branch.final !== null;
    branch.final = response.status;
    const dialog = (again ? this.dialog : null) ?? new Dialog(branch.request, response, flow, this.edge.host);
    flow.send(dialog.request('ACK', { sequence: sequenceOf(branch.request).number }));
    this.events.record({ kind: 'ack', flow: flow.number });
    if (again) return;
    if (this.#life.state === 'talking' || this.#life.state === 'ended' || this.#giveUp) {
      // The answer crossed our CANCEL, or another place was quicker: what was set up is taken down.
      void this.edge.transactions.ask(flow, dialog.request('BYE'));
      if (this.#giveUp) this.end(this.#giveUp.step);
      return;
    }
    this.#conversation = new Conversation(this, dialog, branch.endpoint);
    clearTimeout(this.#ringTimer);
    this.timings.answeredAt = now();
    this.#step({ kind: 'answered' });
    for (const other of this.#branches) {
      if (other !== branch) this.#cancelBranch(other, completedElsewhere);
    }
    this.parts.media.accept(response.body).catch((error: unknown) => this.mediaTrouble(error));
  }

  #branchDone(branch: Branch, status: number): void {
    branch.final ??= status;
    if (this.#conversation || this.#branches.some((other) => other.final === null)) return;
    const given = this.#giveUp?.step;
    // The best of the refusals: one that a person gave before one that a machine gave.
    const codes = this.#branches.map((other) => other.final ?? 408);
    const code = codes.find((one) => outcomeOfRefusal(one) === 'declined') ?? status;
    this.end(given ?? { kind: 'ended', outcome: outcomeOfRefusal(code), by: 'agent', code });
  }

  /** Stops ringing everywhere; a CANCEL waits for the first reply unless `atOnce` (RFC 3261 §9.1). */
  giveUp(ending: CallStep, { atOnce = false, elsewhere = false } = {}): void {
    if (this.#life.state === 'ended' || this.#giveUp) return;
    clearTimeout(this.#ringTimer);
    this.#giveUp = { step: ending, reason: elsewhere ? completedElsewhere : null, atOnce };
    for (const branch of this.#branches) this.#cancelBranch(branch);
    const reachable = this.#branches.some((branch) => branch.final === null && this.#flowOf(branch) !== null);
    if (this.#branches.length > 0 && !reachable) this.end(ending);
  }

  #cancelBranch(branch: Branch, reason: string | null = this.#giveUp?.reason ?? null): void {
    const early = !branch.provisional && !this.#giveUp?.atOnce;
    if (branch.final !== null || branch.cancelSent || early) return;
    const flow = this.#flowOf(branch);
    if (!flow) return;
    branch.cancelSent = true;
    this.events.record({ kind: 'cancel-sent', flow: flow.number });
    void this.edge.transactions.ask(flow, cancelOf(branch.request, reason));
  }

  /** The socket a branch can be reached over: its own, or the one its agent came back with. */
  #flowOf(branch: Branch): Flow | null {
    if (branch.flow.open) return branch.flow;
    return this.edge.bindings(this.parts.agent.userId).find(({ flow }) => flow.open)?.flow ?? null;
  }

  /** A request of the agent inside this dialog. */
  receive(request: SipRequest, flow: Flow): SipResponse | Promise<SipResponse | null> | null {
    const conversation = this.#conversation;
    if (conversation === null) return null;
    conversation.heardFrom(flow);
    return answerAgent(this, conversation.dialog, request);
  }

  /** The customer hangs up an answered call. */
  async bye(): Promise<void> {
    const asking = this.#answered().ask('BYE');
    this.end({ kind: 'ended', outcome: 'completed', by: 'customer', code: null });
    const { reply } = await asking;
    if (reply && this.dialog) this.events.record({ kind: 'bye-answered', flow: this.dialog.flow.number });
  }

  #answered(): Conversation {
    if (this.#conversation) return this.#conversation;
    throw new OffhookError('no-such-call', { detail: this.parts.callSid });
  }

  /** Offers media anew. The final status; 408 when none came. */
  async reinvite(offer: { direction?: Direction; sdp?: string } = {}): Promise<number> {
    return await this.#answered().reinvite(offer);
  }

  /** Sends an INFO. The final status; 408 when none came. */
  async info(contentType: string, body: string): Promise<number> {
    const { reply } = await this.#answered().ask('INFO', {
      headers: headersOf(['Content-Type', contentType]),
      body,
    });
    return reply?.status ?? 408;
  }

  mediaTrouble(error: unknown): void {
    this.events.record({ kind: 'media-trouble', detail: error instanceof Error ? error.message : 'unknown' });
  }

  end(ending: CallStep): void {
    if (this.#life.state === 'ended') return;
    clearTimeout(this.#ringTimer);
    this.timings.endedAt = now();
    this.#step(ending);
    this.parts.media.ended();
    // Repeated final replies may still come for a while (RFC 3261 §17.1.1.2, timer D).
    setTimeout(() => {
      for (const { request } of this.#branches) this.edge.transactions.forget(request);
    }, 32_000).unref();
  }

  #step(event: CallStep): void {
    const next = step(this.#life, event);
    if (next === this.#life) return;
    this.#life = next;
    const { state, outcome, endCode: code } = next;
    this.events.record({ kind: 'state', state, outcome, code });
  }
}
