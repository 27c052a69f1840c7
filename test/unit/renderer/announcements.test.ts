// What a screen reader is told, from one state of the desk to the next.
import { expect, test } from 'vitest';
import { type DeskState, initialDeskState } from '../../../app/desk/state.ts';
import { newsBetween } from '../../../renderer/desk/announcements.ts';

const ready: DeskState = {
  ...initialDeskState,
  line: { kind: 'registered', since: 1, expiresAt: 2 },
  device: { effective: 'sip', wanted: null, hasSip: true, hasPhone: true, phoneNumber: '•••3210', readAt: 1 },
};
const down: DeskState['line'] = { kind: 'waiting', trouble: 'socket-lost', attempt: 1, retryAt: 9 };

test('a screen reader is told of the line once when it falls and once when it is back', () => {
  const fallen = { ...ready, line: down };
  const again = { ...ready, line: { kind: 'connecting', attempt: 2 } } as const;
  const retry = { ...ready, line: { ...down, attempt: 2 } };
  expect(newsBetween(ready, fallen)).toMatchObject([{ kind: 'line-down', trouble: down.trouble }]);
  expect(newsBetween(fallen, again)).toEqual([]);
  expect(newsBetween(again, retry)).toEqual([]);
  expect(newsBetween(retry, ready)).toEqual([{ kind: 'line-ready' }]);
});

test('a screen reader is told of a call that rings, connects and ends', () => {
  const call = {
    id: 'c',
    callSid: null,
    direction: 'inbound',
    caller: { e164: null, display: '', name: 'Priya' },
    calledNumber: '080 4718 9000',
    phase: 'ringing',
    media: 'none',
    rangAt: 1,
    answeredAt: null,
    end: null,
  } as const;
  const ringing = { ...ready, calls: [call] };
  const talking = { ...ready, calls: [{ ...call, phase: 'talking' as const, answeredAt: 2 }] };
  const end = { reason: 'hung-up-by-customer' as const, at: 3 };
  const ended = { ...ready, calls: [{ ...call, phase: 'ended' as const, answeredAt: 2, end }] };
  expect(newsBetween(ready, ringing)).toEqual([
    { kind: 'ringing', caller: call.caller, called: '080 4718 9000' },
  ]);
  expect(newsBetween(ringing, talking)).toMatchObject([{ kind: 'connected' }]);
  expect(newsBetween(talking, ended)).toMatchObject([
    { kind: 'ended', cause: { kind: 'hung-up-by-customer' } },
  ]);
  expect(newsBetween(ended, { ...ended, calls: [...ended.calls] })).toEqual([]);
  // The call that ended goes into the list at the same moment: it is not told twice.
  const { caller, direction } = call;
  const row = { id: 'c', callSid: null, caller, direction, calledNumber: null, rangAt: 1, endedAt: 3 };
  const listed = { ...ended, recent: [{ ...row, answeredAt: null, reason: 'caller-gave-up' as const }] };
  expect(newsBetween(talking, listed)).toHaveLength(1);
});

test('a screen reader is told of a second caller who was refused, but of no call of the day before', () => {
  const row = (id: string, reason: 'another-ringing' | 'answered-elsewhere') => ({
    id,
    callSid: null,
    direction: 'inbound' as const,
    caller: { e164: null, display: '', name: id },
    calledNumber: null,
    rangAt: 5,
    answeredAt: null,
    endedAt: 5,
    reason,
  });
  const [old, older, second] = [
    row('old', 'another-ringing'),
    row('older', 'another-ringing'),
    row('second', 'another-ringing'),
  ];
  expect(newsBetween(ready, { ...ready, recent: [old, older] })).toEqual([]);
  expect(newsBetween(ready, { ...ready, recent: [old] })).toEqual([]);
  const listed = { ...ready, recent: [old, older] };
  expect(newsBetween(listed, { ...ready, recent: [second, old, older] })).toMatchObject([
    { kind: 'missed', caller: second.caller, cause: { kind: 'another-ringing' } },
  ]);
  const elsewhere = row('elsewhere', 'answered-elsewhere');
  expect(newsBetween(listed, { ...ready, recent: [elsewhere, old, older] })).toEqual([]);
});

test('a screen reader is told once that there is no network, whatever else that brings', () => {
  const offline = { ...ready, network: 'offline' as const };
  expect(newsBetween(ready, offline)).toEqual([{ kind: 'offline' }]);
  expect(newsBetween(offline, { ...offline, line: down })).toEqual([]);
  expect(newsBetween({ ...offline, line: down }, { ...ready, line: down })).toEqual([]);
});

test('a screen reader is told where calls go, once that is so and not while it is only asked for', () => {
  const { device } = ready;
  const asked = { ...ready, device: { ...device, wanted: 'phone' as const } };
  const switched = { ...ready, device: { ...device, effective: 'phone' as const } };
  expect(newsBetween(ready, asked)).toEqual([]);
  expect(newsBetween(asked, switched)).toEqual([{ kind: 'device', choice: 'phone' }]);
});
