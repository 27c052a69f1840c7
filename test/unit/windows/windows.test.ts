// The three windows as an agent meets them: closing, ringing, crashing, quitting.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PopupView } from '../../../app/contract/popup.ts';
import { type DeskEvent, reduce } from '../../../app/desk/reducer.ts';
import { initialDeskState } from '../../../app/desk/state.ts';
import { popupView } from '../../../main/desk/popup-view.ts';
import { createLog } from '../../../main/log/log.ts';
import { CrashBackOff } from '../../../main/windows/crash-back-off.ts';
import { FakeWindow, fakeScreen } from './fake-electron.ts';

vi.mock('electron', async () => {
  const fake = await import('./fake-electron.ts');
  return { BrowserWindow: fake.FakeWindow, screen: fake.fakeScreen };
});
const { DeskWindow } = await import('../../../main/windows/desk-window.ts');
const { LineWindow } = await import('../../../main/windows/line-window.ts');
const { PopupWindow } = await import('../../../main/windows/popup-window.ts');

const facts = { outFolder: '/app/out', devTools: false };
const lines: string[] = [];
const log = createLog({ sink: (line) => lines.push(line), now: () => 0 });
const nothing = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  FakeWindow.all = [];
  FakeWindow.loads = async () => undefined;
  fakeScreen.workArea = { x: 0, y: 0, width: 1920, height: 1050 };
  fakeScreen.beside = null;
  fakeScreen.pointer = { x: 0, y: 0 };
  fakeScreen.removeAllListeners();
});
afterEach(() => {
  vi.useRealTimers();
});

const backOff = () => new CrashBackOff(Date.now, () => 0);

function line(onGone: (reason: string) => void = nothing) {
  const window = new LineWindow({
    facts,
    handlers: { 'line:ready': () => [], 'line:fact': nothing },
    onGone,
    log,
    backOff: backOff(),
  });
  window.open();
  return window;
}

describe('WebRTC', () => {
  it('leaves desk and popup by no way, and the line by every one', () => {
    desk(true).window.open();
    expect(FakeWindow.last.webContents.webRtcPolicy).toBe('disable_non_proxied_udp');
    popup();
    expect(FakeWindow.last.webContents.webRtcPolicy).toBe('disable_non_proxied_udp');
    line();
    expect(FakeWindow.last.webContents.webRtcPolicy).toBe('default');
  });
});

describe('the line', () => {
  it('is never shown and can not be closed while the phone runs', () => {
    line();
    expect(FakeWindow.last.options.show).toBe(false);
    expect(FakeWindow.last.close()).toBe(true);
    expect(FakeWindow.last.done).toEqual(['load app://line/index.html']);
  });

  it('is made again after a crash, says so at once, and answers its new page', () => {
    const onGone = vi.fn();
    const window = line(onGone);
    const dead = FakeWindow.last;
    dead.webContents.crash();
    expect(onGone).toHaveBeenCalledExactlyOnceWith('crashed', 100);
    expect(dead.destroyed).toBe(true);
    window.order({ kind: 'unregister' });
    expect(dead.webContents.sent).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(FakeWindow.all).toHaveLength(2);
    expect([...FakeWindow.last.webContents.asks.keys()]).toEqual(['line:ready', 'line:fact']);
    window.order({ kind: 'unregister' });
    expect(FakeWindow.last.webContents.sent).toEqual([['line:order', { kind: 'unregister' }]]);
  });

  it('tries again when its page does not load', async () => {
    FakeWindow.loads = () => Promise.reject(new Error('ERR_FAILED (-2)'));
    const onGone = vi.fn();
    line(onGone);
    await vi.advanceTimersByTimeAsync(100);
    expect(onGone).toHaveBeenCalledWith('not-loaded', 100);
    expect(FakeWindow.all.length).toBeGreaterThanOrEqual(2);
  });

  it('is made again when its page hangs, which nothing tells of a hidden window', async () => {
    const onGone = vi.fn();
    line(onGone);
    const stuck = FakeWindow.last;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onGone).not.toHaveBeenCalled();
    stuck.webContents.hangs = true;
    await vi.advanceTimersByTimeAsync(8_900);
    expect(onGone).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(3_200);
    expect(onGone).toHaveBeenCalledExactlyOnceWith('hung', 100);
    expect(stuck.webContents.crashed).toBe(true);
    expect(stuck.destroyed).toBe(true);
    expect(FakeWindow.all).toHaveLength(2);
  });

  it('is left alone when its page was only slow, or waits in its debugger', async () => {
    const onGone = vi.fn();
    line(onGone);
    FakeWindow.last.webContents.hangs = true;
    await vi.advanceTimersByTimeAsync(6_000);
    FakeWindow.last.webContents.hangs = false;
    await vi.advanceTimersByTimeAsync(3_000);
    FakeWindow.last.webContents.hangs = true;
    await vi.advanceTimersByTimeAsync(9_000);
    FakeWindow.last.webContents.inDebugger = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onGone).not.toHaveBeenCalled();
  });

  it.each(['about:blank', 'https://evil.example/', 'app://desk/index.html'])(
    'is made again when its page has gone to %s',
    (address) => {
      const onGone = vi.fn();
      line(onGone);
      FakeWindow.last.webContents.emit('did-navigate', {}, 'app://line/index.html', 200, 'OK');
      expect(onGone).not.toHaveBeenCalled();
      FakeWindow.last.webContents.emit('did-navigate', {}, address, 200, 'OK');
      expect(onGone).toHaveBeenCalledExactlyOnceWith('left', 100);
      vi.advanceTimersByTime(100);
      expect(FakeWindow.all).toHaveLength(2);
    },
  );

  it('takes another window for another edge only, and never for the same one', () => {
    const window = line();
    window.allowEdge('wss://voip.in1.exotel.com:443/wss');
    expect(window.edge).toBe('wss://voip.in1.exotel.com');
    window.allowEdge('wss://voip.in1.exotel.com/other');
    expect(FakeWindow.all).toHaveLength(2);
    window.allowEdge(null);
    expect(FakeWindow.all).toHaveLength(3);
    expect(FakeWindow.all.map((each) => each.destroyed)).toEqual([true, true, false]);
    expect(window.edge).toBeNull();
  });

  it('gives no order to a page whose policy is that of the earlier edge', () => {
    const window = line();
    const old = FakeWindow.last;
    window.allowEdge('wss://voip.in1.exotel.com:443/wss');
    window.order({ kind: 'reconnect', asked: true });
    expect(old.webContents.sent).toEqual([]);
    expect(FakeWindow.last.webContents.sent).toEqual([['line:order', { kind: 'reconnect', asked: true }]]);
  });

  it('does not come back from a crash while the phone quits', () => {
    const window = line();
    FakeWindow.last.webContents.crash();
    window.quit();
    vi.advanceTimersByTime(60_000);
    expect(FakeWindow.all).toHaveLength(1);
    expect(window.contents).toBeNull();
  });
});

const rings = (callId: string): DeskEvent => ({
  kind: 'invited',
  invite: { callId, callSid: null, from: { displayName: '', user: 'x' }, calledNumber: null },
  at: 1,
});
const unseen = { isShown: false, isFocused: false };
const ringing = (callId = 'c1') => popupView(reduce(initialDeskState, rings(callId)).state, unseen, null, 5);
const quiet: PopupView = popupView(initialDeskState, unseen, null, 5);
const taken: PopupView = popupView(
  reduce(reduce(initialDeskState, rings('c1')).state, { kind: 'answer-chosen', callId: 'c1' }).state,
  unseen,
  ringing(),
  9,
);

function popup(platform: NodeJS.Platform = 'linux', zoom: () => number = () => 1, onWayland = false) {
  const window = new PopupWindow({
    facts,
    platform,
    onWayland,
    handlers: {
      'popup:view': () => quiet,
      'popup:answer': nothing,
      'popup:decline': nothing,
      'popup:hang-up': nothing,
      'popup:open-desk': nothing,
      'popup:painted': nothing,
    },
    zoom,
    log,
    backOff: backOff(),
  });
  window.open();
  return window;
}

describe('the popup', () => {
  it('is ready and hidden before the first call', () => {
    popup();
    expect(FakeWindow.last.visible).toBe(false);
    expect(FakeWindow.last.done).toContain('load app://popup/index.html');
  });

  it('comes up for a call without taking the focus, and goes when the ring is over', () => {
    const window = popup();
    window.show(ringing());
    expect(FakeWindow.last.webContents.sent).toEqual([['popup:view-changed', ringing()]]);
    expect(FakeWindow.last.done).toContain('showInactive');
    expect(FakeWindow.last.done).not.toContain('show');
    expect(FakeWindow.last.done).not.toContain('focus');
    expect(FakeWindow.last.done).toContain('above screen-saver');
    window.show(quiet);
    expect(FakeWindow.last.visible).toBe(false);
  });

  it('stays where it is while details of the same call change', () => {
    const window = popup();
    window.show(ringing());
    const shown = FakeWindow.last.done.filter((what) => what === 'showInactive').length;
    window.show({ ...ringing(), theme: 'dark' });
    expect(FakeWindow.last.done.filter((what) => what === 'showInactive')).toHaveLength(shown);
  });

  it('can not be closed away from a ringing call', () => {
    popup().show(ringing());
    expect(FakeWindow.last.close()).toBe(true);
    expect(FakeWindow.last.visible).toBe(true);
  });

  it('comes back, showing, when it crashes while a call rings', () => {
    popup().show(ringing());
    FakeWindow.last.webContents.crash();
    vi.advanceTimersByTime(100);
    expect(FakeWindow.all).toHaveLength(2);
    expect(FakeWindow.last.visible).toBe(false);
    FakeWindow.last.webContents.emit('did-finish-load');
    expect(FakeWindow.last.visible).toBe(true);
  });

  it('stays away when it crashes and the ring ends before it is back', () => {
    const window = popup();
    window.show(ringing());
    FakeWindow.last.webContents.crash();
    window.show(quiet);
    vi.advanceTimersByTime(100);
    FakeWindow.last.webContents.emit('did-finish-load');
    expect(FakeWindow.last.visible).toBe(false);
  });

  it('moves onto a display that is there when the one it stood on is unplugged', () => {
    fakeScreen.workArea = { x: 1920, y: 0, width: 1920, height: 1050 };
    popup().show(ringing());
    expect(FakeWindow.last.bounds?.x).toBe(3444);
    fakeScreen.workArea = { x: 0, y: 0, width: 1280, height: 700 };
    fakeScreen.emit('display-removed');
    expect(FakeWindow.last.bounds).toEqual({ x: 884, y: 16, width: 380, height: 184 });
  });

  it('becomes a pill of the call once it is answered, and stays where the agent dragged it', () => {
    const window = popup();
    window.show(ringing());
    window.show(taken);
    expect(FakeWindow.last.bounds).toEqual({ x: 1584, y: 16, width: 320, height: 56 });
    expect(FakeWindow.last.done).not.toContain('focus');
    FakeWindow.last.setBounds({ x: 40, y: 500, width: 320, height: 56 });
    window.show({ ...taken, theme: 'dark' });
    expect(FakeWindow.last.bounds).toMatchObject({ x: 40, y: 500 });
  });

  it('is as large as the agent has the desk, so that nothing of it is cut', () => {
    let zoom = 1.5;
    const window = popup('linux', () => zoom);
    window.show(ringing());
    expect(FakeWindow.last.bounds).toMatchObject({ width: 570, height: 276 });
    expect(FakeWindow.last.webContents.zoom).toBe(1.5);
    zoom = 2;
    window.show(taken);
    expect(FakeWindow.last.bounds).toMatchObject({ width: 640, height: 112 });
    expect(FakeWindow.last.webContents.zoom).toBe(2);
  });

  it('comes up on the display where the pointer is', () => {
    fakeScreen.beside = { x: 1920, y: 0, width: 1920, height: 1050 };
    const window = popup();
    window.show(ringing());
    expect(FakeWindow.last.bounds?.x).toBe(1524);
    window.show(quiet);
    fakeScreen.pointer = { x: 2000, y: 500 };
    window.show(ringing('c2'));
    expect(FakeWindow.last.bounds?.x).toBe(3444);
  });

  it('is a plain window on Wayland, which has no place, no level and no showing without the focus', () => {
    const window = popup('linux', () => 2, true);
    window.show(ringing());
    expect(FakeWindow.last.options).toMatchObject({ width: 380, useContentSize: true });
    expect(FakeWindow.last.options).not.toHaveProperty('alwaysOnTop');
    expect(FakeWindow.last.options).not.toHaveProperty('skipTaskbar');
    expect(FakeWindow.last.options).not.toHaveProperty('frame');
    expect(FakeWindow.last.done).toEqual(['load app://popup/index.html', 'show']);
    expect(FakeWindow.last.bounds).toBeNull();
    expect(FakeWindow.last.contentSize).toEqual([760, 368]);
    window.show(taken);
    expect(FakeWindow.last.contentSize).toEqual([640, 112]);
    expect(FakeWindow.last.done.filter((what) => what === 'show')).toHaveLength(1);
    window.show(quiet);
    expect(FakeWindow.last.visible).toBe(false);
  });

  it('is on every workspace of a Mac, as a panel', () => {
    popup('darwin');
    expect(FakeWindow.last.options.type).toBe('panel');
    expect(FakeWindow.last.done).toContain('all workspaces');
  });
});

function desk(hasTray: boolean, platform: NodeJS.Platform = 'linux') {
  const found = { tray: hasTray };
  const written: unknown[] = [];
  const quit = vi.fn();
  const onSight = vi.fn();
  const window = new DeskWindow({
    facts,
    handlers: {
      'desk:snapshot': () => ({ revision: 0, state: initialDeskState }),
      'desk:sign-in': nothing,
      'desk:sign-in-stored': nothing,
      'desk:cancel-sign-in': nothing,
      'desk:sign-out': nothing,
      'desk:remove-account': nothing,
      'desk:use-memory': nothing,
      'desk:answer': nothing,
      'desk:decline': nothing,
      'desk:hang-up': nothing,
      'desk:choose-device': nothing,
      'desk:reconnect': nothing,
      'desk:change-settings': nothing,
      'desk:dismiss-notice': nothing,
    },
    bounds: {
      read: () => ({ x: 3000, y: 10, width: 900, height: 700 }),
      write: (bounds) => written.push(bounds),
    },
    isDark: () => false,
    platform,
    hasTray: async () => found.tray,
    quit,
    onSight,
    log,
    backOff: backOff(),
  });
  return { window, quit, written, found, onSight };
}

describe('the desk', () => {
  it('is shown when it has something to show, not before', () => {
    desk(true).window.show();
    expect(FakeWindow.last.visible).toBe(false);
    FakeWindow.last.emit('ready-to-show');
    expect(FakeWindow.last.visible).toBe(true);
  });

  it('is shown though it never says that it has painted, as on Wayland', () => {
    desk(true).window.show();
    FakeWindow.last.webContents.emit('did-finish-load');
    vi.advanceTimersByTime(300);
    expect(FakeWindow.last.visible).toBe(true);
    FakeWindow.last.emit('ready-to-show');
    expect(FakeWindow.last.done.filter((what) => what === 'show')).toHaveLength(1);
  });

  it('made ready in the background, it stays there', () => {
    desk(true).window.open();
    FakeWindow.last.emit('ready-to-show');
    expect(FakeWindow.last.visible).toBe(false);
  });

  it('closed where there is a tray, it hides, and comes back to the front', async () => {
    const { window, quit } = desk(true);
    window.show();
    FakeWindow.last.emit('ready-to-show');
    expect(FakeWindow.last.close()).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeWindow.last.visible).toBe(false);
    expect(quit).not.toHaveBeenCalled();
    window.show();
    expect(FakeWindow.last.done.slice(-2)).toEqual(['show', 'focus']);
  });

  it('tells whether the agent has it before them, and when that changes', () => {
    const { window, onSight } = desk(true);
    expect(window.sight).toEqual({ isShown: false, isFocused: false });
    window.show();
    FakeWindow.last.emit('ready-to-show');
    expect(window.sight).toEqual({ isShown: true, isFocused: false });
    FakeWindow.last.focused = true;
    expect(window.sight).toEqual({ isShown: true, isFocused: true });
    FakeWindow.last.minimized = true;
    expect(window.sight).toEqual({ isShown: false, isFocused: false });
    for (const event of ['show', 'hide', 'minimize', 'restore', 'focus', 'blur', 'closed']) {
      onSight.mockReset();
      FakeWindow.last.emit(event);
      expect(onSight, event).toHaveBeenCalledOnce();
    }
  });

  it('closed where there is no tray, it quits the phone, asking once', async () => {
    const { window, quit } = desk(false);
    window.show();
    FakeWindow.last.emit('ready-to-show');
    FakeWindow.last.close();
    FakeWindow.last.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(quit).toHaveBeenCalledOnce();
  });

  it('quits instead of hiding once the tray it counted on is gone', async () => {
    const { window, quit, found } = desk(true);
    window.show();
    FakeWindow.last.emit('ready-to-show');
    FakeWindow.last.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(quit).not.toHaveBeenCalled();
    found.tray = false;
    FakeWindow.last.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(quit).toHaveBeenCalledOnce();
  });

  it('leaves full screen on a Mac before it hides', async () => {
    const { window } = desk(true, 'darwin');
    window.show();
    FakeWindow.last.emit('ready-to-show');
    FakeWindow.last.fullScreen = true;
    FakeWindow.last.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeWindow.last.done.slice(-1)).toEqual(['full screen false']);
    FakeWindow.last.emit('leave-full-screen');
    expect(FakeWindow.last.visible).toBe(false);
  });

  it('does not open on a display that is gone, and remembers where it stood', () => {
    const { window, written } = desk(true);
    window.show();
    expect(FakeWindow.last.options).toMatchObject({ width: 960, minWidth: 360 });
    expect(FakeWindow.last.options.x).toBeUndefined();
    FakeWindow.last.emit('ready-to-show');
    FakeWindow.last.setBounds({ x: 40, y: 50, width: 700, height: 600 });
    window.quit();
    expect(written).toEqual([{ x: 40, y: 50, width: 700, height: 600 }]);
    expect(window.contents).toBeNull();
  });
});
