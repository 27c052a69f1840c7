// Thousands of desktops and one edge on a virtual clock: the real registration and the real policy, nobody waits.
import { linePolicy } from '../../../app/line/policy.ts';
import { type RegistrationEvent, step } from '../../../app/line/registration.ts';
import { initialRegistration, lineStateOf, type Registration } from '../../../app/line/registration-phase.ts';

/** What an edge does with sockets and REGISTERs; times are milliseconds. */
export interface HerdEdge {
  /** A handshake begins: when it will be through, or null when it is refused at once. */
  handshake(at: number): number | null;
  /** A REGISTER arrives: null accepts it, a number asks for that many seconds of patience. */
  register(desktop: number, at: number): number | null;
}

export interface Herd {
  /** When each desktop was registered again, in milliseconds; sorted. */
  back: number[];
  /** Handshakes begun in each second. */
  connects: number[];
  /** REGISTERs that reached the edge in each second. */
  registers: number[];
}

/** A steady chance, so that a run is the same each time (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const registered: RegistrationEvent[] = [
  { kind: 'register' },
  { kind: 'socket-opened', socket: 1 },
  { kind: 'accepted', request: 3, expiresIn: 100_000 },
];

/** All desktops are registered and sound; at time 0 each meets `happens`. Ends when all are back, or at `until`. */
export function stampede(
  desktops: number,
  edge: HerdEdge,
  happens: (now: Registration) => RegistrationEvent[],
  { until = 600_000, inCall = false } = {},
): Herd {
  const policy = linePolicy(chances(20_261_124));
  const agenda = new Map<number, (() => void)[]>();
  const states: Registration[] = [];
  const herd: Herd = { back: [], connects: [], registers: [] };
  let now = 0;
  const at = (time: number, act: () => void) => {
    const slot = Math.max(Math.ceil(time), now);
    const due = agenda.get(slot);
    if (due === undefined) agenda.set(slot, [act]);
    else due.push(act);
  };
  const count = (counts: number[]) => {
    const second = Math.floor(now / 1000);
    counts[second] = (counts[second] ?? 0) + 1;
  };
  const take = (desktop: number, event: RegistrationEvent) => {
    const before = states[desktop] ?? initialRegistration;
    const { registration, effects } = step(before, event, { now, policy, inCall });
    states[desktop] = registration;
    for (const effect of effects) {
      if (effect.kind === 'start-timer') {
        at(now + effect.delay, () => take(desktop, { kind: 'timer', timer: effect.timer }));
      } else if (effect.kind === 'open-socket') {
        count(herd.connects);
        const { socket } = effect;
        const through = edge.handshake(now);
        if (through === null) at(now + 10, () => take(desktop, { kind: 'socket-closed', socket }));
        else at(through, () => take(desktop, { kind: 'socket-opened', socket }));
      } else if (effect.kind === 'send-register') {
        count(herd.registers);
        const { request } = effect;
        const patience = edge.register(desktop, now);
        const reply: RegistrationEvent =
          patience === null
            ? { kind: 'accepted', request, expiresIn: 100_000 }
            : { kind: 'rejected', request, code: 503, trouble: null, retryAfter: patience };
        at(now + 10, () => {
          take(desktop, reply);
          if (
            patience === null &&
            lineStateOf(states[desktop] ?? initialRegistration).kind === 'registered'
          ) {
            herd.back.push(now);
          }
        });
      }
    }
  };
  for (let desktop = 0; desktop < desktops; desktop += 1) {
    let sound = initialRegistration;
    for (const event of registered) {
      sound = step(sound, event, { now: -3_600_000, policy, inCall }).registration;
    }
    states[desktop] = sound;
    for (const event of happens(sound)) take(desktop, event);
  }
  for (; now < until && herd.back.length < desktops; now += 1) {
    // What is due may make more of it due in the same millisecond.
    for (let due = agenda.get(now); due !== undefined; due = agenda.get(now)) {
      agenda.delete(now);
      for (const act of due) act();
    }
  }
  return herd;
}

/** Takes everybody. */
export const broad: HerdEdge = { handshake: (at) => at + 10, register: () => null };

/**
 * Works on so many handshakes a second, one after another. The work on one whose desktop has given up is
 * lost all the same: nobody tells the queue.
 */
export function narrow(perSecond: number): HerdEdge {
  let free = 0;
  return {
    handshake(at) {
      free = Math.max(free, at) + 1000 / perSecond;
      return free;
    },
    register: () => null,
  };
}

/** Takes so many handshakes a second and refuses the rest at once. */
export function shedding(perSecond: number): HerdEdge {
  const taken = new Map<number, number>();
  return {
    handshake(at) {
      const second = Math.floor(at / 1000);
      const before = taken.get(second) ?? 0;
      if (before >= perSecond) return null;
      taken.set(second, before + 1);
      return at + 10;
    },
    register: () => null,
  };
}

/** Takes everybody's socket, and asks each once for so many seconds of patience. */
export function patient(seconds: number): HerdEdge {
  const asked = new Set<number>();
  return {
    handshake: (at) => at + 10,
    register(desktop) {
      if (asked.has(desktop)) return null;
      asked.add(desktop);
      return seconds;
    },
  };
}
