// What no window may ever be given: web preferences, permissions, network, navigation.
import type { BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { enableSandbox, lockDown, mayRequest } from '../../../main/windows/lock-down.ts';
import {
  grants,
  guardPermissions,
  mayHave,
  type Permission,
  type PermissionSession,
} from '../../../main/windows/permissions.ts';
import { type WindowRole, windowRoles } from '../../../main/windows/roles.ts';

vi.mock('electron', () => ({ BrowserWindow: class {}, screen: {} }));
const { deskWindowOptions } = await import('../../../main/windows/desk-window.ts');
const { popupWindowOptions } = await import('../../../main/windows/popup-window.ts');
const { lineWindowOptions } = await import('../../../main/windows/line-window.ts');

const facts = { outFolder: '/app/out', devTools: false };
const windows: Record<WindowRole, BrowserWindowConstructorOptions> = {
  desk: deskWindowOptions(facts, false),
  popup: popupWindowOptions(facts, 'linux', false),
  line: lineWindowOptions(facts),
};

describe.each(windowRoles)('the %s window', (role) => {
  const preferences = windows[role].webPreferences;

  it.each([
    ['sandbox', true],
    ['contextIsolation', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['webSecurity', true],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['webviewTag', false],
    ['plugins', false],
    ['navigateOnDragDrop', false],
    ['disableDialogs', true],
    ['spellcheck', false],
    ['devTools', false],
    ['enableBlinkFeatures', undefined],
    ['additionalArguments', undefined],
    ['session', undefined],
  ] as const)('has %s: %s', (name, value) => {
    expect(preferences?.[name]).toBe(value);
  });

  it('has a session and a preload of its own, and is not shown as it is made', () => {
    expect(preferences?.partition).toBe(`persist:${role}`);
    expect(preferences?.preload).toBe(`/app/out/preload/${role}.cjs`);
    expect(windows[role].show).toBe(false);
  });

  it('works while it is hidden, if it has to', () => {
    expect(preferences?.backgroundThrottling).toBe(role === 'desk');
  });
});

it('the popup comes up above everything and stays out of the task bar', () => {
  expect(windows.popup).toMatchObject({ alwaysOnTop: true, skipTaskbar: true, frame: false, width: 380 });
});

const own = (role: WindowRole) => `app://${role}/index.html`;
const audio = (role: WindowRole, change: Partial<Parameters<typeof mayHave>[1]> = {}) =>
  mayHave(role, {
    permission: 'media',
    addresses: [own(role)],
    isMainFrame: true,
    mediaTypes: ['audio'],
    ...change,
  });

describe('permissions', () => {
  const permissions = Object.keys(grants) as Permission[];
  const ofLine = ['media', 'speaker-selection', 'local-network', 'local-network-access', 'loopback-network'];

  it.each(permissions)('%s is the line’s or nobody’s', (permission) => {
    const wish = { permission, isMainFrame: true, mediaTypes: ['audio'] };
    expect(mayHave('desk', { ...wish, addresses: [own('desk')] })).toBe(false);
    expect(mayHave('popup', { ...wish, addresses: [own('popup')] })).toBe(false);
    expect(mayHave('line', { ...wish, addresses: [own('line')] })).toBe(ofLine.includes(permission));
  });

  it('give the line the microphone and never the camera', () => {
    expect(audio('line')).toBe(true);
    expect(audio('line', { mediaTypes: ['audio', 'video'] })).toBe(false);
    expect(audio('line', { mediaTypes: ['video'] })).toBe(false);
    expect(audio('line', { mediaTypes: ['unknown'] })).toBe(false);
    expect(audio('line', { mediaTypes: [] })).toBe(false);
  });

  it.each([
    ['another window', ['app://desk/index.html']],
    ['a web page', ['https://line/index.html']],
    ['a host that begins alike', ['app://line.evil/index.html']],
    ['an embedded stranger', [own('line'), 'https://evil.example']],
    ['nobody named', ['', undefined]],
    ['no address at all', ['line']],
  ])('refuse %s', (_who, addresses) => {
    expect(audio('line', { addresses })).toBe(false);
  });

  it('refuse a frame within the page', () => {
    expect(audio('line', { isMainFrame: false })).toBe(false);
  });

  it('deny what a newer Electron may ask for', () => {
    expect(audio('line', { permission: 'brain-interface' as Permission })).toBe(false);
  });

  it('are answered on every way a session can be asked', () => {
    const session = {
      setPermissionCheckHandler: vi.fn<PermissionSession['setPermissionCheckHandler']>(),
      setPermissionRequestHandler: vi.fn<PermissionSession['setPermissionRequestHandler']>(),
      setDevicePermissionHandler: vi.fn<PermissionSession['setDevicePermissionHandler']>(),
      setDisplayMediaRequestHandler: vi.fn<PermissionSession['setDisplayMediaRequestHandler']>(),
    };
    guardPermissions(session, 'line');
    const check = session.setPermissionCheckHandler.mock.calls[0]?.[0];
    const request = session.setPermissionRequestHandler.mock.calls[0]?.[0];
    const device = session.setDevicePermissionHandler.mock.calls[0]?.[0];
    expect(check?.(null, 'media', 'app://line/', { isMainFrame: true, mediaType: 'audio' })).toBe(true);
    expect(check?.(null, 'media', 'app://line/', { isMainFrame: true, mediaType: 'video' })).toBe(false);
    expect(check?.(null, 'media', 'app://desk/', { isMainFrame: true, mediaType: 'audio' })).toBe(false);
    const answers: boolean[] = [];
    const ask = (details: object) =>
      Reflect.apply(request ?? (() => undefined), undefined, [
        null,
        'media',
        (granted: boolean) => answers.push(granted),
        { isMainFrame: true, requestingUrl: own('line'), ...details },
      ]);
    ask({ securityOrigin: 'app://line/', mediaTypes: ['audio'] });
    ask({ securityOrigin: 'app://line/', mediaTypes: ['audio', 'video'] });
    ask({ securityOrigin: 'https://evil.example', mediaTypes: ['audio'] });
    expect(answers).toEqual([true, false, false]);
    expect(Reflect.apply(device ?? (() => true), undefined, [{}])).toBe(false);
    expect(session.setDisplayMediaRequestHandler).toHaveBeenCalledWith(null);
  });
});

describe('the network', () => {
  const edge = 'wss://voip.in1.exotel.com';
  it.each<[string, WindowRole, string | null, boolean]>([
    ['app://desk/assets/a.js', 'desk', null, true],
    ['app://line/index.html', 'desk', null, false],
    ['https://example.com/', 'desk', edge, false],
    ['wss://voip.in1.exotel.com/wss', 'desk', edge, false],
    ['wss://voip.in1.exotel.com/wss', 'popup', edge, false],
    ['wss://voip.in1.exotel.com:443/wss', 'line', edge, true],
    ['wss://voip.in1.exotel.com:444/wss', 'line', edge, false],
    ['wss://voip.in1.exotel.com.evil.example/wss', 'line', edge, false],
    ['ws://voip.in1.exotel.com/wss', 'line', edge, false],
    ['wss://voip.in1.exotel.com/wss', 'line', null, false],
    ['devtools://devtools/bundled/x.html', 'desk', null, false],
    ['file:///etc/passwd', 'line', edge, false],
    ['not an address', 'line', edge, false],
  ])('%s from the %s window with edge %s: %s', (address, role, allowed, expected) => {
    expect(mayRequest(address, role, allowed, false)).toBe(expected);
  });
});

describe("Chromium's sandbox", () => {
  it.each([
    ['is on for every page', false],
    ['is not asked for where the launcher found that this system has none', true],
  ])('%s', (_what, isAbsent) => {
    const sandbox = vi.fn<() => void>();
    const commandLine = { hasSwitch: (name: string) => isAbsent && name === 'no-sandbox' };
    Reflect.apply(enableSandbox, undefined, [{ commandLine, enableSandbox: sandbox }]);
    expect(sandbox).toHaveBeenCalledTimes(isAbsent ? 0 : 1);
  });
});

describe('a page', () => {
  it('can neither leave, redirect, embed nor open a window, and every new page is locked so', () => {
    const listeners = new Map<string, (event: { preventDefault(): void }) => void>();
    const contents = {
      on: (name: string, listener: (event: { preventDefault(): void }) => void) =>
        listeners.set(name, listener),
      setWindowOpenHandler: vi.fn<(handler: () => { action: string }) => void>(),
    };
    let made: ((event: unknown, contents: unknown) => void) | undefined;
    Reflect.apply(lockDown, undefined, [
      {
        on: (_name: string, listener: typeof made) => {
          made = listener;
        },
      },
    ]);
    made?.({}, contents);
    expect([...listeners.keys()].sort()).toEqual([
      'will-attach-webview',
      'will-frame-navigate',
      'will-navigate',
      'will-redirect',
    ]);
    expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]()).toEqual({ action: 'deny' });
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      const preventDefault = vi.fn();
      listeners.get(name)?.({ preventDefault });
      expect(preventDefault, name).toHaveBeenCalledOnce();
    }
  });
});
