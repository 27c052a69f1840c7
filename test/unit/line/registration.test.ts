// The registration: what each event does, and what must never happen whatever comes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineTrouble } from '../../../app/line/line.ts';
import { linePolicy } from '../../../app/line/policy.ts';
import { type RegistrationEvent, step } from '../../../app/line/registration.ts';
import type { RegistrationEffect } from '../../../app/line/registration-moves.ts';
import {
  initialRegistration,
  lineStateOf,
  type Registration,
  socketOf,
  timerOf,
} from '../../../app/line/registration-phase.ts';

const policy = linePolicy(() => 0.5);

/** Each event comes at `now`; `inCall` while a call is up. */
function run(
  events: ((now: Registration) => RegistrationEvent)[],
  { now = 1_000_000, inCall = false, from = initialRegistration } = {},
) {
  let registration = from;
  const effects: RegistrationEffect[] = [];
  for (const event of events) {
    const next = step(registration, event(registration), { now, policy, inCall });
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
  (code: number, trouble: LineTrouble | null = null, retryAfter: number | null = null) =>
  (from: Registration): RegistrationEvent => ({
    kind: 'rejected',
    request: request(from),
    code,
    trouble,
    retryAfter,
  });
const due = ({ phase }: Registration): RegistrationEvent => ({ kind: 'timer', timer: timerOf(phase) ?? -1 });

describe('a registration', () => {
  test('is registered until what the edge granted', () => {
    const { state } = run([register, opened, accepted]);
    expect(state).toEqual({ kind: 'registered', since: 1_000_000, expiresAt: 1_300_000 });
  });

  test('stops where the same would be said again', () => {
    const { state, registration } = run([register, opened, rejected(403, 'forbidden')]);
    expect(state).toEqual({ kind: 'refused', trouble: 'forbidden', code: 403 });
    expect(timerOf(registration.phase)).toBeNull();
  });

  test.each([500, 503, 408, 480, 429, 600])('waits and goes on after %i, over the same socket', (code) => {
    const { registration, effects } = run([register, opened, rejected(code), due]);
    expect(registration.phase.kind).toBe('registering');
    expect(effects.filter((effect) => effect.kind === 'open-socket')).toHaveLength(1);
  });

  test('waits as long as the edge asks', () => {
    const { state } = run([register, opened, rejected(503, null, 30)]);
    expect(state.kind === 'waiting' && state.retryAt).toBeGreaterThanOrEqual(1_030_000);
  });

  test('drops a socket over which no answer came', () => {
    const { state, effects } = run([register, opened, due]);
    expect(state).toMatchObject({ kind: 'waiting', trouble: 'no-reply' });
    expect(effects.at(-2)).toMatchObject({ kind: 'close-socket' });
  });

  test('a refresh that fails is a trouble, a refresh that succeeds is none', () => {
    const { registration } = run([register, opened, accepted, due]);
    const { state } = run([accepted], { now: 1_240_000, from: registration });
    expect(state).toEqual({ kind: 'registered', since: 1_000_000, expiresAt: 1_540_000 });
    expect(run([register, opened, accepted, due, rejected(503)]).state.kind).toBe('waiting');
    expect(run([register, opened, accepted, due, rejected(403, 'forbidden')]).state.kind).toBe('refused');
  });

  test('a lost socket is replaced within seconds, and at once while somebody talks', () => {
    const idle = run([register, opened, accepted, closed]).state;
    expect(idle).toMatchObject({ kind: 'waiting', trouble: 'socket-lost', attempt: 1 });
    if (idle.kind !== 'waiting') throw new Error('not waiting');
    expect(idle.retryAt - 1_000_000).toBeGreaterThanOrEqual(1_000);
    expect(idle.retryAt - 1_000_000).toBeLessThanOrEqual(3_000);
    const talking = run([register, opened, accepted, closed], { inCall: true }).state;
    if (talking.kind !== 'waiting') throw new Error('not waiting');
    expect(talking.retryAt - 1_000_000).toBeLessThanOrEqual(100);
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

  describe('when the network is back', () => {
    const network = (online: boolean) => (): RegistrationEvent => ({ kind: 'network', online });
    const woken = (): RegistrationEvent => ({ kind: 'reconnect', asked: false });
    const registered = run([register, opened, accepted]).registration;
    const later = { now: 1_060_000, from: registered };

    test('waits no longer than its spread, however long it had failed', () => {
      const failing = [register, closed, due, closed, due, closed, due, closed];
      const { state } = run([network(false), ...failing, network(true)]);
      expect(state).toMatchObject({ kind: 'waiting', attempt: 1 });
      expect(state.kind === 'waiting' && state.retryAt - 1_000_000).toBeLessThanOrEqual(3_000);
    });

    test.each([
      ['the network came back', [network(false), network(true)]],
      ['the machine woke', [woken]],
    ])('replaces a socket that may be dead: %s', (_what, events) => {
      const spread = run(events, later);
      expect(spread.state.kind).toBe('registered');
      expect(spread.effects).toMatchObject([{ kind: 'start-timer', delay: 2_000 }]);
      expect(run([...events, due], later).registration.phase).toMatchObject({
        kind: 'connecting',
        attempt: 1,
      });
      expect(run(events, { ...later, inCall: true }).registration.phase.kind).toBe('connecting');
    });

    test('keeps a socket over which a call has come meanwhile', () => {
      const waiting = run([woken], later).registration;
      const { registration, effects } = run([due], { now: 1_062_000, from: waiting, inCall: true });
      expect(registration.phase.kind).toBe('refreshing');
      expect(effects.some(({ kind }) => kind === 'close-socket')).toBe(false);
    });

    test('told twice, does it once', () => {
      expect(run([network(false), network(true), woken], later).effects).toHaveLength(1);
      const connecting = run([network(false), network(true), due, woken], later);
      expect(connecting.registration.phase.kind).toBe('connecting');
      expect(connecting.effects.filter(({ kind }) => kind === 'open-socket')).toHaveLength(1);
    });

    test('keeps a registration that is only just made, once it has answered again', () => {
      const soon = { now: 1_001_000, from: registered };
      expect(run([woken], soon).effects).toMatchObject([{ kind: 'start-timer', delay: 2_000 }]);
      const asked = run([woken, due], soon);
      expect(asked.registration.phase.kind).toBe('refreshing');
      expect(asked.effects.at(-1)).toMatchObject({ kind: 'send-register' });
      expect(run([woken, due, woken], soon).effects).toEqual(asked.effects);
      expect(run([woken, due, due], soon).state).toMatchObject({ kind: 'waiting', trouble: 'no-reply' });
      const inCall = run([woken], { ...soon, inCall: true });
      expect(inCall.effects.map(({ kind }) => kind)).toEqual(['start-timer']);
    });

    test('gives up a try that was begun before', () => {
      const from = run([register]).registration;
      const { registration, effects } = run([woken], { now: 1_006_000, from });
      expect(registration.phase).toMatchObject({ kind: 'waiting', retryAt: 1_008_000 });
      expect(effects[0]).toMatchObject({ kind: 'close-socket' });
    });

    test('leaves an edge alone that asked for time, and a refusal as it is', () => {
      const asked = run([register, opened, rejected(503, null, 300), woken]).state;
      expect(asked.kind === 'waiting' && asked.retryAt).toBeGreaterThanOrEqual(1_300_000);
      expect(run([register, opened, rejected(403, 'forbidden'), woken]).state.kind).toBe('refused');
    });

    test('does at once what the agent asks for', () => {
      const asked = (): RegistrationEvent => ({ kind: 'reconnect', asked: true });
      expect(run([asked], later).registration.phase.kind).toBe('connecting');
      expect(run([register, opened, rejected(403, 'forbidden'), asked]).state.kind).toBe('connecting');
    });
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

  test('signing out takes back a REGISTER that is still under way', () => {
    const unregister = (): RegistrationEvent => ({ kind: 'unregister' });
    const { effects } = run([register, opened, unregister]);
    expect(effects.map(({ kind }) => kind).slice(-2)).toEqual(['start-timer', 'send-unregister']);
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
  inCall: fc.boolean(),
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
        trouble: made.code === 403 ? 'forbidden' : null,
        retryAfter: made.retryAfter,
      };
    case 'timer':
      return { kind: 'timer', timer: (timerOf(phase) ?? 0) - made.stale };
    case 'network':
      return { kind: 'network', online: made.online };
    case 'reconnect':
      return { kind: 'reconnect', asked: made.online };
    default:
      return { kind: made.kind as 'register' | 'unregister' };
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
          const next = step(registration, event, { now, policy, inCall: made.inCall });
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

  test('a refusal is left by an order of the agent alone', () => {
    follow((from, event, to) => {
      if (from.phase.kind !== 'refused' || to.phase.kind === 'refused') return;
      expect(['register', 'reconnect', 'unregister']).toContain(event.kind);
      if (event.kind === 'reconnect') expect(event.asked).toBe(true);
    });
  });

  test('no answer of an edge makes the line ask it more often than once a second for long', () => {
    const answer = fc.record({
      granted: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true })),
      retryAfter: fc.option(fc.nat(1e9)),
      takes: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(
        fc.array(answer, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (all, luck) => {
          const chance = linePolicy(() => luck);
          let registration = initialRegistration;
          let now = 0;
          let asked = 0;
          let due: { at: number; event: RegistrationEvent }[] = [{ at: 0, event: { kind: 'register' } }];
          while (now < 60_000) {
            const next = due.reduce((one, other) => (other.at < one.at ? other : one));
            due = due.filter((one) => one !== next);
            now = next.at;
            const result = step(registration, next.event, { now, policy: chance, inCall: false });
            registration = result.registration;
            for (const effect of result.effects) {
              if (effect.kind === 'start-timer') {
                // A timer of Node and Chromium alike fires at once when its delay does not fit 31 bits.
                expect(effect.delay).toBeLessThan(2 ** 31);
                due = due.filter(({ event }) => event.kind !== 'timer');
                due.push({ at: now + effect.delay, event: { kind: 'timer', timer: effect.timer } });
              } else if (effect.kind === 'open-socket') {
                due.push({ at: now, event: { kind: 'socket-opened', socket: effect.socket } });
              } else if (effect.kind === 'send-register') {
                const { granted, retryAfter, takes } = all[asked % all.length] ?? {
                  granted: 0,
                  retryAfter: 0,
                  takes: 1,
                };
                asked += 1;
                const event: RegistrationEvent =
                  granted === null
                    ? { kind: 'rejected', request: effect.request, code: 503, trouble: null, retryAfter }
                    : { kind: 'accepted', request: effect.request, expiresIn: granted };
                due.push({ at: now + takes, event });
              }
            }
          }
          expect(asked).toBeLessThanOrEqual(61);
        },
      ),
    );
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
