// A customer's call, as tests, scripts and the telephone page place and follow it.
import { randomBytes } from 'node:crypto';
import { type Agents, ringingDevice } from './agents/agents.ts';
import { Telephone, type TelephoneExchange } from './control/telephone.ts';
import type { Feed, SimulatorEvent } from './events.ts';
import { type Faults, type InviteFaults, inviteFaultsSchema } from './faults.ts';
import type { Call } from './sip/call.ts';
import type { CallState } from './sip/call-state.ts';
import type { Edge } from './sip/edge.ts';
import { type CustomerMedia, SilentMedia } from './sip/media.ts';
import { headersOf } from './sip/message.ts';

export interface Ring {
  /** The agent's AppUserId. */
  agent: string;
  /** The customer's number; "" withholds it. */
  from: string;
  name?: string | undefined;
  /** `telephone`: whoever has the telephone page open talks. `none`: rings and signals only. */
  media?: 'none' | 'telephone' | undefined;
  callSid?: string | undefined;
  headers?: Record<string, string> | undefined;
  /** Sent instead of the offer; null sends none. */
  sdp?: string | null | undefined;
  /** What is wrong with this INVITE, beside the faults in force. */
  faults?: Partial<InviteFaults> | undefined;
}

export interface SimulatedCall {
  readonly callSid: string;
  readonly call: Call;
  /** Milliseconds since the epoch of each step. */
  readonly timings: Call['timings'];
  readonly state: CallState;
  /** `declined`, `completed`, …; null while the call lives. */
  readonly outcome: string | null;
  readonly endedBy: string | null;
  /** Resolves when the call is in `state`, or was; rejects after `timeoutMs`. */
  waitFor(state: CallState, options?: { timeoutMs?: number }): Promise<void>;
  hangUp(): Promise<void>;
  /** The customer gives up, or another agent took the call. */
  cancel(options?: { elsewhere?: boolean }): void;
}

export interface CallDesk {
  edge: Edge;
  agents: Agents;
  faults: Faults;
  feed: Feed<SimulatorEvent>;
  exchange: TelephoneExchange;
  /** Milliseconds. */
  ringFor: number;
}

/** @throws OffhookError `unknown-agent` */
export async function placeCall(desk: CallDesk, ring: Ring): Promise<SimulatedCall> {
  const media = ring.media === 'telephone' ? desk.exchange.takeMedia() : new SilentMedia();
  return await placeWith(desk, ring, media);
}

/** Places a call whose sound is `media`'s. */
export async function placeWith(desk: CallDesk, ring: Ring, media: CustomerMedia): Promise<SimulatedCall> {
  const { edge, agents, feed, ringFor } = desk;
  const agent = agents.get(ring.agent);
  const invite = inviteFaultsSchema.parse({ ...desk.faults.invite, ...ring.faults });
  const parts = {
    agent,
    from: ring.from,
    name: ring.name ?? null,
    callSid: ring.callSid ?? randomBytes(16).toString('hex'),
    media,
    headers: headersOf(...Object.entries(ring.headers ?? {})),
    sdp: ring.sdp,
    invite,
    ringFor,
  };
  const call = followed(edge.place(parts), feed);
  if (media instanceof Telephone) media.follow(call);
  if (ringingDevice(agent) !== 'sip') {
    // The vendor rings the device that is on, wherever the agent is registered (facts.md §2).
    call.end({ kind: 'ended', outcome: 'unreachable', by: 'edge', code: 480 });
    return simulated(call);
  }
  await Promise.all([call.start(), second(desk, parts)]);
  return simulated(call);
}

/** The second INVITE of the fault `twice`. */
async function second(desk: CallDesk, parts: Call['parts']): Promise<void> {
  if (parts.invite.twice === 'no') return;
  const callSid = parts.invite.twice === 'same-callsid' ? parts.callSid : randomBytes(16).toString('hex');
  const other = { ...parts, callSid, media: new SilentMedia(), from: '+915550099999', name: null };
  await followed(desk.edge.place(other), desk.feed).start();
}

function followed(call: Call, feed: Feed<SimulatorEvent>): Call {
  const { agent, callSid } = call.parts;
  call.events.subscribe((event) => {
    if (event.kind !== 'state') return;
    feed.record({ kind: 'call', callSid, agent: agent.userId, state: event.state, outcome: event.outcome });
  });
  return call;
}

function simulated(call: Call): SimulatedCall {
  return {
    callSid: call.parts.callSid,
    call,
    timings: call.timings,
    get state() {
      return call.life.state;
    },
    get outcome() {
      return call.life.outcome;
    },
    get endedBy() {
      return call.life.endedBy;
    },
    async waitFor(state, options = {}) {
      if (call.life.state === state) return;
      await call.events.waitFor((event) => event.kind === 'state' && event.state === state, {
        ...options,
        what: `call ${state} (it is ${call.life.state}, ${call.life.outcome ?? 'alive'})`,
      });
    },
    hangUp: () => call.bye(),
    cancel: ({ elsewhere = false } = {}) =>
      call.giveUp({ kind: 'ended', outcome: 'cancelled', by: 'customer', code: 487 }, { elsewhere }),
  };
}
