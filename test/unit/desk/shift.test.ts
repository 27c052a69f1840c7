// A shift at work: the token that ends in the middle, the device that is chosen, the agent who is put out.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { provenAfter } from '../../../app/account/doubt.ts';
import type { Shift } from '../../../main/desk/shift.ts';
import { formFor, nothingKept, runPhone, signInOf, startVendor, type Vendor } from './shift-rig.ts';

let vendor: Vendor;
let phone: ReturnType<typeof runPhone>;
let shift: Shift;
const kept = nothingKept();

beforeEach(async () => {
  vendor = await startVendor();
  phone = runPhone(kept);
  await phone.shifts.start();
  await phone.shifts.signIn(formFor(vendor));
  const { current } = phone.shifts;
  if (current === null) throw new Error('not signed in');
  shift = current;
  vendor.asked.length = 0;
});
afterEach(async () => {
  vi.useRealTimers();
  phone.shifts.signOut();
  for (const { account } of await kept.store.list()) await kept.store.delete(account);
  await vendor.close();
});

test('a token taken no more is renewed once, for all who need it at once, and kept', async () => {
  vendor.takesToken = false;
  shift.refresh();
  await Promise.all([shift.chooseDevice('phone'), shift.chooseDevice('sip')]);
  expect(vendor.tokens).toBe(2);
  const [item] = await kept.store.list();
  expect(JSON.parse(item?.value ?? '')).toMatchObject({ token: { value: 'token-2' } });
});

describe('a choice of device', () => {
  test('is believed once the mapping says so', async () => {
    const seen: unknown[] = [];
    phone.desk.subscribe(({ state }) => seen.push(`${state.device.effective} ${state.device.wanted}`));
    await shift.chooseDevice('phone');
    expect(seen).toEqual(['sip phone', 'phone phone', 'phone null']);
    expect(vendor.asked).toEqual(['PUT /device', 'GET /usermapping']);
    await shift.chooseDevice('off');
    expect(phone.desk.state.device).toMatchObject({ effective: 'off', wanted: null });
  });

  test('that the service took and the mapping did not follow was not made', async () => {
    vendor.movesDevice = false;
    await expect(shift.chooseDevice('phone')).rejects.toMatchObject({ reason: 'device-not-changed' });
    expect(phone.desk.state.device).toMatchObject({ effective: 'sip', wanted: null });
  });

  test('made by a double click is sent once', async () => {
    await Promise.all([shift.chooseDevice('phone'), shift.chooseDevice('phone')]);
    expect(vendor.asked.filter((line) => line === 'PUT /device')).toHaveLength(1);
    await shift.chooseDevice('phone');
    expect(vendor.asked.filter((line) => line === 'PUT /device')).toHaveLength(2);
  });

  test.each<[string, { status: number; body: string } | null]>([
    ['503', { status: 503, body: '' }],
    ['429', { status: 429, body: '' }],
    ['a page that is none of the vendor’s', { status: 200, body: '<html>' }],
    ['a connection that breaks', null],
  ])('answered by %s is never sent again by itself: what is in force is read', async (_what, answer) => {
    vendor.instead.set('/device', answer);
    await expect(shift.chooseDevice('phone')).rejects.toHaveProperty('reason');
    await expect.poll(() => vendor.asked).toEqual(['PUT /device', 'GET /usermapping']);
    expect(phone.desk.state.device).toMatchObject({ effective: 'sip', wanted: null });
  });

  test('after another waits for it: the last one is in force', async () => {
    await Promise.all([shift.chooseDevice('phone'), shift.chooseDevice('off'), shift.chooseDevice('sip')]);
    expect(phone.desk.state.device).toMatchObject({ effective: 'sip', wanted: null });
  });

  test('ends with the shift, and wants nothing of the next', async () => {
    vendor.held = '/device';
    const choices = [shift.chooseDevice('phone'), shift.chooseDevice('off')];
    await expect.poll(() => vendor.asked).toEqual(['PUT /device']);
    phone.shifts.signOut();
    const settled = await Promise.allSettled(choices);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(phone.desk.state.device).toMatchObject({ effective: 'unknown', wanted: null });
    expect(vendor.asked).toEqual(['PUT /device']);
  });
});

/** Lets minutes pass, has the mapping read, and waits for what was made of an odd answer. */
async function readAfter(minutes: number): Promise<void> {
  vi.setSystemTime(Date.now() + minutes * 60_000);
  const read = () => phone.lines.filter((line) => /said-out|mapping-not-read|fault/.test(line)).length;
  const before = read();
  shift.refresh();
  await expect.poll(read).toBeGreaterThan(before);
}

const notices = () => phone.desk.state.notices.map(({ failure }) => failure.reason);
const envelope = (code: number, data: unknown = null) => ({
  status: code,
  body: JSON.stringify({ RequestId: 'r-7', Status: 'Failed', Code: code, Error: 'no', Data: data }),
});
const mappingAnswers = (answer: { status: number; body: string }) =>
  vendor.instead.set('/usermapping', answer);

describe('an odd answer to the poll', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });

  test.each<[string, () => unknown]>([
    ['a 404 of a gateway', () => mappingAnswers({ status: 404, body: '{"message":"no Route matched"}' })],
    ['a 404 of the vendor', () => mappingAnswers(envelope(404))],
    ['no data', () => mappingAnswers({ status: 200, body: '{"RequestId":"r","Code":200,"Data":[]}' })],
    [
      '401 on everything',
      () => ['/usermapping', '/token'].map((path) => vendor.instead.set(path, envelope(401))),
    ],
    ['an inactive agent', () => Object.assign(vendor.mapping, { IsActive: false })],
  ])('(%s) costs nobody the line: it is said, asked again, and forgotten', async (_what, spoil) => {
    spoil();
    await readAfter(0);
    await readAfter(5);
    expect(signInOf(phone.desk)).toBe('signed-in');
    expect(phone.shiftsSeen).toEqual([shift]);
    expect(notices()).toEqual(['sign-in-doubted']);
    vendor.instead.clear();
    vendor.mapping.IsActive = true;
    shift.refresh();
    await expect.poll(notices).toEqual([]);
  });

  test('of something that is not the vendor never ends the shift, for hours', async () => {
    mappingAnswers({ status: 404, body: '{"message":"no Route matched"}' });
    for (let count = 0; count < 12; count += 1) await readAfter(30);
    mappingAnswers({ status: 200, body: '{"RequestId":"r","Code":200,"Data":[]}' });
    for (let count = 0; count < 12; count += 1) await readAfter(30);
    expect(signInOf(phone.desk)).toBe('signed-in');
    expect(notices()).toEqual(['sign-in-doubted']);
  });

  test.each<[string, string, () => unknown]>([
    ['an agent who was removed', 'unknown-agent', () => mappingAnswers(envelope(404))],
    [
      'an agent who was switched off',
      'agent-inactive',
      () => Object.assign(vendor.mapping, { IsActive: false }),
    ],
    [
      'a pair that was withdrawn',
      'wrong-credentials',
      () => ['/usermapping', '/token'].map((path) => vendor.instead.set(path, envelope(401))),
    ],
  ])('that lasts ends the shift of %s, and says so', async (_what, reason, spoil) => {
    spoil();
    await readAfter(0);
    for (let lasted = 5; lasted * 60_000 < provenAfter; lasted += 5) {
      await readAfter(5);
      expect(signInOf(phone.desk)).toBe('signed-in');
    }
    await readAfter(5);
    expect(signInOf(phone.desk)).toBe(`signed-out: ${reason}`);
    expect(phone.shiftsSeen).toEqual([shift, null]);
  });
});

describe('a reading of the mapping', () => {
  test('shows a device that was switched elsewhere', async () => {
    vendor.mapping.ActiveDeviceId = '2';
    shift.refresh();
    await expect.poll(() => phone.desk.state.device.effective).toBe('phone');
  });

  test('that fails is a notice, and ends nothing', async () => {
    await vendor.close();
    shift.refresh();
    await expect
      .poll(() => phone.desk.state.notices, { timeout: 5000 })
      .toMatchObject([{ key: 'mapping', failure: { reason: 'no-network' } }]);
    expect(signInOf(phone.desk)).toBe('signed-in');
  });
});

describe('a call that rings', () => {
  beforeEach(() => {
    const from = { displayName: '+919876543210', user: 'trunk' };
    const invite = { callId: 'call-1', callSid: null, from, calledNumber: null };
    phone.desk.dispatch({ kind: 'invited', invite, at: Date.now() });
  });
  afterEach(() => {
    phone.desk.dispatch({ kind: 'call-ended', callId: 'call-1', reason: 'caller-gave-up', at: Date.now() });
  });

  test('outlives a mapping that puts the agent out, until it is over', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vendor.mapping.IsActive = false;
    for (let minutes = 0; minutes <= 30; minutes += 5) await readAfter(minutes === 0 ? 0 : 5);
    expect(signInOf(phone.desk)).toBe('signed-in');
    phone.desk.dispatch({ kind: 'call-ended', callId: 'call-1', reason: 'caller-gave-up', at: Date.now() });
    await readAfter(5);
    expect(signInOf(phone.desk)).toBe('signed-out: agent-inactive');
  });
});
