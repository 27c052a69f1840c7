// Five thousand desktops lose their edge in the same instant, and are all back in time without trampling it.
import { describe, expect, test } from 'vitest';
import type { RegistrationEvent } from '../../../app/line/registration.ts';
import { type Registration, socketOf } from '../../../app/line/registration-phase.ts';
import { broad, narrow, patient, shedding, stampede } from './herd.ts';

const desktops = 5_000;
const cut = ({ phase }: Registration): RegistrationEvent[] => [
  { kind: 'socket-closed', socket: socketOf(phase) ?? -1 },
];
const online = (): RegistrationEvent[] => [
  { kind: 'network', online: false },
  { kind: 'network', online: true },
];
const most = (counts: readonly (number | undefined)[]) =>
  Math.max(...Array.from(counts, (count) => count ?? 0));
const sum = (counts: readonly (number | undefined)[]) =>
  counts.reduce<number>((total, count) => total + (count ?? 0), 0);

/** Milliseconds an edge of so many handshakes a second needs for all of them at best. */
const limit = (perSecond: number) => (desktops / perSecond) * 1000;

describe.each([
  ['their sockets are cut', cut],
  ['the network is back', online],
])('when %s', (_what, happens) => {
  test('an edge that takes everybody has them within its spread, no second holding more than its share', () => {
    const herd = stampede(desktops, broad, happens);
    expect(herd.back).toHaveLength(desktops);
    expect(herd.back.at(-1)).toBeLessThan(3_100);
    // Spread over two seconds: half each, and 5 % for chance.
    expect(most(herd.connects)).toBeLessThan(desktops * 0.525);
    expect(sum(herd.connects)).toBe(desktops);
  });

  test('an edge of 200 handshakes a second has them within twice its limit', () => {
    const herd = stampede(desktops, narrow(200), happens);
    expect(herd.back).toHaveLength(desktops);
    expect(herd.back.at(-1)).toBeLessThan(2 * limit(200));
    // Work lost on those who gave up too early stays the smaller part.
    expect(sum(herd.connects)).toBeLessThan(1.5 * desktops);
  });

  test('an edge that takes 200 a second and refuses the rest has them within twice its limit', () => {
    const herd = stampede(desktops, shedding(200), happens);
    expect(herd.back).toHaveLength(desktops);
    expect(herd.back.at(-1)).toBeLessThan(2 * limit(200));
  });

  test('an edge that asks for 30 s of patience gets it, and has them within twice that', () => {
    const herd = stampede(desktops, patient(30), happens);
    expect(herd.back).toHaveLength(desktops);
    expect(herd.back[0]).toBeGreaterThan(30_000);
    expect(herd.back.at(-1)).toBeLessThan(60_000);
    // The second time they come over 24 s: each second its share, and a third more for chance.
    expect(most(herd.registers.slice(10))).toBeLessThan((desktops / 24) * 1.33);
  });
});

test('those who talk do not wait for the spread', () => {
  const herd = stampede(200, broad, cut, { inCall: true });
  expect(herd.back.at(-1)).toBeLessThan(200);
});
