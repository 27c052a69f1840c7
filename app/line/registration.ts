// The registration's life, pure: what the line does about orders, its socket, the edge's answers and the clock.
import type { LineTrouble } from './line.ts';
import {
  abandon,
  closing,
  connect,
  fail,
  off,
  type RegistrationContext,
  type RegistrationStep,
  register,
  same,
  wait,
} from './registration-moves.ts';
import { type Phase, type Registration, requestOf, socketOf, timerOf } from './registration-phase.ts';

export type RegistrationEvent =
  | { kind: 'register' }
  | { kind: 'unregister' }
  /** `asked`: by the agent. Otherwise the network came back or the machine woke, here and perhaps everywhere. */
  | { kind: 'reconnect'; asked: boolean }
  | { kind: 'socket-opened'; socket: number }
  | { kind: 'socket-closed'; socket: number }
  /** `expiresIn`: seconds the edge granted. */
  | { kind: 'accepted'; request: number; expiresIn: number }
  /** `trouble`: why no repetition would help, or null; `retryAfter`: seconds the edge asked us to wait, or null. */
  | {
      kind: 'rejected';
      request: number;
      code: number;
      trouble: LineTrouble | null;
      retryAfter: number | null;
    }
  | { kind: 'timer'; timer: number }
  | { kind: 'network'; online: boolean };

/** The registration after `event`; the very same object where the event means nothing in this phase. */
export function step(
  from: Registration,
  event: RegistrationEvent,
  world: RegistrationContext,
): RegistrationStep {
  const { phase } = from;
  switch (event.kind) {
    case 'register':
      return phase.kind === 'off' || phase.kind === 'refused' ? connect(from, 0, world) : same(from);
    case 'unregister':
      return unregister(from, world);
    case 'reconnect':
      if (phase.kind === 'off' || phase.kind === 'unregistering') return same(from);
      return event.asked ? connect(from, 0, world) : comeBack(from, world);
    case 'socket-opened':
      if (phase.kind !== 'connecting' || phase.socket !== event.socket) return same(from);
      return register(from, phase.socket, phase.attempt, world);
    case 'socket-closed':
      return socketOf(phase) === event.socket ? closed(from, world) : same(from);
    case 'accepted':
      return requestOf(phase) === event.request ? accepted(from, event.expiresIn, world) : same(from);
    case 'rejected':
      return requestOf(phase) === event.request ? rejected(from, event, world) : same(from);
    case 'timer':
      return timerOf(phase) === event.timer ? due(from, world) : same(from);
    case 'network':
      return network(from, event.online, world);
  }
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
    next: 'refresh',
  };
  return {
    registration: { ...from, serial: timer, phase: registered },
    effects: [{ kind: 'start-timer', timer, delay: world.policy.refreshDelay(expiresIn) }],
  };
}

function rejected(
  from: Registration,
  { code, trouble, retryAfter }: Extract<RegistrationEvent, { kind: 'rejected' }>,
  world: RegistrationContext,
): RegistrationStep {
  const { phase } = from;
  if (phase.kind === 'unregistering') return off(from);
  if (phase.kind !== 'registering' && phase.kind !== 'refreshing') return same(from);
  if (trouble === null) return fail(from, 'server-error', phase.socket, retryAfter, world);
  return {
    registration: { ...from, phase: { kind: 'refused', socket: phase.socket, trouble, code } },
    effects: [],
  };
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
      // A call that came meanwhile has proved the socket alive: it is kept.
      if (phase.next === 'reconnect' && !world.inCall) return connect(from, 1, world);
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
  return online ? comeBack(known, world) : same(known);
}

/** The network came back or the machine woke: the socket may have died unseen, and so may all its neighbours. */
function comeBack(from: Registration, world: RegistrationContext): RegistrationStep {
  const { phase } = from;
  const { now, policy, inCall } = world;
  switch (phase.kind) {
    case 'off':
    case 'refused':
    case 'unregistering':
      return same(from);
    case 'waiting': {
      // A socket that is kept is kept because the edge asked for time.
      const sooner = now + policy.retryDelay(1, null, inCall);
      if (phase.socket !== null || phase.retryAt <= sooner) return same(from);
      return wait(from, { ...phase, attempt: 1, retryAt: sooner }, now);
    }
    case 'connecting':
    case 'registering': {
      if (now - phase.begun < policy.freshFor) return same(from);
      const retryAt = now + policy.retryDelay(1, null, inCall);
      const waiting = wait(from, { socket: null, trouble: 'socket-lost', attempt: 1, retryAt }, now);
      return { ...waiting, effects: [...closing(phase), ...waiting.effects] };
    }
    case 'registered':
    case 'refreshing': {
      // Young enough to be kept, but only once it has answered: one that is being asked already will.
      if (now - phase.since < policy.freshFor)
        return phase.kind === 'refreshing' ? same(from) : soon(from, phase, 'refresh', world);
      if (inCall) return connect(from, 1, world);
      if (phase.kind === 'registered' && phase.next === 'reconnect') return same(from);
      return soon(from, phase, 'reconnect', world);
    }
  }
}

/** Registered meanwhile; when the spread is over, `next` is done. */
function soon(
  from: Registration,
  { socket, attempt, since, expiresAt }: Extract<Phase, { kind: 'registered' | 'refreshing' }>,
  next: 'refresh' | 'reconnect',
  { policy, inCall }: RegistrationContext,
): RegistrationStep {
  const timer = from.serial + 1;
  return {
    registration: {
      ...from,
      serial: timer,
      phase: { kind: 'registered', socket, attempt, since, expiresAt, timer, next },
    },
    effects: [{ kind: 'start-timer', timer, delay: policy.retryDelay(1, null, inCall) }],
  };
}

function unregister(from: Registration, { policy }: RegistrationContext): RegistrationStep {
  const { phase } = from;
  if (phase.kind === 'off' || phase.kind === 'unregistering') return same(from);
  const socket = socketOf(phase);
  // A REGISTER under way may still be granted: what follows over the same socket takes that back.
  if (socket === null || phase.kind === 'connecting' || phase.kind === 'refused') return off(from);
  const request = from.serial + 1;
  const timer = from.serial + 2;
  return {
    registration: {
      ...from,
      serial: timer,
      phase: { kind: 'unregistering', socket, request, timer },
    },
    effects: [
      { kind: 'start-timer', timer, delay: policy.unregisterTimeout },
      { kind: 'send-unregister', socket, request },
    ],
  };
}
