// One judgement of whether a call can reach the agent: what decides, and the presses that mend it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialDeskState } from '../../../app/desk/state.ts';
import type { DeviceState } from '../../../app/device/device.ts';
import { lineTroubleSchema, microphoneStateSchema } from '../../../app/line/line.ts';
import { checkIds, type ReadinessFacts, readinessOf } from '../../../app/readiness/readiness.ts';
import { trayView } from '../../../main/os/tray-view.ts';

const device: DeviceState = {
  effective: 'sip',
  wanted: null,
  hasSip: true,
  hasPhone: true,
  phoneNumber: '•••3210',
  readAt: 1,
};
const ready: ReadinessFacts = {
  network: 'online',
  line: { kind: 'registered', since: 1, expiresAt: 2 },
  device,
  microphone: 'ready',
};
const down = { kind: 'waiting', trouble: 'socket-lost', attempt: 1, retryAt: 9 } as const;
const refused = { kind: 'refused', trouble: 'wrong-secret', code: 403 } as const;

test('an agent whom every check lets be rung is ready', () => {
  const { checks, obstacle } = readinessOf(ready);
  expect(obstacle).toBeNull();
  expect(checks.map(({ id, mark }) => [id, mark])).toEqual(checkIds.map((id) => [id, 'good']));
});

test.each([
  ['missing', 'microphone-missing'],
  ['denied', 'microphone-denied'],
  ['busy', 'microphone-busy'],
] as const)(
  'a microphone that is %s is told before a call comes, not at the answer',
  (microphone, finding) => {
    expect(readinessOf({ ...ready, microphone }).obstacle).toMatchObject({ finding, mark: 'bad' });
  },
);

test('a microphone that nobody has tried yet is no reason not to be rung', () => {
  const { checks, obstacle } = readinessOf({ ...ready, microphone: 'unknown' });
  expect(obstacle).toBeNull();
  expect(checks.at(-1)?.finding).toBe('microphone-untried');
});

test('a line that is down while Exotel rings this desktop has both ways out', () => {
  expect(readinessOf({ ...ready, line: down }).obstacle).toMatchObject({
    finding: 'disconnected',
    mark: 'bad',
    trouble: 'socket-lost',
    fixes: ['try-line', 'ring-phone'],
  });
  expect(readinessOf({ ...ready, line: refused }).obstacle).toMatchObject({
    finding: 'refused',
    trouble: 'wrong-secret',
  });
});

test('a phone is not offered to an agent who has none, nor while a switch is under way', () => {
  const fixes = (change: Partial<DeviceState>) =>
    readinessOf({ ...ready, line: down, device: { ...device, ...change } }).obstacle?.fixes;
  expect(fixes({ hasPhone: false })).toEqual(['try-line']);
  expect(fixes({ wanted: 'phone' })).toEqual(['try-line']);
});

test('with the phone in force calls go there, whatever the line does', () => {
  const onPhone = { ...device, effective: 'phone' as const };
  for (const line of [ready.line, down, refused]) {
    expect(readinessOf({ ...ready, line, device: onPhone }).obstacle).toMatchObject({
      finding: 'phone',
      mark: 'info',
      fixes: ['ring-desktop'],
    });
  }
});

test('a desktop device that does not exist is not offered', () => {
  const none = { ...device, hasSip: false };
  expect(readinessOf({ ...ready, device: { ...none, effective: 'phone' } }).obstacle?.fixes).toEqual([]);
  expect(readinessOf({ ...ready, device: { ...none, effective: 'off' } }).obstacle?.finding).toBe(
    'no-desktop',
  );
});

test('what is under way raises no alarm: a line that opens, a device that is read or switched', () => {
  const busy = (change: Partial<ReadinessFacts>) => readinessOf({ ...ready, ...change }).obstacle;
  expect(busy({ line: { kind: 'connecting', attempt: 0 } })).toMatchObject({
    finding: 'connecting',
    mark: 'busy',
  });
  expect(busy({ device: { ...device, readAt: null } })).toMatchObject({ finding: 'reading', mark: 'busy' });
  expect(busy({ device: { ...device, wanted: 'phone' } })).toMatchObject({
    finding: 'switching',
    mark: 'busy',
  });
});

test('what is broken is said before what is only under way', () => {
  const line = { kind: 'connecting', attempt: 3 } as const;
  expect(readinessOf({ ...ready, line, microphone: 'missing' }).obstacle?.finding).toBe('microphone-missing');
});

test('no network outranks all that follows from it', () => {
  const facts = { ...ready, network: 'offline', line: down, microphone: 'missing' } as const;
  expect(readinessOf(facts).obstacle?.finding).toBe('offline');
});

const anyFacts: fc.Arbitrary<ReadinessFacts> = fc.record({
  network: fc.constantFrom('online', 'offline'),
  microphone: fc.constantFrom(...microphoneStateSchema.options),
  line: fc.oneof(
    fc.constantFrom<ReadinessFacts['line'][]>(
      { kind: 'off' },
      { kind: 'connecting', attempt: 0 },
      { kind: 'registering' },
      { kind: 'registered', since: 0, expiresAt: 1 },
    ),
    fc.constantFrom(...lineTroubleSchema.options).map((trouble) => ({ ...down, trouble })),
    fc.constantFrom(...lineTroubleSchema.options).map((trouble) => ({ ...refused, trouble })),
  ),
  device: fc.record({
    effective: fc.constantFrom('sip', 'phone', 'off', 'unknown'),
    wanted: fc.constantFrom('sip', 'phone', 'off', null),
    hasSip: fc.boolean(),
    hasPhone: fc.boolean(),
    phoneNumber: fc.constant(null),
    readAt: fc.constantFrom(null, 1),
  }),
});

test('ready is said only of an agent who is online, rung here, registered and not known to be mute', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { obstacle } = readinessOf(facts);
      const canBeRung =
        facts.network === 'online' &&
        facts.line.kind === 'registered' &&
        facts.device.readAt !== null &&
        facts.device.effective === 'sip' &&
        (facts.device.wanted === null || facts.device.wanted === 'sip') &&
        (facts.microphone === 'ready' || facts.microphone === 'unknown');
      expect(obstacle === null).toBe(canBeRung);
    }),
  );
});

test('the tray is green exactly when the desk is', () => {
  const agent = { accountId: 'a', userId: 'u', name: '', email: '', role: '', virtualNumber: '' };
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const state = { ...initialDeskState, ...facts, signIn: { kind: 'signed-in' as const, agent } };
      expect(trayView(state).icon === 'ready').toBe(readinessOf(facts).obstacle === null);
    }),
  );
});

test('each check is made once, in one order, and an obstacle is never one of the good', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { checks, obstacle } = readinessOf(facts);
      expect(checks.map(({ id }) => id)).toEqual([...checkIds]);
      expect(obstacle?.mark).not.toBe('good');
    }),
  );
});
