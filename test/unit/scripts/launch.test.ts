// How the app is launched for a test, on the stand-in and on a real Electron.
import { describe, expect, test } from 'vitest';
import { launchOf, machineDesktop, root } from '../../e2e/runtime.ts';

const real = { runtime: 'electron', executablePath: '/dist/electron' } as const;
const standin = { runtime: 'standin', executablePath: '/standin' } as const;

describe('a real Electron', () => {
  test('is given Chromium’s fake microphone before the app’s own folder, and keeps its sandbox', () => {
    expect(launchOf(real, {}, ['--user-data-dir=/p'], () => true)).toEqual({
      executablePath: '/dist/electron',
      args: ['--use-fake-device-for-media-stream', root, '--user-data-dir=/p'],
      chromiumSandbox: true,
    });
  });

  test('is never told to answer in the place of the permission handlers', () => {
    for (const media of ['fake', 'none', 'real']) {
      const { args } = launchOf(real, { OFFHOOK_STANDIN_MEDIA: media }, [], () => true);
      expect(args.join(' ')).not.toContain('fake-ui');
    }
  });

  test.each([
    [{ OFFHOOK_STANDIN_MEDIA: 'none' }, ['--disable-audio-input']],
    [{ OFFHOOK_STANDIN_MEDIA: 'real' }, []],
    [
      { OFFHOOK_STANDIN_AUDIO_FILE: '/tone.wav' },
      ['--use-fake-device-for-media-stream', '--use-file-for-fake-audio-capture=/tone.wav'],
    ],
  ])('%o is said in its own switches', (env, switches) => {
    expect(launchOf(real, env, [], () => true).args).toEqual([...switches, root]);
  });

  test('goes without a sandbox only where the machine has none: white windows prove nothing', () => {
    expect(launchOf(real, {}, [], () => false).chromiumSandbox).toBe(false);
  });
});

test('the stand-in reads its variables itself, and is started as a person would start the app', () => {
  expect(launchOf(standin, { OFFHOOK_STANDIN_MEDIA: 'none' }, ['--x'], () => false)).toEqual({
    executablePath: '/standin',
    args: [root, '--x'],
    chromiumSandbox: true,
  });
});

test.each([
  ['win32', {}, 'windows'],
  ['darwin', { XDG_SESSION_TYPE: 'wayland' }, 'macos'],
  ['linux', { XDG_SESSION_TYPE: 'wayland' }, 'wayland'],
  ['linux', { XDG_SESSION_TYPE: 'x11' }, 'x11'],
  ['linux', {}, 'x11'],
] as const)('on %s with %o the desktop is %s', (platform, env, desktop) => {
  expect(machineDesktop(platform, env)).toBe(desktop);
});
