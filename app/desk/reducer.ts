// The next state of the desk from an event, and what has to be done about it. Pure: main does the doing.
import type { Agent, StoredAccount } from '../account/account.ts';
import {
  type Call,
  type CallEvent,
  type EndReason,
  isLive,
  type MediaState,
  transition,
} from '../calls/call.ts';
import { formatNumber, readCaller } from '../calls/caller.ts';
import { busyReason } from '../calls/cause.ts';
import { type DeviceChoice, type DeviceState, unknownDevice } from '../device/device.ts';
import type { Failure, FailureReason } from '../failure.ts';
import type { LineState, MicrophoneState } from '../line/line.ts';
import type { Settings } from '../settings/settings.ts';
import type { DeskState, Notice, RecentCall, SecretStoreState } from './state.ts';

/** How many finished calls the windows are given. */
export const recentLimit = 200;

/** What happened. Times are milliseconds since the epoch. */
export type DeskEvent =
  | { kind: 'secret-store'; store: SecretStoreState }
  | { kind: 'accounts-read'; accounts: StoredAccount[] }
  | { kind: 'signing-in'; userId: string }
  | { kind: 'signed-in'; agent: Agent }
  | { kind: 'agent-read'; agent: Agent }
  | { kind: 'signed-out'; failure: Failure | null; at: number }
  | { kind: 'line'; line: LineState }
  | { kind: 'microphone'; microphone: MicrophoneState }
  | { kind: 'invited'; invite: Invite; at: number }
  | { kind: 'invite-refused'; invite: Invite; reason: EndReason; at: number }
  | { kind: 'answer-chosen'; callId: string }
  | { kind: 'decline-chosen'; callId: string }
  | { kind: 'hang-up-chosen'; callId: string }
  | { kind: 'call-established'; callId: string; at: number }
  | { kind: 'call-media'; callId: string; media: MediaState }
  | { kind: 'call-ended'; callId: string; reason: EndReason; at: number }
  /** The line's page is lost, with every call on it; another is made at `retryAt`. */
  | { kind: 'line-lost'; at: number; retryAt: number }
  | { kind: 'device-read'; device: Omit<DeviceState, 'wanted'> }
  | { kind: 'device-wanted'; choice: DeviceChoice }
  | { kind: 'device-settled' }
  | { kind: 'recent-read'; recent: RecentCall[] }
  | { kind: 'network'; network: 'online' | 'offline' }
  | { kind: 'settings'; settings: Settings }
  | { kind: 'tray'; hasTray: boolean }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'notice-dismissed'; key: string };

/** An INVITE as the line reports it, read by its schema. */
export interface Invite {
  callId: string;
  callSid: string | null;
  from: { displayName: string; user: string };
  /** What the edge named as called (To user); the agent's own SIP user on this edge, so rarely a number. */
  calledNumber: string | null;
}

/** What main must do about an event. */
export type DeskEffect =
  | { kind: 'answer'; callId: string }
  | { kind: 'decline'; callId: string }
  | { kind: 'refuse-busy'; callId: string }
  | { kind: 'hang-up'; callId: string }
  | { kind: 'record'; call: RecentCall };

export interface DeskStep {
  state: DeskState;
  effects: DeskEffect[];
}

/** The state after `event`; the very same object where the event changes nothing. */
export function reduce(state: DeskState, event: DeskEvent): DeskStep {
  switch (event.kind) {
    case 'secret-store':
      return only({ ...state, secretStore: event.store });
    case 'accounts-read':
      return only({ ...state, accounts: event.accounts });
    case 'signing-in':
      return only({ ...state, signIn: { kind: 'signing-in', userId: event.userId } });
    case 'signed-in':
      return only({ ...state, signIn: { kind: 'signed-in', agent: event.agent } });
    case 'agent-read':
      if (state.signIn.kind !== 'signed-in' || isSame(state.signIn.agent, event.agent)) return only(state);
      return only({ ...state, signIn: { kind: 'signed-in', agent: event.agent } });
    case 'signed-out':
      return signedOut(state, event.failure, event.at);
    case 'line':
      return only({ ...state, line: event.line });
    case 'microphone':
      return only(state.microphone === event.microphone ? state : { ...state, microphone: event.microphone });
    case 'invited':
      return invited(state, event.invite, event.at);
    case 'invite-refused': {
      const { call, isKnown } = callOf(state, event.invite, event.at);
      return isKnown ? only(state) : recordRefused(state, call, event.reason, []);
    }
    case 'answer-chosen':
      return choose(state, event.callId, { kind: 'answer-chosen' }, { kind: 'answer', callId: event.callId });
    case 'decline-chosen':
      return choose(
        state,
        event.callId,
        { kind: 'decline-chosen' },
        { kind: 'decline', callId: event.callId },
      );
    case 'hang-up-chosen':
      return choose(
        state,
        event.callId,
        { kind: 'hang-up-chosen' },
        { kind: 'hang-up', callId: event.callId },
      );
    case 'call-established':
      return changeCall(state, event.callId, { kind: 'established', at: event.at });
    case 'call-media':
      return changeCall(state, event.callId, { kind: 'media', media: event.media });
    case 'call-ended':
      return endCalls(state, (call) => call.id === event.callId, event.reason, event.at);
    case 'line-lost':
      return lineLost(state, event.at, event.retryAt);
    case 'device-read':
      return only({ ...state, device: { ...event.device, wanted: state.device.wanted } });
    case 'device-wanted':
      return only({ ...state, device: { ...state.device, wanted: event.choice } });
    case 'device-settled':
      return only({ ...state, device: { ...state.device, wanted: null } });
    case 'recent-read':
      return only({ ...state, recent: event.recent.slice(0, recentLimit) });
    case 'network':
      return only(state.network === event.network ? state : { ...state, network: event.network });
    case 'settings':
      return only({ ...state, settings: event.settings });
    case 'tray':
      return only(state.hasTray === event.hasTray ? state : { ...state, hasTray: event.hasTray });
    case 'notice': {
      const others = state.notices.filter((notice) => notice.key !== event.notice.key);
      return only({ ...state, notices: [...others, event.notice] });
    }
    case 'notice-dismissed':
      if (!state.notices.some((notice) => notice.key === event.key)) return only(state);
      return only({ ...state, notices: state.notices.filter((notice) => notice.key !== event.key) });
  }
}

function isSame(before: Agent, after: Agent): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function only(state: DeskState): DeskStep {
  return { state, effects: [] };
}

/** News about this computer outlives whoever is signed in. */
const lasting: ReadonlySet<FailureReason> = new Set(['calls-set-aside', 'calls-not-kept']);

/**
 * Nothing of this agent's calls is left for the next one to see: what still lives ends here and is kept under
 * its own account; what the line says of it later finds no call.
 */
function signedOut(state: DeskState, failure: Failure | null, at: number): DeskStep {
  const ended = endCalls(state, isLive, 'hung-up-by-agent', at);
  return {
    effects: ended.effects,
    state: {
      ...ended.state,
      signIn: { kind: 'signed-out', failure },
      line: { kind: 'off' },
      device: unknownDevice,
      calls: [],
      recent: [],
      notices: state.notices.filter(({ failure: { reason } }) => lasting.has(reason)),
    },
  };
}

/**
 * A new INVITE. While another call is live the phone itself answers 486, so that the vendor can ring
 * somebody else, and the call is kept as missed; but a second INVITE with the CallSid of the live call is
 * the same call again (facts.md §5), refused without a trace in the log.
 */
function invited(state: DeskState, invite: Invite, at: number): DeskStep {
  const busy = state.calls.find(isLive);
  const { call, isKnown } = callOf(state, invite, at);
  if (isKnown) return only(state);
  if (busy === undefined) return only({ ...state, calls: [call] });
  const refuse: DeskEffect = { kind: 'refuse-busy', callId: call.id };
  if (call.callSid !== null && call.callSid === busy.callSid) return { state, effects: [refuse] };
  return recordRefused(state, call, busyReason(busy), [refuse]);
}

function callOf(state: DeskState, invite: Invite, at: number): { call: Call; isKnown: boolean } {
  const call: Call = {
    id: invite.callId,
    callSid: invite.callSid,
    direction: 'inbound',
    caller: readCaller(invite.from, state.settings.country),
    calledNumber: calledNumber(state, invite),
    phase: 'ringing',
    media: 'none',
    rangAt: at,
    answeredAt: null,
    end: null,
  };
  return { call, isKnown: state.calls.some((known) => known.id === call.id) };
}

/** Keeps a call that the phone itself turned away: it was never shown, but it was missed. */
function recordRefused(state: DeskState, call: Call, reason: EndReason, effects: DeskEffect[]): DeskStep {
  return record(state, { ...call, phase: 'ended', end: { reason, at: call.rangAt } }, effects);
}

function calledNumber(state: DeskState, invite: Invite): string | null {
  const named =
    invite.calledNumber === null ? null : formatNumber(invite.calledNumber, state.settings.country);
  if (named?.e164) return named.display;
  if (state.signIn.kind === 'signed-in' && state.signIn.agent.virtualNumber !== '') {
    return state.signIn.agent.virtualNumber;
  }
  return null;
}

function choose(state: DeskState, callId: string, event: CallEvent, effect: DeskEffect): DeskStep {
  const step = changeCall(state, callId, event);
  return step.state === state ? step : { state: step.state, effects: [effect] };
}

function changeCall(state: DeskState, callId: string, event: CallEvent): DeskStep {
  const call = state.calls.find((known) => known.id === callId);
  const next = call === undefined ? null : transition(call, event);
  if (next === null) return only(state);
  return only({ ...state, calls: state.calls.map((known) => (known.id === callId ? next : known)) });
}

function endCalls(state: DeskState, which: (call: Call) => boolean, reason: EndReason, at: number): DeskStep {
  let step = only(state);
  for (const call of state.calls.filter(which)) {
    const ended = transition(call, { kind: 'ended', reason, at });
    if (ended === null) continue;
    const calls = step.state.calls.map((known) => (known.id === ended.id ? ended : known));
    step = record({ ...step.state, calls }, ended, step.effects);
  }
  return step;
}

/** What was registered is no more, whatever the edge still believes: nothing may promise a ring. */
function lineLost(state: DeskState, at: number, retryAt: number): DeskStep {
  const line: LineState =
    state.line.kind === 'off'
      ? state.line
      : { kind: 'waiting', trouble: 'line-crashed', attempt: 1, retryAt };
  return endCalls({ ...state, line }, isLive, 'line-lost', at);
}

/** Puts an ended call at the head of the recent calls, and asks main to keep it. */
function record(state: DeskState, call: Call, effects: DeskEffect[]): DeskStep {
  if (call.end === null) return { state, effects };
  const recent: RecentCall = {
    id: call.id,
    callSid: call.callSid,
    direction: call.direction,
    caller: call.caller,
    calledNumber: call.calledNumber,
    rangAt: call.rangAt,
    answeredAt: call.answeredAt,
    endedAt: call.end.at,
    reason: call.end.reason,
  };
  return {
    state: { ...state, recent: [recent, ...state.recent].slice(0, recentLimit) },
    effects: [...effects, { kind: 'record', call: recent }],
  };
}
