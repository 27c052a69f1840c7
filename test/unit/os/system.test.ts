// What differs from system to system: Wayland, the microphone's permission, the menu.
import type { SystemPreferences } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { MicrophoneState } from '../../../app/line/line.ts';
import { createText } from '../../../app/text/text.ts';
import { appMenu } from '../../../main/os/app-menu.ts';
import { Microphone } from '../../../main/os/microphone.ts';
import { isOnWayland } from '../../../main/os/wayland.ts';

describe('Wayland', () => {
  it.each<[string, [NodeJS.Platform, string, { XDG_SESSION_TYPE?: string }], boolean]>([
    ['is where the desktop says so', ['linux', '', { XDG_SESSION_TYPE: 'wayland' }], true],
    ['is not where the launcher chose X11', ['linux', 'x11', { XDG_SESSION_TYPE: 'wayland' }], false],
    ['is where it was chosen', ['linux', 'wayland', {}], true],
    ['is not on an X11 desktop', ['linux', '', { XDG_SESSION_TYPE: 'x11' }], false],
    ['is not where nothing is said', ['linux', '', {}], false],
    ['is on no other system', ['darwin', '', { XDG_SESSION_TYPE: 'wayland' }], false],
  ])('%s', (_what, [platform, chosen, env], expected) => {
    const getSwitchValue = (name: string) => (name === 'ozone-platform' ? chosen : '');
    expect(isOnWayland(platform, { getSwitchValue }, env)).toBe(expected);
  });
});

describe('the microphone', () => {
  type Access = ReturnType<SystemPreferences['getMediaAccessStatus']>;

  function microphoneOn(platform: NodeJS.Platform, first: Access, answer: 'granted' | 'denied' = 'granted') {
    const system = { access: first };
    const preferences = {
      askForMediaAccess: vi.fn(async () => {
        if (system.access === 'not-determined') system.access = answer;
        return system.access === 'granted';
      }),
      getMediaAccessStatus: vi.fn(() => system.access),
    };
    const tell = vi.fn<(state: MicrophoneState) => void>();
    return { microphone: new Microphone({ platform, preferences, tell }), preferences, system, tell };
  }

  it.each<['granted' | 'denied', MicrophoneState]>([
    ['granted', 'ready'],
    ['denied', 'denied'],
  ])('is asked for on a Mac, which asks nobody by itself: %s', async (answer, then) => {
    const { microphone, preferences, tell } = microphoneOn('darwin', 'not-determined', answer);
    microphone.found('ready');
    expect(tell).toHaveBeenLastCalledWith('unknown');
    await microphone.ask();
    expect(preferences.askForMediaAccess).toHaveBeenCalledExactlyOnceWith('microphone');
    expect(tell).toHaveBeenLastCalledWith(then);
    microphone.found('ready');
    expect(tell).toHaveBeenLastCalledWith(then);
  });

  it.each<[NodeJS.Platform, Access]>([
    ['win32', 'denied'],
    ['darwin', 'denied'],
    ['darwin', 'restricted'],
  ])('is denied where the system denies it, until it no longer does: %s, %s', async (platform, access) => {
    const { microphone, system, tell } = microphoneOn(platform, access);
    await microphone.ask();
    microphone.found('ready');
    expect(new Set(tell.mock.calls.flat())).toEqual(new Set(['denied']));
    system.access = 'granted';
    microphone.look();
    expect(tell).toHaveBeenLastCalledWith('ready');
  });

  it.each<NodeJS.Platform>(['win32', 'darwin'])('may be missing though %s grants it', (platform) => {
    const { microphone, tell } = microphoneOn(platform, 'granted');
    microphone.found('missing');
    expect(tell).toHaveBeenLastCalledWith('missing');
  });

  it('is nobody’s business on Linux', async () => {
    const { microphone, preferences, tell } = microphoneOn('linux', 'denied');
    microphone.found('ready');
    await microphone.ask();
    expect(new Set(tell.mock.calls.flat())).toEqual(new Set(['ready']));
    expect(preferences.askForMediaAccess).not.toHaveBeenCalled();
    expect(preferences.getMediaAccessStatus).not.toHaveBeenCalled();
  });
});

describe('the menu', () => {
  const { t } = createText('en');
  const quit = vi.fn<() => void>();
  const rolesIn = (template: ReturnType<typeof appMenu>): unknown[] =>
    template.flatMap((item) => [item.role, ...(Array.isArray(item.submenu) ? rolesIn(item.submenu) : [])]);

  it.each<NodeJS.Platform>(['darwin', 'win32', 'linux'])(
    'of %s makes text larger, and opens no tools',
    (platform) => {
      const roles = rolesIn(appMenu(platform, t, quit));
      expect(roles).toContain('zoomIn');
      for (const role of ['reload', 'forceReload', 'toggleDevTools', 'viewMenu', 'fileMenu', 'help'])
        expect(roles).not.toContain(role);
    },
  );

  it('lets a Mac copy and paste, and quit by the phone’s own way, which asks in a call', () => {
    const menu = appMenu('darwin', t, quit);
    expect(rolesIn(menu)).toEqual(expect.arrayContaining(['appMenu', 'editMenu', 'windowMenu']));
    expect(rolesIn(menu)).not.toContain('quit');
    const items = menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    const item = items.find(({ accelerator }) => accelerator === 'Command+Q');
    if (item?.click === undefined) throw new Error('nothing quits');
    Reflect.apply(item.click, item, []);
    expect(quit).toHaveBeenCalledOnce();
  });
});
