// What the phone asks of the desktop: is there a tray, a network, another phone already running?
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasTray } from '../../../main/os/has-tray.ts';
import { NetworkWatch } from '../../../main/os/network.ts';
import { isOnlyInstance } from '../../../main/os/single-instance.ts';
import { trayIcons } from '../../../main/os/tray-view.ts';

describe('a tray', () => {
  const missing = () => Promise.reject(new Error('ENOENT'));

  it.each<[string, Parameters<typeof hasTray>, boolean]>([
    ['always is on Windows', ['win32', {}, missing], true],
    ['always is on macOS', ['darwin', {}, missing], true],
    ['is where somebody shows icons', ['linux', {}, async () => '(true,)\n'], true],
    ['is not where nobody does', ['linux', { XDG_CURRENT_DESKTOP: 'KDE' }, async () => '(false,)\n'], false],
    [
      'is found by the second way to ask',
      ['linux', {}, async (command) => (command === 'gdbus' ? missing() : '   boolean true\n')],
      true,
    ],
    [
      'is taken to be on a desktop that can not be asked',
      ['linux', { XDG_CURRENT_DESKTOP: 'XFCE' }, missing],
      true,
    ],
    ['is not taken to be on GNOME', ['linux', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, missing], false],
    ['is not taken to be where there is no desktop', ['linux', {}, missing], false],
  ])('%s', async (_what, given, expected) => {
    expect(await hasTray(...given)).toBe(expected);
  });

  it('has an image for every state, sharp on every display', () => {
    const files = readdirSync(join(import.meta.dirname, '../../../main/os/icons'));
    for (const icon of trayIcons) {
      for (const kind of ['.png', '@2x.png', 'Template.png', 'Template@2x.png', '.ico'])
        expect(files).toContain(icon + kind);
    }
  });
});

describe('the network', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is told at the start and when it changes, and no more once stopped', () => {
    let online = true;
    const onChange = vi.fn();
    const watch = new NetworkWatch({ net: { isOnline: () => online }, onChange });
    watch.start();
    vi.advanceTimersByTime(10_000);
    expect(onChange.mock.calls).toEqual([['online']]);
    online = false;
    vi.advanceTimersByTime(2_000);
    online = true;
    watch.look();
    expect(onChange.mock.calls).toEqual([['online'], ['offline'], ['online']]);
    watch.stop();
    online = false;
    vi.advanceTimersByTime(10_000);
    expect(onChange).toHaveBeenCalledTimes(3);
  });
});

describe('a second start', () => {
  it('ends itself and brings the first one to the front', () => {
    const onSecond = vi.fn();
    let heard: (() => void) | undefined;
    const first = {
      requestSingleInstanceLock: () => true,
      on: (_name: string, listener: () => void) => {
        heard = listener;
      },
    };
    expect(Reflect.apply(isOnlyInstance, undefined, [first, onSecond])).toBe(true);
    heard?.();
    expect(onSecond).toHaveBeenCalledOnce();
    const on = vi.fn();
    expect(
      Reflect.apply(isOnlyInstance, undefined, [{ requestSingleInstanceLock: () => false, on }, onSecond]),
    ).toBe(false);
    expect(on).not.toHaveBeenCalled();
  });
});
