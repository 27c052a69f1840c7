// One call from a customer to an agent: rings every place, takes the first answer, and sees it to its end.
import { OffhookError } from '../../app/failure.ts';
import type { SimulatedAgent } from '../agents/agents.ts';
import { Feed, now } from '../events.ts';
import type { Faults, InviteFaults } from '../faults.ts';
import {
  type CallLife,
  type CallState,
  type CallStep,
  newLife,
  outcomeOfRefusal,
  step,
} from './call-state.ts';
import { ackOfRefusal, cancelOf, Dialog, sequenceOf } from './dialog.ts';
import type { Flow } from './flow.ts';
import { answerAgent } from './in-dialog.ts';
import { buildInvite, newCallId } from './invite.ts';
import type { CustomerMedia } from './media.ts';
import { headersOf, type SipHeader, type SipRequest, type SipResponse } from './message.ts';
import type { Binding } from './registrar.ts';
import { randomTag } from './reply.ts';
import { type Direction, withoutAudio } from './sdp.ts';
import type { Transactions } from './transactions.ts';

export type CallEvent =
  | { kind: 'state'; state: CallState; outcome: string | null; code: number | null }
  | { kind: 'reply'; status: number; flow: number }
  | { kind: 'cancel-sent' | 'ack' | 'bye-answered' | 'moved'; flow: number }
  | { kind: 'reinvite'; by: 'agent' | 'customer'; direction: Direction; status: number | null }
  | { kind: 'info'; contentType: string; body: string }
  | { kind: 'media-trouble'; detail: string };

/** Milliseconds since the epoch, with fractions; null for what has not happened. */
export interface CallTimings {
  invitedAt: number | null;
  tryingAt: number | null;
  ringingAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
}

/** What a call needs of the edge. */
export interface CallEdge {
  readonly faults: Faults;
  readonly transactions: Transactions;
  readonly domain: string;
  readonly host: string;
  bindings(agent: string): Binding[];
}

export interface CallParts {
  readonly agent: SimulatedAgent;
  readonly from: string;
  readonly name: string | null;
  readonly callSid: string;
  readonly media: CustomerMedia;
  readonly headers: readonly SipHeader[];
  /** Sent instead of the media's offer; null sends no body. Undefined: the media's own. */
  readonly sdp: string | null | undefined;
  readonly invite: InviteFaults;
  /** Milliseconds. */
  readonly ringFor: number;
}

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
  #dialog: Dialog | null = null;
  #endpoint = '';
  #ringTimer: NodeJS.Timeout | undefined;
  /** Set once ringing is being given up: what it will have been, and the Reason told. */
  #giveUp: { step: CallStep; reason: string | null; atOnce: boolean } | null = null;
  /** Our re-INVITE is under way: the agent's own must wait (RFC 3261 §14.2). */
  #reinviting = false;

  constructor(edge: CallEdge, parts: CallParts) {
    this.edge = edge;
    this.parts = parts;
  }

  get life(): CallLife {
    return this.#life;
  }

  get dialog(): Dialog | null {
    return this.#dialog;
  }

  get reinviting(): boolean {
    return this.#reinviting;
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
    const dialog = again && this.#dialog ? this.#dialog : this.#open(branch, response, flow);
    flow.send(dialog.request('ACK', { sequence: sequenceOf(branch.request).number }));
    this.events.record({ kind: 'ack', flow: flow.number });
    if (again) return;
    if (this.#life.state === 'talking' || this.#life.state === 'ended' || this.#giveUp) {
      // The answer crossed our CANCEL, or another place was quicker: what was set up is taken down.
      void this.edge.transactions.ask(flow, dialog.request('BYE'));
      if (this.#giveUp) this.end(this.#giveUp.step);
      return;
    }
    this.#dialog = dialog;
    this.#endpoint = branch.endpoint;
    clearTimeout(this.#ringTimer);
    this.timings.answeredAt = now();
    this.#step({ kind: 'answered' });
    for (const other of this.#branches) {
      if (other !== branch) this.#cancelBranch(other, completedElsewhere);
    }
    this.parts.media.accept(response.body).catch((error: unknown) => this.mediaTrouble(error));
  }

  #open(branch: Branch, response: SipResponse, flow: Flow): Dialog {
    return new Dialog(branch.request, response, flow, this.edge.host);
  }

  #branchDone(branch: Branch, status: number): void {
    branch.final ??= status;
    if (this.#dialog || this.#branches.some((other) => other.final === null)) return;
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
    const dialog = this.#dialog;
    if (!dialog) return null;
    if (flow !== dialog.flow) {
      const contact = this.edge.bindings(this.parts.agent.userId).find((one) => one.flow === flow)?.contact;
      dialog.move(flow, contact ?? null);
      this.events.record({ kind: 'moved', flow: flow.number });
    }
    return answerAgent(this, dialog, request);
  }

  /** Sends a request inside the dialog; its final reply, or null when none came or the agent is gone. */
  async #ask(method: string, more: { headers?: readonly SipHeader[]; body?: string } = {}) {
    const dialog = this.#dialog;
    if (!dialog) throw new OffhookError('no-such-call', { detail: this.parts.callSid });
    this.#follow(dialog);
    const request = dialog.request(method, more);
    const { transactions } = this.edge;
    if (!dialog.flow.open) return { request, reply: null };
    return { request, reply: await transactions.ask(dialog.flow, request) };
  }

  /** Goes after an agent whose socket was lost, or who registered the same place anew. */
  #follow(dialog: Dialog): void {
    const places = this.edge.bindings(this.parts.agent.userId).filter(({ flow }) => flow.open);
    const same = places.find(
      ({ endpoint, flow }) => endpoint === this.#endpoint && flow.number > dialog.flow.number,
    );
    const place = same ?? (dialog.flow.open ? undefined : places[0]);
    if (!place) return;
    dialog.move(place.flow, place.contact);
    this.events.record({ kind: 'moved', flow: place.flow.number });
  }

  /** The customer hangs up an answered call. */
  async bye(): Promise<void> {
    const asking = this.#ask('BYE');
    this.end({ kind: 'ended', outcome: 'completed', by: 'customer', code: null });
    const { reply } = await asking;
    if (reply && this.#dialog) this.events.record({ kind: 'bye-answered', flow: this.#dialog.flow.number });
  }

  /** Offers media anew. The final status; 408 when none came. */
  async reinvite({
    direction = 'sendrecv',
    sdp,
  }: {
    direction?: Direction;
    sdp?: string;
  } = {}): Promise<number> {
    this.#reinviting = true;
    try {
      const body = sdp ?? (await this.parts.media.offer(direction));
      const headers = headersOf(
        ['Contact', '<sip:customer@10.20.0.7:5060>'],
        ['Content-Type', 'application/sdp'],
      );
      const { request, reply } = await this.#ask('INVITE', { headers, body });
      const status = reply?.status ?? 408;
      this.events.record({ kind: 'reinvite', by: 'customer', direction, status });
      if (reply && this.#dialog) {
        const { flow } = this.#dialog;
        const { number } = sequenceOf(request);
        flow.send(
          status < 300 ? this.#dialog.request('ACK', { sequence: number }) : ackOfRefusal(request, reply),
        );
        if (status < 300) await this.parts.media.accept(reply.body);
      }
      return status;
    } finally {
      this.#reinviting = false;
    }
  }

  /** Sends an INFO. The final status; 408 when none came. */
  async info(contentType: string, body: string): Promise<number> {
    const { reply } = await this.#ask('INFO', { headers: headersOf(['Content-Type', contentType]), body });
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
