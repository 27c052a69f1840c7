// The registration: what each event does, and what must never happen whatever comes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linePolicy } from '../../../app/line/policy.ts';
import {
  initialRegistration,
  lineStateOf,
  type Registration,
  type RegistrationEffect,
  type RegistrationEvent,
  socketOf,
  step,
  timerOf,
} from '../../../app/line/registration.ts';

const policy = linePolicy(() => 0.5);

function run(events: ((now: Registration) => RegistrationEvent)[], now = 1_000_000) {
  let registration = initialRegistration;
  const effects: RegistrationEffect[] = [];
  for (const event of events) {
    const next = step(registration, event(registration), { now, policy });
    registration = next.registration;
    effects.push(...next.effects);
  }
  return { registration, effects, state: lineStateOf(registration) };
}

const register = (): RegistrationEvent => ({ kind: 'register' });
const opened = ({ phase }: Registration): RegistrationEvent => ({
  kind: 'socket-opened',
  socket: socketOf(phase) ?? -1,
});
const closed = ({ phase }: Registration): RegistrationEvent => ({
  kind: 'socket-closed',
  socket: socketOf(phase) ?? -1,
});
const request = ({ phase }: Registration) => ('request' in phase ? phase.request : -1);
const accepted = (from: Registration): RegistrationEvent => ({
  kind: 'accepted',
  request: request(from),
  expiresIn: 300,
});
const rejected =
  (code: number, retryAfter: number | null = null) =>
  (from: Registration): RegistrationEvent => ({ kind: 'rejected', request: request(from), code, retryAfter });
const due = ({ phase }: Registration): RegistrationEvent => ({ kind: 'timer', timer: timerOf(phase) ?? -1 });

describe('a registration', () => {
  test('is registered until what the edge granted', () => {
    const { state } = run([register, opened, accepted]);
    expect(state).toEqual({ kind: 'registered', since: 1_000_000, expiresAt: 1_300_000 });
  });

  test.each([
    [401, 'wrong-secret'],
    [407, 'wrong-secret'],
    [403, 'forbidden'],
    [404, 'unknown-agent'],
  ])('stops at %i, since the same would be said again', (code, trouble) => {
    const { state, registration } = run([register, opened, rejected(code)]);
    expect(state).toEqual({ kind: 'refused', trouble, code });
    expect(timerOf(registration.phase)).toBeNull();
  });

  test.each([500, 503, 408, 480, 429, 600])('waits and goes on after %i, over the same socket', (code) => {
    const { registration, effects } = run([register, opened, rejected(code), due]);
    expect(registration.phase.kind).toBe('registering');
    expect(effects.filter((effect) => effect.kind === 'open-socket')).toHaveLength(1);
  });

  test('waits as long as the edge asks', () => {
    const { state } = run([register, opened, rejected(503, 30)]);
    expect(state.kind === 'waiting' && state.retryAt).toBeGreaterThanOrEqual(1_030_000);
  });

  test('drops a socket over which no answer came', () => {
    const { state, effects } = run([register, opened, due]);
    expect(state).toMatchObject({ kind: 'waiting', trouble: 'no-reply' });
    expect(effects.at(-2)).toMatchObject({ kind: 'close-socket' });
  });

  test('a refresh that fails is a trouble, a refresh that succeeds is none', () => {
    expect(run([register, opened, accepted, due, accepted]).state.kind).toBe('registered');
    expect(run([register, opened, accepted, due, rejected(503)]).state.kind).toBe('waiting');
    expect(run([register, opened, accepted, due, rejected(403)]).state.kind).toBe('refused');
  });

  test('a lost socket is replaced almost at once', () => {
    const { state } = run([register, opened, accepted, closed]);
    expect(state).toMatchObject({ kind: 'waiting', trouble: 'socket-lost', attempt: 1 });
    expect(state.kind === 'waiting' && state.retryAt - 1_000_000).toBeLessThanOrEqual(50);
  });

  test('an edge that accepts and drops us over and over is not hammered', () => {
    const round = [opened, accepted, closed, due];
    const { registration } = run([register, ...round, ...round, ...round, opened, accepted, closed]);
    expect(registration.phase).toMatchObject({ kind: 'waiting', attempt: 4 });
  });

  test('says that there is no network when there is none', () => {
    const offline = (): RegistrationEvent => ({ kind: 'network', online: false });
    expect(run([register, offline, closed]).state).toMatchObject({ trouble: 'no-network' });
  });

  test('tries at once when the network is back', () => {
    const network = (online: boolean) => (): RegistrationEvent => ({ kind: 'network', online });
    expect(run([register, network(false), closed, network(true)]).state.kind).toBe('connecting');
    expect(run([register, opened, accepted, network(false), network(true)]).registration.phase.kind).toBe(
      'refreshing',
    );
  });

  test('signing out tells the edge, but waits for it only so long', () => {
    const unregister = (): RegistrationEvent => ({ kind: 'unregister' });
    const leaving = run([register, opened, accepted, unregister]);
    expect(leaving.state.kind).toBe('off');
    expect(leaving.effects.at(-1)).toMatchObject({ kind: 'send-unregister' });
    const gone = run([register, opened, accepted, unregister, due]);
    expect(gone.registration.phase.kind).toBe('off');
    expect(gone.effects.at(-1)).toMatchObject({ kind: 'close-socket' });
  });

  test('a grant of no time at all is a refusal', () => {
    const nothing = (from: Registration): RegistrationEvent => ({ ...accepted(from), expiresIn: 0 }) as never;
    expect(run([register, opened, nothing]).state.kind).toBe('waiting');
  });
});

/** Events about what is current, what is stale, and orders, in any order. */
const anyEvent = fc.record({
  kind: fc.constantFrom(
    'register',
    'unregister',
    'reconnect',
    'socket-opened',
    'socket-closed',
    'accepted',
    'rejected',
    'timer',
    'network',
  ),
  stale: fc.integer({ min: 0, max: 3 }),
  code: fc.constantFrom(401, 403, 404, 408, 423, 480, 500, 503),
  expiresIn: fc.integer({ min: 0, max: 3600 }),
  retryAfter: fc.option(fc.integer({ min: 0, max: 100_000 })),
  online: fc.boolean(),
});

function eventOf(
  from: Registration,
  made: typeof anyEvent extends fc.Arbitrary<infer T> ? T : never,
): RegistrationEvent {
  const { phase } = from;
  const socket = (socketOf(phase) ?? 0) - made.stale;
  switch (made.kind) {
    case 'socket-opened':
    case 'socket-closed':
      return { kind: made.kind, socket };
    case 'accepted':
      return { kind: 'accepted', request: request(from) - made.stale, expiresIn: made.expiresIn };
    case 'rejected':
      return {
        kind: 'rejected',
        request: request(from) - made.stale,
        code: made.code,
        retryAfter: made.retryAfter,
      };
    case 'timer':
      return { kind: 'timer', timer: (timerOf(phase) ?? 0) - made.stale };
    case 'network':
      return { kind: 'network', online: made.online };
    default:
      return { kind: made.kind as 'register' | 'unregister' | 'reconnect' };
  }
}

describe('whatever comes, in any order', () => {
  function follow(
    check: (
      from: Registration,
      event: RegistrationEvent,
      to: Registration,
      effects: RegistrationEffect[],
    ) => void,
  ) {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (all) => {
        let registration = initialRegistration;
        let now = 1_000_000;
        for (const made of all) {
          const event = eventOf(registration, made);
          now += 500;
          const next = step(registration, event, { now, policy });
          check(registration, event, next.registration, next.effects);
          registration = next.registration;
        }
      }),
      { numRuns: 500 },
    );
  }

  test('there are never two sockets, and none is left open that nobody knows', () => {
    let open = new Set<number>();
    follow((from, event, to, effects) => {
      if (from === initialRegistration) open = new Set();
      if (event.kind === 'socket-closed') open.delete(event.socket);
      for (const effect of effects) {
        if (effect.kind === 'close-socket') open.delete(effect.socket);
        if (effect.kind === 'open-socket') open.add(effect.socket);
      }
      const known = socketOf(to.phase);
      expect([...open]).toEqual(known === null ? [] : [known]);
    });
  });

  test('every phase that waits has a timer that was started for it', () => {
    let started = new Set<number>();
    follow((from, _event, to, effects) => {
      if (from === initialRegistration) started = new Set();
      for (const effect of effects) if (effect.kind === 'start-timer') started.add(effect.timer);
      const timer = timerOf(to.phase);
      if (timer === null) expect(['off', 'refused']).toContain(to.phase.kind);
      else expect(started).toContain(timer);
    });
  });

  test('a refusal is left by an order alone', () => {
    follow((from, event, to) => {
      if (from.phase.kind !== 'refused' || to.phase.kind === 'refused') return;
      expect(['register', 'reconnect', 'unregister']).toContain(event.kind);
    });
  });

  test('what is stale changes nothing', () => {
    follow((from, event, to, effects) => {
      const stale =
        ('socket' in event && event.socket !== socketOf(from.phase)) ||
        ('request' in event && event.request !== request(from)) ||
        (event.kind === 'timer' && event.timer !== timerOf(from.phase));
      if (!stale) return;
      expect(to).toBe(from);
      expect(effects).toEqual([]);
    });
  });
});
