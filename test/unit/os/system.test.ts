// What differs from system to system: Wayland, the microphone's permission, the menu.
import { describe, expect, it, vi } from 'vitest';
import { createText } from '../../../app/text/text.ts';
import { appMenu } from '../../../main/os/app-menu.ts';
import { mayUseMicrophone } from '../../../main/os/microphone.ts';
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
  const preferences = (granted: boolean) => ({
    askForMediaAccess: vi.fn(async () => granted),
    getMediaAccessStatus: vi.fn(() => (granted ? ('granted' as const) : ('denied' as const))),
  });

  it('is asked for on a Mac, which asks nobody by itself', async () => {
    const asked = preferences(true);
    expect(await mayUseMicrophone('darwin', asked)).toBe(true);
    expect(asked.askForMediaAccess).toHaveBeenCalledExactlyOnceWith('microphone');
    expect(await mayUseMicrophone('darwin', preferences(false))).toBe(false);
  });

  it('is what its privacy settings say on Windows, and nobody’s business on Linux', async () => {
    expect(await mayUseMicrophone('win32', preferences(true))).toBe(true);
    expect(await mayUseMicrophone('win32', preferences(false))).toBe(false);
    const asked = preferences(false);
    expect(await mayUseMicrophone('linux', asked)).toBe(true);
    expect(asked.askForMediaAccess).not.toHaveBeenCalled();
    expect(asked.getMediaAccessStatus).not.toHaveBeenCalled();
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
