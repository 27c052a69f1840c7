// Tray, notifications and sleep follow the state: nothing that is over stays on the desktop.
import type { MenuItemConstructorOptions, NotificationConstructorOptions } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type DeskEvent, reduce } from '../../../app/desk/reducer.ts';
import { type DeskState, initialDeskState } from '../../../app/desk/state.ts';
import { unknownDevice } from '../../../app/device/device.ts';
import { failure } from '../../../app/text/en/failure.ts';
import { createText } from '../../../app/text/text.ts';
import { Notifications } from '../../../main/os/notifications.ts';
import { CallAwake } from '../../../main/os/power.ts';
import { TrayIconView } from '../../../main/os/tray.ts';
import { trayView } from '../../../main/os/tray-view.ts';

const { t } = createText('en');

const stateAfter = (state: DeskState, ...events: DeskEvent[]): DeskState =>
  events.reduce((step, event) => reduce(step, event).state, state);

const rings = (callId = 'c1', displayName = '+919876543210'): DeskEvent => ({
  kind: 'invited',
  invite: { callId, callSid: null, from: { displayName, user: 'x' }, calledNumber: '+918046809999' },
  at: 1,
});
const answered: DeskEvent = { kind: 'answer-chosen', callId: 'c1' };

const device = { ...unknownDevice, hasSip: true, hasPhone: true, readAt: 1 };
const ready: DeskState = {
  ...initialDeskState,
  signIn: {
    kind: 'signed-in',
    agent: { accountId: 'a', userId: 'u', name: 'Asha', email: '', role: '', virtualNumber: '' },
  },
  line: { kind: 'registered', since: 0, expiresAt: 1 },
  device: { ...device, effective: 'sip' },
  hasTray: true,
};

const commands = {
  open: vi.fn<() => void>(),
  answer: vi.fn<(callId: string) => void>(),
  decline: vi.fn<(callId: string) => void>(),
  hangUp: vi.fn<(callId: string) => void>(),
  chooseDevice: vi.fn<(choice: string) => void>(),
  quit: vi.fn<() => void>(),
};
beforeEach(() => {
  for (const command of Object.values(commands)) command.mockReset();
});

describe('the tray says', () => {
  it.each<[string, DeskState, string]>([
    ['signed out', { ...initialDeskState, signIn: { kind: 'signed-out', failure: null } }, 'off'],
    ['ready', ready, 'ready'],
    ['not ready before the device was read', { ...ready, device: unknownDevice }, 'connecting'],
    ['not ready: no microphone', { ...ready, microphone: 'missing' }, 'offline'],
    [
      'not ready: disconnected',
      { ...ready, line: { kind: 'waiting', trouble: 'socket-lost', attempt: 1, retryAt: 9 } },
      'offline',
    ],
    ['not ready before the line is registered', { ...ready, line: { kind: 'registering' } }, 'connecting'],
    ['no network', { ...ready, network: 'offline' }, 'offline'],
    ['refused', { ...ready, line: { kind: 'refused', trouble: 'wrong-secret', code: 403 } }, 'offline'],
    ['the phone rings', { ...ready, device: { ...device, effective: 'phone' } }, 'phone-device'],
    ['calls are off', { ...ready, device: { ...device, effective: 'off' } }, 'off'],
    ['ringing', stateAfter(ready, rings()), 'ringing'],
    ['in a call', stateAfter(ready, rings(), answered), 'in-call'],
    [
      'ready after the call',
      stateAfter(ready, rings(), { kind: 'call-ended', callId: 'c1', reason: 'caller-gave-up', at: 2 }),
      'ready',
    ],
    [
      'not ready while the line is made again',
      stateAfter(ready, { kind: 'line-lost', at: 2, retryAt: 3 }),
      'offline',
    ],
  ])('%s', (_what, state, icon) => {
    expect(trayView(state).icon).toBe(icon);
  });
});

function tray(platform: NodeJS.Platform = 'linux') {
  const made: { image: string; tip: string; menus: MenuItemConstructorOptions[][]; destroyed: boolean }[] =
    [];
  const view = new TrayIconView({
    createTray: (image) => {
      const one = { image, tip: '', menus: [] as MenuItemConstructorOptions[][], destroyed: false };
      made.push(one);
      const fake = {
        setImage: (next: string) => {
          one.image = next;
        },
        setToolTip: (tip: string) => {
          one.tip = tip;
        },
        setContextMenu: (menu: unknown) => one.menus.push(menu as MenuItemConstructorOptions[]),
        on: () => fake,
        destroy: () => {
          one.destroyed = true;
        },
        isDestroyed: () => one.destroyed,
      };
      return fake as never;
    },
    buildMenu: (template) => template as never,
    platform,
    iconFolder: '/icons',
    t,
    commands,
  });
  return { view, made };
}

const click = (menu: MenuItemConstructorOptions[] | undefined, label: string) => {
  const item = menu?.find((one) => one.label === label);
  if (item?.click === undefined) throw new Error(`no ${label} in ${menu?.map((one) => one.label)}`);
  Reflect.apply(item.click, item, []);
};

describe('the tray', () => {
  it('lets an agent answer, decline and hang up', () => {
    const { view, made } = tray();
    view.render(stateAfter(ready, rings()));
    expect(made[0]).toMatchObject({
      image: '/icons/ringing.png',
      tip: 'Offhook: incoming call, 098765 43210',
    });
    click(made[0]?.menus.at(-1), 'Answer');
    click(made[0]?.menus.at(-1), 'Decline');
    expect(commands.answer).toHaveBeenCalledWith('c1');
    expect(commands.decline).toHaveBeenCalledWith('c1');
    view.render(stateAfter(ready, rings(), answered));
    const menu = made[0]?.menus.at(-1);
    expect(menu?.map((item) => item.label)).not.toContain('Answer');
    click(menu, 'Hang up');
    expect(commands.hangUp).toHaveBeenCalledWith('c1');
  });

  it('shows which device rings and changes it', () => {
    const { view, made } = tray();
    view.render(ready);
    const menu = made[0]?.menus[0];
    expect(menu?.filter((item) => item.type === 'radio').map((item) => [item.label, item.checked])).toEqual([
      ['Calls ring this desktop', true],
      ['Calls ring my phone', false],
      ['Calls off', false],
    ]);
    click(menu, 'Calls ring my phone');
    expect(commands.chooseDevice).toHaveBeenCalledWith('phone');
  });

  it('offers no device or call to an agent who is not signed in', () => {
    const { view, made } = tray();
    view.render({ ...initialDeskState, hasTray: true, signIn: { kind: 'signed-out', failure: null } });
    const labels = made[0]?.menus[0]?.flatMap((item) => (item.type === 'separator' ? [] : [item.label]));
    expect(labels).toEqual(['signed out', 'Open Offhook', 'Quit Offhook']);
  });

  it('is not touched when nothing it shows has changed', () => {
    const { view, made } = tray();
    view.render(ready);
    view.render({ ...ready, recent: [], notices: [] });
    expect(made[0]?.menus).toHaveLength(1);
  });

  it('does not come back after the phone quit', () => {
    const { view, made } = tray();
    view.render(ready);
    view.remove();
    view.render(stateAfter(ready, rings()));
    expect(made).toHaveLength(1);
    expect(made[0]?.destroyed).toBe(true);
  });

  it('shows a hostile name as text, in one piece', () => {
    const { view, made } = tray();
    view.render(stateAfter(ready, rings('c1', `A & B\u202E\n${'x'.repeat(500)}`)));
    const label = made[0]?.menus[0]?.[0]?.label ?? '';
    expect(label).toContain('A && B');
    expect(label).not.toMatch(/[\u202E\n]/);
    expect(label.length).toBeLessThan(80);
  });

  it.each<[string, NodeJS.Platform, string]>([
    ['a Mac images that it may colour', 'darwin', '/icons/readyTemplate.png'],
    ['Windows an .ico, which holds every size', 'win32', '/icons/ready.ico'],
    ['Linux a coloured image', 'linux', '/icons/ready.png'],
  ])('gives %s', (_what, platform, image) => {
    const { view, made } = tray(platform);
    view.render(ready);
    expect(made[0]?.image).toBe(image);
  });

  it('has an icon only while there is a tray, and another when the tray is back', () => {
    const { view, made } = tray();
    view.render({ ...ready, hasTray: false });
    expect(made).toHaveLength(0);
    view.render(ready);
    view.render({ ...ready, hasTray: false });
    expect(made[0]?.destroyed).toBe(true);
    view.render(ready);
    expect(made).toHaveLength(2);
    expect(made[1]?.tip).toBe('Offhook: ready for calls');
  });
});

function notifications(platform: NodeJS.Platform = 'linux', signedInAt = 0) {
  interface Shown {
    options: NotificationConstructorOptions;
    open: boolean;
    emit: (name: string, details?: unknown) => void;
  }
  const shown: Shown[] = [];
  const view = new Notifications({
    now: () => signedInAt,
    createNotification: (options) => {
      const listeners = new Map<string, (details: unknown) => void>();
      const one: Shown = { options, open: false, emit: (name, details) => listeners.get(name)?.(details) };
      shown.push(one);
      const fake = {
        show: () => {
          one.open = true;
        },
        close: () => {
          one.open = false;
        },
        on: (name: string, listener: (details: unknown) => void) => {
          listeners.set(name, listener);
          return fake;
        },
      };
      return fake as never;
    },
    platform,
    t,
    commands,
    isWatched: () => false,
  });
  return { view, shown };
}

describe('a ringing call', () => {
  it('is notified once, silently, until it is over', () => {
    const { view, shown } = notifications();
    const state = stateAfter(ready, rings());
    view.render(state);
    view.render({ ...state, notices: [] });
    expect(shown).toHaveLength(1);
    expect(shown[0]?.options).toMatchObject({
      title: 'Incoming call: 098765 43210',
      body: 'To 080 4680 9999',
      silent: true,
      urgency: 'critical',
      timeoutType: 'never',
    });
    expect(shown[0]?.options.actions).toBeUndefined();
    shown[0]?.emit('click');
    expect(commands.open).toHaveBeenCalledOnce();
  });

  it.each<[string, DeskEvent]>([
    ['answered', answered],
    ['declined', { kind: 'decline-chosen', callId: 'c1' }],
    ['given up', { kind: 'call-ended', callId: 'c1', reason: 'caller-gave-up', at: 2 }],
    ['answered elsewhere', { kind: 'call-ended', callId: 'c1', reason: 'answered-elsewhere', at: 2 }],
    ['lost with the line', { kind: 'line-lost', at: 2, retryAt: 3 }],
  ])('loses its notification when it is %s', (_how, event) => {
    const { view, shown } = notifications();
    const state = stateAfter(ready, rings());
    view.render(state);
    view.render(stateAfter(state, event));
    expect(shown[0]?.open).toBe(false);
  });

  it('can be answered and declined in the notification where the desktop has buttons', () => {
    const { view, shown } = notifications('darwin');
    view.render(stateAfter(ready, rings()));
    expect(shown[0]?.options.actions?.map((action) => action.text)).toEqual(['Answer', 'Decline']);
    shown[0]?.emit('action', { actionIndex: 0 });
    shown[0]?.emit('action', { actionIndex: 1 });
    shown[0]?.emit('action', { actionIndex: 7 });
    expect(commands.answer).toHaveBeenCalledExactlyOnceWith('c1');
    expect(commands.decline).toHaveBeenCalledExactlyOnceWith('c1');
  });
});

describe('a line that was refused', () => {
  it('is notified until the line is back, and opens the desk', () => {
    const { view, shown } = notifications();
    view.render(ready);
    view.render({ ...ready, line: { kind: 'refused', trouble: 'wrong-secret', code: 403 } });
    expect(shown.map((one) => one.options.title)).toEqual(['Not connected: Exotel refused']);
    shown[0]?.emit('click');
    expect(commands.open).toHaveBeenCalledOnce();
    view.render(ready);
    expect(shown[0]?.open).toBe(false);
  });
});

describe('a missed call', () => {
  const titles = (shown: { options: NotificationConstructorOptions; open: boolean }[]) =>
    shown.filter((one) => one.open).map((one) => one.options.title);

  it('is notified once', () => {
    const { view, shown } = notifications();
    view.render(ready);
    const ringing = stateAfter(ready, rings());
    view.render(ringing);
    const missed = stateAfter(ringing, { kind: 'call-ended', callId: 'c1', reason: 'caller-gave-up', at: 2 });
    view.render(missed);
    view.render({ ...missed, recent: [...missed.recent] });
    expect(titles(shown)).toEqual(['Missed call: 098765 43210']);
  });

  it('is no news when it was refused before this sign-in and is only read from the log', () => {
    const { view, shown } = notifications('linux', 5);
    const talking = stateAfter(ready, rings(), answered);
    const { recent } = stateAfter(talking, rings('c2', '+919811111111'));
    view.render({ ...ready, signIn: { kind: 'signing-in', userId: 'a' }, recent: [] });
    view.render({ ...ready, recent: [] });
    view.render({ ...ready, recent });
    expect(titles(shown)).toEqual([]);
  });

  it('is notified when it came during another call', () => {
    const { view, shown } = notifications();
    const talking = stateAfter(ready, rings(), answered);
    view.render(talking);
    view.render(stateAfter(talking, rings('c2', '+919811111111')));
    expect(titles(shown)).toEqual(['Missed call: 098111 11111']);
  });

  it.each<[string, DeskEvent[]]>([
    [
      'answered',
      [
        answered,
        { kind: 'call-established', callId: 'c1', at: 2 },
        { kind: 'call-ended', callId: 'c1', reason: 'hung-up-by-customer', at: 3 },
      ],
    ],
    [
      'declined',
      [
        { kind: 'decline-chosen', callId: 'c1' },
        { kind: 'call-ended', callId: 'c1', reason: 'declined', at: 3 },
      ],
    ],
    ['answered elsewhere', [{ kind: 'call-ended', callId: 'c1', reason: 'answered-elsewhere', at: 3 }]],
  ])('is not what an agent is told of a call that was %s', (_how, events) => {
    const { view, shown } = notifications();
    let state = stateAfter(ready, rings());
    view.render(state);
    for (const event of events) {
      state = stateAfter(state, event);
      view.render(state);
    }
    expect(titles(shown)).toEqual([]);
  });

  it('is no news when it is read from the log of the day before', () => {
    const { view, shown } = notifications();
    const yesterday = stateAfter(ready, rings(), { kind: 'line-lost', at: 2, retryAt: 3 }).recent;
    view.render(ready);
    view.render({ ...ready, recent: yesterday });
    expect(shown).toEqual([]);
  });
});

describe('a sign-in that the service no longer knows', () => {
  const doubted: DeskEvent = {
    kind: 'notice',
    notice: {
      key: 'mapping',
      failure: { reason: 'sign-in-doubted', requestId: null, detail: null },
      at: 2,
    },
  };
  const open = (shown: { options: NotificationConstructorOptions; open: boolean }[]) =>
    shown.filter((one) => one.open).map((one) => one.options.title);

  it('is notified once while it lasts, and the desk opens by it', () => {
    const { view, shown } = notifications();
    view.render(ready);
    const trouble = stateAfter(ready, doubted);
    view.render(trouble);
    view.render(stateAfter(trouble, doubted));
    expect(shown).toHaveLength(1);
    expect(open(shown)).toEqual([failure['sign-in-doubted'].title]);
    shown[0]?.emit('click');
    expect(commands.open).toHaveBeenCalledOnce();
    view.render(stateAfter(trouble, { kind: 'notice-dismissed', key: 'mapping' }));
    expect(open(shown)).toEqual([]);
  });

  it('is notified when it ended the shift, until somebody signs in again', () => {
    const { view, shown } = notifications();
    const trouble = stateAfter(ready, doubted);
    view.render(trouble);
    const why = { reason: 'unknown-agent', requestId: null, detail: null } as const;
    const out = stateAfter(trouble, { kind: 'signed-out', failure: why, at: 3 });
    view.render(out);
    view.render(out);
    expect(open(shown)).toEqual([failure['unknown-agent'].title]);
    view.render(ready);
    expect(open(shown)).toEqual([]);
  });

  it('leaves nothing of whom the last agent missed', () => {
    const { view, shown } = notifications();
    view.render(ready);
    const ringing = stateAfter(ready, rings());
    view.render(ringing);
    const missed = stateAfter(ringing, { kind: 'call-ended', callId: 'c1', reason: 'caller-gave-up', at: 2 });
    view.render(missed);
    expect(open(shown)).toHaveLength(1);
    view.render(stateAfter(missed, { kind: 'signed-out', failure: null, at: 3 }));
    expect(open(shown)).toEqual([]);
  });
});

describe('the machine', () => {
  it('is kept awake while the agent talks, and only then', () => {
    const blocker = { start: vi.fn(() => 7), stop: vi.fn<(id: number) => boolean>() };
    const awake = new CallAwake(blocker);
    awake.render(stateAfter(ready, rings()));
    expect(blocker.start).not.toHaveBeenCalled();
    const talking = stateAfter(ready, rings(), answered);
    awake.render(talking);
    awake.render(talking);
    expect(blocker.start).toHaveBeenCalledExactlyOnceWith('prevent-app-suspension');
    awake.render(stateAfter(talking, { kind: 'line-lost', at: 2, retryAt: 3 }));
    expect(blocker.stop).toHaveBeenCalledExactlyOnceWith(7);
  });
});
