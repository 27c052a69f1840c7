// The phases of a registration, and what can be read from one.
import type { LineState, LineTrouble } from './line.ts';

/**
 * The phases of a registration.
 *
 *     off ──register──▶ connecting ──opened──▶ registering ──accepted──▶ registered ◀──accepted── refreshing
 *      ▲                  ▲     │                │  │  │                   │  │  └────timer─────────▶ │  │
 *      │                timer  closed,        closed│  401, 403, 404    closed│                 closed│  │
 *      │                  │    timer          5xx,  │  │                   │  │                 5xx,  │  │
 *      │                  │     ▼             timer │  └──────▶ refused ◀──┼──┼─────401…─────── timer  │  │
 *      │                  └── waiting ◀─────────────┘             │         │  │                    │  │  │
 *      │                        ▲ └──timer, socket still open──▶ registering│  │                    │  │  │
 *      │                        └───────────────────────────────────────────┘  │                    │  │  │
 *      │                        └───────────────────────────────────────────────────────────────────┘  │  │
 *      └──accepted, rejected, closed, timer── unregistering ◀──unregister───────┴──────────────────────┴──┘
 *
 * A `reconnect` that the agent asked for, and a `register` that follows `refused`, go to `connecting` at
 * once; one that follows the network's return waits its spread first, unless a call is up, and one that finds
 * the registration only just made has it refreshed, so that it answers or is found dead. `unregister`
 * without an open socket goes to `off` at once. `refused` is left by an order of the agent alone, and
 * `unregistering` by nothing but its end. Every other phase but `off` has a timer running, so none can be
 * waited in for ever. Sockets, requests and timers carry serial numbers: what a former one still has to say
 * is not heard. Times are milliseconds since the epoch; `attempt` counts what failed since all was sound.
 */
export type Phase =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting'; socket: number; attempt: number; begun: number; timer: number }
  | {
      readonly kind: 'registering';
      socket: number;
      request: number;
      attempt: number;
      begun: number;
      timer: number;
    }
  | {
      readonly kind: 'registered';
      socket: number;
      attempt: number;
      since: number;
      expiresAt: number;
      timer: number;
      /** What the timer is for: the socket that may have died unseen is replaced when its spread is over. */
      next: 'refresh' | 'reconnect';
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

/** The request that waits for its answer; null when none does. */
export function requestOf(phase: Phase): number | null {
  return 'request' in phase ? phase.request : null;
}

/** The timer that runs; null when none does. */
export function timerOf(phase: Phase): number | null {
  return 'timer' in phase ? phase.timer : null;
}
