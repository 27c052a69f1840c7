// The phone's composition: what there is, and what is joined to what. Nothing is decided here.
import { join } from 'node:path';
import { app, dialog, Menu, nativeTheme, net, powerMonitor, protocol, systemPreferences } from 'electron';
import { createClock } from '../app/clock.ts';
import { recentLimit } from '../app/desk/reducer.ts';
import type { DeviceChoice } from '../app/device/device.ts';
import { type Failure, OffhookError, toFailure } from '../app/failure.ts';
import { createText } from '../app/text/text.ts';
import { Keyring } from './auth/keyring.ts';
import { KnownSecrets } from './auth/known-secrets.ts';
import { beforeReady } from './before-ready.ts';
import { answersToDesk, answersToPopup, callCommands } from './desk/asks.ts';
import { changedParts, Desk } from './desk/desk.ts';
import { LineDesk } from './desk/line-desk.ts';
import { popupView, sameView } from './desk/popup-view.ts';
import { Shifts } from './desk/shifts.ts';
import { createService } from './exotel/service.ts';
import { Quitting, watchWake } from './life.ts';
import { logFile } from './log/file.ts';
import { createLog } from './log/log.ts';
import { appMenu } from './os/app-menu.ts';
import { hasTray } from './os/has-tray.ts';
import { Microphone } from './os/microphone.ts';
import { askToQuit } from './os/quit-question.ts';
import { isOnlyInstance } from './os/single-instance.ts';
import { isOnWayland } from './os/wayland.ts';
import { CallLog } from './storage/call-log.ts';
import { SettingsStore } from './storage/settings-store.ts';
import { Storage } from './storage/storage.ts';
import { showState } from './surfaces.ts';
import { boundsFile } from './windows/bounds-file.ts';
import { DeskWindow } from './windows/desk-window.ts';
import { LineWindow } from './windows/line-window.ts';
import { PopupWindow } from './windows/popup-window.ts';
import { prepareSessions } from './windows/sessions.ts';

beforeReady(app, protocol, process.platform);

const inProfile = (name: string) => join(app.getPath('userData'), name);
const secrets = new KnownSecrets();
const log = createLog({
  sink: logFile({ path: inProfile('logs/offhook.log') }),
  now: Date.now,
  hide: secrets.hide,
});
/** Milliseconds since the epoch, finer than a millisecond. */
const now = createClock({ wall: () => Date.now(), steady: () => performance.now() });

let openDesk: () => void = () => undefined;
if (isOnlyInstance(app, () => openDesk())) {
  process.on('uncaughtException', (error) => log.error('uncaught', { error }));
  process.on('unhandledRejection', (error) => log.error('unhandled', { error }));
  app.on('window-all-closed', () => undefined);
  // Not awaited at top level: Electron is ready only after the main module was read to its end.
  app.whenReady().then(run).catch(giveUp);
} else {
  app.exit(0);
}

/** Nothing of the phone could be made: said to the person, and no process is left that holds the lock. */
function giveUp(error: unknown): void {
  try {
    log.error('not-started', { error });
    const { t } = createText();
    const advice = [t('os:not-started.advice'), inProfile('logs/offhook.log'), String(error)];
    dialog.showErrorBox(t('os:not-started.title'), advice.join('\n\n'));
  } finally {
    app.exit(1);
  }
}

function run(): void {
  const facts = { outFolder: join(import.meta.dirname, '..'), devTools: !app.isPackaged };
  const storage = new Storage({
    path: inProfile('offhook.sqlite'),
    log: log.in('storage'),
    onWaiting: (error) => {
      if (error === null) desk.dispatch({ kind: 'notice-dismissed', key: 'calls-not-kept' });
      else tell(new OffhookError('calls-not-kept').toFailure());
    },
    onSetAside: (path) => tell(new OffhookError('calls-set-aside', { detail: path }).toFailure()),
    onLateOpen: () => {
      desk.dispatch({ kind: 'settings', settings: settings.read() });
      readRecent();
    },
  });
  const settings = new SettingsStore(storage);
  const callLog = new CallLog(storage, (id) => log.warn('call-unreadable', { id }));

  const desk = new Desk({
    perform: (effect) => {
      if (effect.kind !== 'record') return line.perform(effect);
      callLog.keep(shifts.accountId, effect.call, line.takeFigures(effect.call.id));
    },
    onFault: (error, event) => {
      log.error('desk-fault', { event: event.kind, error });
      // Somewhere the state is not shown as it is: the agent should not have to find out.
      if (event.kind === 'notice') return;
      const failure = toFailure(error);
      desk.dispatch({ kind: 'notice', notice: { key: 'desk-fault', failure, at: Date.now() } });
    },
  });
  const line = new LineDesk({ desk, log: log.in('line'), now, order: (order) => lineWindow.order(order) });
  const microphone = new Microphone({
    platform: process.platform,
    preferences: systemPreferences,
    tell: (state) => desk.dispatch({ kind: 'microphone', microphone: state }),
  });
  const keyring = new Keyring();
  const shifts = new Shifts({
    desk,
    settings,
    log,
    secrets,
    openKeyring: () => keyring.open(),
    onSigningIn: (sipUrl) => lineWindow.allowEdge(sipUrl),
    service: createService({
      fetch: (url, init) => net.fetch(url, init),
      hide: secrets.hide,
      log: (attempt) => log.in('exotel').info('asked', { ...attempt }),
    }),
    onShift: (shift) => {
      const account = shift?.lineAccount ?? null;
      line.use(account, shift?.otherSecret ?? null);
      readRecent();
      if (shift !== null) void microphone.ask();
    },
  });
  function readRecent(): void {
    const accountId = shifts.current?.agent.accountId;
    const recent = accountId === undefined ? [] : callLog.recent(accountId, recentLimit);
    desk.dispatch({ kind: 'recent-read', recent });
  }
  function tell(failure: Failure): void {
    desk.dispatch({ kind: 'notice', notice: { key: failure.reason, failure, at: Date.now() } });
  }

  const lineWindow = new LineWindow({
    facts,
    log: log.in('line'),
    handlers: {
      'line:ready': () => line.ordersAtStart(),
      'line:fact': (fact) => {
        line.fact(fact);
        if (fact.kind === 'microphone') microphone.found(fact.microphone);
        return undefined;
      },
    },
    onGone: (_reason, againInMs) => {
      const at = Date.now();
      desk.dispatch({ kind: 'line-lost', at, retryAt: at + againInMs });
    },
  });
  const deskWindow = new DeskWindow({
    facts,
    log: log.in('desk'),
    platform: process.platform,
    bounds: boundsFile(inProfile('desk-bounds.json')),
    isDark: () => nativeTheme.shouldUseDarkColors,
    hasTray: lookForTray,
    quit: () => void quitting.ask(),
    onSight: () => {
      showPopup();
      microphone.look();
    },
    handlers: answersToDesk({ desk, shifts, line, settings }),
  });
  openDesk = () => deskWindow.show();
  let shown = popupView(desk.state, deskWindow.sight, null, now());
  const popupWindow = new PopupWindow({
    facts,
    log: log.in('popup'),
    platform: process.platform,
    onWayland: isOnWayland(process.platform, app.commandLine, process.env),
    handlers: answersToPopup(desk, line, () => shown, openDesk),
    zoom: () => deskWindow.zoom,
  });

  const { t } = createText();
  const quitting = new Quitting({
    desk,
    log,
    app,
    confirm: (call) => {
      openDesk();
      return askToQuit(call, { dialog, t, window: () => deskWindow.window });
    },
    leaveLine: () => {
      shifts.close();
      return line.retire();
    },
    close: () => {
      stopWake();
      removeSurfaces();
      deskWindow.quit();
      popupWindow.quit();
      lineWindow.quit();
    },
  });
  app.on('browser-window-created', (_event, window) => quitting.watchSession(window));
  app.on('before-quit', (event) => quitting.beforeQuit(event));

  const calls = callCommands(desk);
  const commands = {
    answer: said(calls.answer),
    decline: said(calls.decline),
    hangUp: said(calls.hangUp),
    open: openDesk,
    chooseDevice: said((choice: DeviceChoice) => shifts.current?.chooseDevice(choice)),
    quit: () => void quitting.ask(),
  };
  async function lookForTray(): Promise<boolean> {
    const found = await hasTray(process.platform, process.env);
    desk.dispatch({ kind: 'tray', hasTray: found });
    return found;
  }

  /** A command without a window to answer to says in the desk what went wrong. */
  function said<A extends unknown[]>(command: (...args: A) => unknown): (...args: A) => void {
    return async (...args) => {
      try {
        await command(...args);
      } catch (error) {
        if (!(error instanceof OffhookError)) log.error('command-failed', { error });
        tell(toFailure(error));
        openDesk();
      }
    };
  }

  function showPopup(): void {
    const next = popupView(desk.state, deskWindow.sight, shown, now());
    if (sameView(shown, next)) return;
    shown = next;
    popupWindow.show(next);
  }

  // The popup first: of all that shows a ring it is the one that is waited for.
  desk.subscribe(showPopup);
  desk.subscribe(({ state, previous, revision }) => {
    deskWindow.change({ revision, parts: changedParts(previous, state) });
  });
  desk.subscribe(({ state }) => {
    // Before anyone signs in the page has no edge yet: it is opened while the form is filled in.
    if (state.signIn.kind === 'signed-out') lineWindow.open();
    line.render(state);
  });
  const removeSurfaces = showState({
    desk,
    log,
    t,
    commands,
    now,
    isWatched: () => deskWindow.sight.isFocused,
  });

  app.on('activate', openDesk);
  app.on('will-quit', () => storage.close());
  app.on('quit', () => {
    // A keyring call that hangs can't be ended, and its thread would be waited for without end.
    if (keyring.isBusy) process.kill(process.pid, 'SIGKILL');
  });

  app.on('child-process-gone', (_event, details) => log.error('process-gone', { ...details }));
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(process.platform, t, commands.quit)));
  prepareSessions(facts, () => lineWindow.edge);
  storage.open();
  desk.dispatch({ kind: 'settings', settings: settings.read() });
  log.info('started', { version: app.getVersion(), platform: process.platform });
  popupWindow.open();
  deskWindow.show();
  const stopWake = watchWake({
    desk,
    log,
    net,
    powerMonitor,
    comeBack: () => {
      line.reconnect({ asked: false });
      shifts.refresh();
    },
    refresh: () => shifts.refresh(),
    leave: () => void quitting.leave(),
  });
  void lookForTray();
  void shifts.start();
}
