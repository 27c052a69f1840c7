// Sleep and network: who is told, and when.
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { Desk } from '../../../main/desk/desk.ts';
import { watchWake } from '../../../main/life.ts';
import { createLog } from '../../../main/log/log.ts';

function machine() {
  const done: string[] = [];
  const net = { isOnline: () => true };
  const power = new EventEmitter();
  const desk = new Desk({ perform: () => undefined, onFault: (error) => done.push(`fault ${error}`) });
  const stop = watchWake({
    desk,
    log: createLog({ sink: () => undefined, now: Date.now }),
    net,
    powerMonitor: power as never,
    comeBack: () => done.push('comes back'),
    refresh: () => done.push('reads anew'),
    leave: () => done.push('leaves'),
  });
  return { done, net, power, desk, stop };
}

test('the network’s return brings the line back, its going does not', () => {
  vi.useFakeTimers();
  const { done, net, desk, stop } = machine();
  net.isOnline = () => false;
  vi.advanceTimersByTime(2_000);
  expect([desk.state.network, done]).toEqual(['offline', []]);
  net.isOnline = () => true;
  vi.advanceTimersByTime(2_000);
  expect([desk.state.network, done]).toEqual(['online', ['comes back']]);
  stop();
  net.isOnline = () => false;
  vi.advanceTimersByTime(10_000);
  expect(desk.state.network).toBe('online');
  vi.useRealTimers();
});

test('a wake brings the line back, an unlocked screen only reads anew', () => {
  const { done, power, stop } = machine();
  power.emit('suspend');
  expect(done).toEqual([]);
  power.emit('resume');
  power.emit('unlock-screen');
  expect(done).toEqual(['comes back', 'reads anew']);
  stop();
  power.emit('resume');
  expect(done).toHaveLength(2);
});

test('a shutdown is asked to wait until the phone has left', () => {
  const { done, power, stop } = machine();
  const preventDefault = vi.fn<() => void>();
  power.emit('shutdown', { preventDefault });
  expect([done, preventDefault.mock.calls.length]).toEqual([['leaves'], 1]);
  stop();
});
