// A shift at work: the token that ends in the middle, the device that is chosen, the agent who is put out.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('a reading of the mapping', () => {
  test('shows a device that was switched elsewhere', async () => {
    vendor.mapping.ActiveDeviceId = '2';
    shift.refresh();
    await expect.poll(() => phone.desk.state.device.effective).toBe('phone');
  });

  test('ends the shift of an agent who was switched off or removed', async () => {
    vendor.mapping.AppUserId = 'somebody else';
    shift.refresh();
    await expect.poll(() => signInOf(phone.desk)).toBe('signed-out: unknown-agent');
    expect(phone.shiftsSeen.at(-1)).toBeNull();
    vendor.mapping.AppUserId = 'a+b@c.in';
    await phone.shifts.signIn(formFor(vendor));
    vendor.mapping.IsActive = false;
    phone.shifts.current?.refresh();
    await expect.poll(() => signInOf(phone.desk)).toBe('signed-out: agent-inactive');
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
    vendor.mapping.IsActive = false;
    shift.refresh();
    await expect.poll(() => vendor.asked).toEqual(['GET /usermapping']);
    await shift.chooseDevice('phone');
    expect(signInOf(phone.desk)).toBe('signed-in');
    phone.desk.dispatch({ kind: 'call-ended', callId: 'call-1', reason: 'caller-gave-up', at: Date.now() });
    shift.refresh();
    await expect.poll(() => signInOf(phone.desk)).toBe('signed-out: agent-inactive');
  });
});
