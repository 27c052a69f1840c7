// The moves of a registration: each makes the next phase and what is to be done for it.
import type { LineTrouble } from './line.ts';
import type { LinePolicy } from './policy.ts';
import { type Phase, type Registration, socketOf } from './registration-phase.ts';

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

/** What a step may know of the world. */
export interface RegistrationContext {
  /** Milliseconds since the epoch. */
  now: number;
  policy: LinePolicy;
  /** A call is up or rings, or is owed its BYE. */
  inCall: boolean;
}

export function same(registration: Registration): RegistrationStep {
  return { registration, effects: [] };
}

export function closing(phase: Phase): RegistrationEffect[] {
  const socket = socketOf(phase);
  return socket === null ? [] : [{ kind: 'close-socket', socket }];
}

export function connect(
  from: Registration,
  attempt: number,
  { now, policy }: RegistrationContext,
): RegistrationStep {
  const socket = from.serial + 1;
  const timer = from.serial + 2;
  return {
    registration: {
      ...from,
      serial: timer,
      phase: { kind: 'connecting', socket, attempt, begun: now, timer },
    },
    effects: [
      ...closing(from.phase),
      { kind: 'start-timer', timer, delay: policy.connectTimeout(attempt) },
      { kind: 'open-socket', socket },
    ],
  };
}

export function register(
  from: Registration,
  socket: number,
  attempt: number,
  { now, policy }: RegistrationContext,
): RegistrationStep {
  const request = from.serial + 1;
  const timer = from.serial + 2;
  const { phase } = from;
  const next: Phase =
    phase.kind === 'registered'
      ? {
          kind: 'refreshing',
          socket,
          request,
          attempt,
          since: phase.since,
          expiresAt: phase.expiresAt,
          timer,
        }
      : { kind: 'registering', socket, request, attempt, begun: now, timer };
  return {
    registration: { ...from, serial: timer, phase: next },
    effects: [
      { kind: 'start-timer', timer, delay: policy.registerTimeout },
      { kind: 'send-register', socket, request },
    ],
  };
}

type Wait = Omit<Extract<Phase, { kind: 'waiting' }>, 'kind' | 'timer'>;

export function wait(
  from: Registration,
  { socket, trouble, attempt, retryAt }: Wait,
  now: number,
): RegistrationStep {
  const timer = from.serial + 1;
  const phase: Phase = { kind: 'waiting', socket, trouble, attempt, retryAt, timer };
  return {
    registration: { ...from, serial: timer, phase },
    effects: [{ kind: 'start-timer', timer, delay: retryAt - now }],
  };
}

/** Waits for the next try; `keep` is the socket that may stay open until then. */
export function fail(
  from: Registration,
  trouble: LineTrouble,
  keep: number | null,
  serverAsks: number | null,
  { now, policy, inCall }: RegistrationContext,
): RegistrationStep {
  const attempt = failuresOf(from.phase, now, policy) + 1;
  const retryAt = now + policy.retryDelay(attempt, serverAsks, inCall);
  return wait(from, { socket: keep, trouble, attempt, retryAt }, now);
}

export function abandon(
  from: Registration,
  trouble: LineTrouble,
  world: RegistrationContext,
): RegistrationStep {
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

export function off(from: Registration): RegistrationStep {
  return { registration: { ...from, phase: { kind: 'off' } }, effects: closing(from.phase) };
}
