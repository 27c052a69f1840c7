// The registration's life, pure: what the line does about orders, its socket, the edge's answers and the clock.
import type { LineState, LineTrouble } from './line.ts';
import type { LinePolicy } from './policy.ts';

/**
 * The phases of a registration.
 *
 *     off ──register──▶ connecting ──opened──▶ registering ──accepted──▶ registered ◀──accepted── refreshing
 *      ▲                  ▲     │                │  │  │                   │  │  └──timer, network──▶ │  │
 *      │                timer  closed,        closed│  401, 403, 404    closed│                 closed│  │
 *      │                  │    timer          5xx,  │  │                   │  │                 5xx,  │  │
 *      │                  │     ▼             timer │  └──────▶ refused ◀──┼──┼─────401…─────── timer  │  │
 *      │                  └── waiting ◀─────────────┘             │         │  │                    │  │  │
 *      │                        ▲ └──timer, socket still open──▶ registering│  │                    │  │  │
 *      │                        └───────────────────────────────────────────┘  │                    │  │  │
 *      │                        └───────────────────────────────────────────────────────────────────┘  │  │
 *      └──accepted, rejected, closed, timer── unregistering ◀──unregister───────┴──────────────────────┴──┘
 *
 * `reconnect` and a `register` that follows `refused` go to `connecting` at once; `unregister` without a
 * registration goes to `off` at once. `refused` is left by an order alone. Every other phase but `off` has a
 * timer running, so none can be waited in for ever. Sockets, requests and timers carry serial numbers:
 * what a former one still has to say is not heard.
 */
export type Phase =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting'; socket: number; attempt: number; timer: number }
  | { readonly kind: 'registering'; socket: number; request: number; attempt: number; timer: number }
  | {
      readonly kind: 'registered';
      socket: number;
      attempt: number;
      since: number;
      expiresAt: number;
      timer: number;
    }
  | {
      readonly kind: 'refreshing';
      socket: number;
      request: number;
      attempt: number;
      since: number;
      expiresAt: number;
      timer: number;
    }
  | {
      readonly kind: 'waiting';
      /** Kept when the edge only said "not now": an answered call needs it for its BYE. */
      socket: number | null;
      trouble: LineTrouble;
      attempt: number;
      retryAt: number;
      timer: number;
    }
  | { readonly kind: 'refused'; socket: number | null; trouble: LineTrouble; code: number }
  | { readonly kind: 'unregistering'; socket: number; request: number; timer: number };

export interface Registration {
  readonly phase: Phase;
  /** The last number given to a socket, request or timer. */
  readonly serial: number;
  readonly online: boolean;
}

export const initialRegistration: Registration = { phase: { kind: 'off' }, serial: 0, online: true };

export type RegistrationEvent =
  | { kind: 'register' }
  | { kind: 'unregister' }
  | { kind: 'reconnect' }
  | { kind: 'socket-opened'; socket: number }
  | { kind: 'socket-closed'; socket: number }
  /** `expiresIn`: seconds the edge granted. */
  | { kind: 'accepted'; request: number; expiresIn: number }
  /** `retryAfter`: seconds the edge asked us to wait, or null. */
  | { kind: 'rejected'; request: number; code: number; retryAfter: number | null }
  | { kind: 'timer'; timer: number }
  | { kind: 'network'; online: boolean };

/** A timer that is started takes the place of the one before. */
export type RegistrationEffect =
  | { kind: 'open-socket'; socket: number }
  | { kind: 'close-socket'; socket: number }
  | { kind: 'send-register'; socket: number; request: number }
  | { kind: 'send-unregister'; socket: number; request: number }
  | { kind: 'start-timer'; timer: number; delay: number };

export interface RegistrationStep {
  registration: Registration;
  effects: RegistrationEffect[];
}

/** What a step may know of the world: the time in milliseconds since the epoch, and the policy. */
export interface RegistrationContext {
  now: number;
  policy: LinePolicy;
}

/** The registration after `event`; the very same object where the event means nothing in this phase. */
export function step(
  from: Registration,
  event: RegistrationEvent,
  world: RegistrationContext,
): RegistrationStep {
  const { phase } = from;
  switch (event.kind) {
    case 'register':
      if (phase.kind === 'off' || phase.kind === 'refused' || phase.kind === 'unregistering') {
        return connect(from, 0, world);
      }
      return same(from);
    case 'unregister':
      return unregister(from, world);
    case 'reconnect':
      return phase.kind === 'off' || phase.kind === 'unregistering' ? same(from) : connect(from, 0, world);
    case 'socket-opened':
      if (phase.kind !== 'connecting' || phase.socket !== event.socket) return same(from);
      return register(from, phase.socket, phase.attempt, world);
    case 'socket-closed':
      return socketOf(phase) === event.socket ? closed(from, world) : same(from);
    case 'accepted':
      return requestOf(phase) === event.request ? accepted(from, event.expiresIn, world) : same(from);
    case 'rejected':
      return requestOf(phase) === event.request
        ? rejected(from, event.code, event.retryAfter, world)
        : same(from);
    case 'timer':
      return timerOf(phase) === event.timer ? due(from, world) : same(from);
    case 'network':
      return network(from, event.online, world);
  }
}

/** The registration as the rest of the phone sees it. */
export function lineStateOf({ phase }: Registration): LineState {
  switch (phase.kind) {
    case 'off':
    case 'unregistering':
      return { kind: 'off' };
    case 'connecting':
      return { kind: 'connecting', attempt: phase.attempt };
    case 'registering':
      return { kind: 'registering' };
    case 'registered':
    case 'refreshing':
      return { kind: 'registered', since: phase.since, expiresAt: phase.expiresAt };
    case 'waiting':
      return {
        kind: 'waiting',
        trouble: phase.trouble,
        attempt: phase.attempt,
        retryAt: phase.retryAt,
      };
    case 'refused':
      return { kind: 'refused', trouble: phase.trouble, code: phase.code };
  }
}

/** The socket in use or being opened; null when there is none. */
export function socketOf(phase: Phase): number | null {
  return 'socket' in phase ? phase.socket : null;
}

function requestOf(phase: Phase): number | null {
  return 'request' in phase ? phase.request : null;
}

/** The timer that runs; null when none does. */
export function timerOf(phase: Phase): number | null {
  return 'timer' in phase ? phase.timer : null;
}

function same(registration: Registration): RegistrationStep {
  return { registration, effects: [] };
}

function closing(phase: Phase): RegistrationEffect[] {
  const socket = socketOf(phase);
  return socket === null ? [] : [{ kind: 'close-socket', socket }];
}

function connect(from: Registration, attempt: number, { policy }: RegistrationContext): RegistrationStep {
  const socket = from.serial + 1;
  const timer = from.serial + 2;
  return {
    registration: { ...from, serial: timer, phase: { kind: 'connecting', socket, attempt, timer } },
    effects: [
      ...closing(from.phase),
      { kind: 'start-timer', timer, delay: policy.connectTimeout },
      { kind: 'open-socket', socket },
    ],
  };
}

function register(
  from: Registration,
  socket: number,
  attempt: number,
  { policy }: RegistrationContext,
): RegistrationStep {
  const request = from.serial + 1;
  const timer = from.serial + 2;
  const { phase } = from;
  const next: Phase =
    phase.kind === 'registered'
      ? { ...phase, kind: 'refreshing', request, timer }
      : { kind: 'registering', socket, request, attempt, timer };
  return {
    registration: { ...from, serial: timer, phase: next },
    effects: [
      { kind: 'start-timer', timer, delay: policy.registerTimeout },
      { kind: 'send-register', socket, request },
    ],
  };
}

function accepted(from: Registration, expiresIn: number, world: RegistrationContext): RegistrationStep {
  const { phase } = from;
  if (phase.kind === 'unregistering') return off(from);
  if (phase.kind !== 'registering' && phase.kind !== 'refreshing') return same(from);
  // Granted nothing is a refusal in polite words.
  if (!(expiresIn > 0)) return fail(from, 'server-error', phase.socket, null, world);
  const timer = from.serial + 1;
  const registered: Phase = {
    kind: 'registered',
    socket: phase.socket,
    attempt: phase.attempt,
    since: phase.kind === 'refreshing' ? phase.since : world.now,
    expiresAt: world.now + expiresIn * 1000,
    timer,
  };
  return {
    registration: { ...from, serial: timer, phase: registered },
    effects: [{ kind: 'start-timer', timer, delay: world.policy.refreshDelay(expiresIn) }],
  };
}

function rejected(
  from: Registration,
  code: number,
  retryAfter: number | null,
  world: RegistrationContext,
): RegistrationStep {
  const { phase } = from;
  if (phase.kind === 'unregistering') return off(from);
  if (phase.kind !== 'registering' && phase.kind !== 'refreshing') return same(from);
  const trouble = finalTrouble(code);
  if (trouble === null) return fail(from, 'server-error', phase.socket, retryAfter, world);
  return {
    registration: { ...from, phase: { kind: 'refused', socket: phase.socket, trouble, code } },
    effects: [],
  };
}

/** Refusals that the same REGISTER would meet again (facts.md §4.2); null for those that may pass. */
function finalTrouble(code: number): LineTrouble | null {
  switch (code) {
    case 401:
    case 407:
      return 'wrong-secret';
    case 403:
      return 'forbidden';
    case 404:
      return 'unknown-agent';
    default:
      return null;
  }
}

function closed(from: Registration, world: RegistrationContext): RegistrationStep {
  const { phase } = from;
  switch (phase.kind) {
    case 'off':
      return same(from);
    case 'connecting':
      return fail(from, from.online ? 'edge-unreachable' : 'no-network', null, null, world);
    case 'registering':
    case 'registered':
    case 'refreshing':
      return fail(from, from.online ? 'socket-lost' : 'no-network', null, null, world);
    case 'waiting':
    case 'refused':
      return same({ ...from, phase: { ...phase, socket: null } });
    case 'unregistering':
      return same({ ...from, phase: { kind: 'off' } });
  }
}

function due(from: Registration, world: RegistrationContext): RegistrationStep {
  const { phase } = from;
  switch (phase.kind) {
    case 'off':
    case 'refused':
      return same(from);
    case 'connecting':
      return abandon(from, from.online ? 'edge-unreachable' : 'no-network', world);
    case 'registering':
    case 'refreshing':
      return abandon(from, 'no-reply', world);
    case 'registered':
      return register(from, phase.socket, phase.attempt, world);
    case 'waiting':
      if (phase.socket !== null) return register(from, phase.socket, phase.attempt, world);
      return connect(from, phase.attempt, world);
    case 'unregistering':
      return off(from);
  }
}

function network(from: Registration, online: boolean, world: RegistrationContext): RegistrationStep {
  if (from.online === online) return same(from);
  const known = { ...from, online };
  const { phase } = from;
  if (!online) return same(known);
  if (phase.kind === 'waiting' && phase.socket === null) return connect(known, phase.attempt, world);
  // The socket may have died unseen while there was no network: a refresh finds out.
  if (phase.kind === 'registered') return register(known, phase.socket, phase.attempt, world);
  return same(known);
}

/** Waits for the next try; `keep` is the socket that may stay open until then. */
function fail(
  from: Registration,
  trouble: LineTrouble,
  keep: number | null,
  serverAsks: number | null,
  { now, policy }: RegistrationContext,
): RegistrationStep {
  const attempt = failuresOf(from.phase, now, policy) + 1;
  const delay = policy.retryDelay(attempt, serverAsks);
  const timer = from.serial + 1;
  return {
    registration: {
      ...from,
      serial: timer,
      phase: { kind: 'waiting', socket: keep, trouble, attempt, retryAt: now + delay, timer },
    },
    effects: [{ kind: 'start-timer', timer, delay }],
  };
}

function abandon(from: Registration, trouble: LineTrouble, world: RegistrationContext): RegistrationStep {
  const failed = fail(from, trouble, null, null, world);
  return { ...failed, effects: [...closing(from.phase), ...failed.effects] };
}

function failuresOf(phase: Phase, now: number, policy: LinePolicy): number {
  switch (phase.kind) {
    case 'registered':
    case 'refreshing':
      return now - phase.since >= policy.stableAfter ? 0 : phase.attempt;
    case 'connecting':
    case 'registering':
    case 'waiting':
      return phase.attempt;
    case 'off':
    case 'refused':
    case 'unregistering':
      return 0;
  }
}

function unregister(from: Registration, { policy }: RegistrationContext): RegistrationStep {
  const { phase } = from;
  if (phase.kind === 'off' || phase.kind === 'unregistering') return same(from);
  if (phase.kind !== 'registered' && phase.kind !== 'refreshing') return off(from);
  const request = from.serial + 1;
  const timer = from.serial + 2;
  return {
    registration: {
      ...from,
      serial: timer,
      phase: { kind: 'unregistering', socket: phase.socket, request, timer },
    },
    effects: [
      { kind: 'start-timer', timer, delay: policy.unregisterTimeout },
      { kind: 'send-unregister', socket: phase.socket, request },
    ],
  };
}

function off(from: Registration): RegistrationStep {
  return { registration: { ...from, phase: { kind: 'off' } }, effects: closing(from.phase) };
}
