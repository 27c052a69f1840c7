// What each desktop is documented to do to an app, seen on the stand-in: a judge that spares nobody.
import type { ElectronApplication } from '@playwright/test';
import type { DesktopName } from './desktop-profile.ts';
import type { Standin } from './inspect.ts';
import { test as base, expect, launchSample, opened, pageOf, type Seen } from './sample.ts';

interface OnDesktop {
  app: ElectronApplication;
  seen(): Promise<Seen>;
  standin<R>(look: (standin: Standin) => R | Promise<R>): Promise<R>;
}

const test = base.extend<{ on: (desktop: DesktopName, env?: Record<string, string>) => Promise<OnDesktop> }>({
  on: async ({ profile }, use) => {
    const launched: ElectronApplication[] = [];
    await use(async (desktop, env = {}) => {
      const app = await launchSample(profile, { OFFHOOK_STANDIN_DESKTOP: desktop, ...env });
      launched.push(app);
      await opened(app);
      return {
        app,
        seen: () => app.evaluate(() => Reflect.get(globalThis, 'sample').seen),
        standin: async (look) => {
          const handle = await app.evaluateHandle((electron) => Reflect.get(electron, 'standin'));
          return (handle.evaluate as unknown as (fn: typeof look) => ReturnType<typeof look>).call(
            handle,
            look,
          );
        },
      };
    });
    for (const app of launched) await app.close();
  },
});

const platforms = { x11: 'linux', wayland: 'linux', windows: 'win32', macos: 'darwin' } as const;

for (const [desktop, platform] of Object.entries(platforms)) {
  test(`${desktop}: the app, and nobody else, believes to be on ${platform}`, async ({ on }) => {
    const { app } = await on(desktop as DesktopName);
    const said = await app.evaluate(() => [Reflect.get(globalThis, 'sample').platform, process.platform]);
    expect(said).toEqual([platform, process.platform]);
  });
}

test('x11: windows stand where they are put, and one shown inactive leaves the focus alone', async ({
  on,
}) => {
  const { app, standin, seen } = await on('x11');
  expect(await seen()).toContainEqual(['ready-to-show', 'line']);
  await app.evaluate(() => Reflect.get(globalThis, 'sample').line.showInactive());
  expect(await standin((look) => look.windows())).toMatchObject([
    { bounds: { x: 100, y: 200 }, focused: true, focusTaken: 1 },
    { shownInactive: true, focusTaken: 0, alwaysOnTopLevel: 'floating' },
  ]);
});

test('wayland: a hidden window never says that it is ready; shown, it does', async ({ on }) => {
  const { app, seen } = await on('wayland');
  expect(await seen()).toContainEqual(['ready-to-show', 'desk']);
  expect(await seen()).not.toContainEqual(['ready-to-show', 'line']);
  await app.evaluate(() => Reflect.get(globalThis, 'sample').line.show());
  await expect.poll(seen).toContainEqual(['ready-to-show', 'line']);
});

test('wayland: no place, no level, and whatever is shown takes the focus', async ({ on }) => {
  const { app, standin } = await on('wayland');
  const after = await app.evaluate(({ screen }) => {
    const { line, desk } = Reflect.get(globalThis, 'sample');
    line.setBounds({ x: 40, y: 50, width: 300, height: 200 });
    line.setAlwaysOnTop(true, 'screen-saver');
    line.showInactive();
    line.minimize();
    return [
      line.getBounds(),
      line.isAlwaysOnTop(),
      desk.isFocused(),
      line.isMinimized(),
      screen.getCursorScreenPoint(),
    ];
  });
  expect(after).toEqual([{ x: 0, y: 0, width: 300, height: 200 }, false, false, false, { x: 0, y: 0 }]);
  const [desk, line] = await standin((look) => look.windows());
  expect(desk).toMatchObject({ bounds: { x: 0, y: 0 } });
  expect(line).toMatchObject({ focused: true, focusTaken: 1, shownInactive: false, alwaysOnTopLevel: null });
});

test('wayland: a program that has no focus cannot give it to itself', async ({ on }) => {
  const { app, standin } = await on('wayland');
  await standin((look) => look.focusElsewhere());
  await app.evaluate(() => Reflect.get(globalThis, 'sample').desk.focus());
  expect(await standin((look) => look.windows()[0])).toMatchObject({ focused: false, flashing: true });
});

test('wayland, GNOME as it comes: an icon in the tray is seen by nobody', async ({ on }) => {
  const { standin } = await on('wayland');
  expect(await standin((look) => look.trays())).toEqual([]);
  await expect(standin((look) => look.clickTray())).rejects.toThrow('no tray icon');
});

test('wayland, KDE: the tray is there', async ({ on }) => {
  const { standin } = await on('wayland', { XDG_CURRENT_DESKTOP: 'KDE' });
  expect(await standin((look) => look.trays())).toHaveLength(1);
});

test('linux: a menu in the tray shows no change before it is set again', async ({ on }) => {
  const { app, standin } = await on('x11');
  const label = async () => (await standin((look) => look.trays()))[0]?.menu[0]?.enabled;
  await app.evaluate(() => {
    Reflect.get(globalThis, 'sample').menu.items[0].enabled = false;
  });
  expect(await label()).toBe(true);
  await app.evaluate(() => {
    const { tray, menu } = Reflect.get(globalThis, 'sample');
    tray.setContextMenu(menu);
  });
  expect(await label()).toBe(false);
});

test('linux: notifications have no buttons, and systemPreferences knows no microphone', async ({ on }) => {
  const { app, standin } = await on('x11');
  expect(await standin((look) => look.notifications()[0]?.actions)).toEqual([]);
  await expect(standin((look) => look.clickNotification(0, 0))).rejects.toThrow('no button 0');
  const kinds = await app.evaluate(({ systemPreferences }) => [
    typeof systemPreferences.askForMediaAccess,
    typeof systemPreferences.getMediaAccessStatus,
  ]);
  expect(kinds).toEqual(['undefined', 'undefined']);
});

test('windows: toasts have buttons, and without an AppUserModelID there are none', async ({ on }) => {
  const { app, standin } = await on('windows');
  expect(await standin((look) => look.notifications())).toMatchObject([{ actions: ['Take'], shown: true }]);
  const failed = await app.evaluate(
    ({ Notification }, standin) => {
      standin.app().appUserModelId = null;
      const toast = new Notification({ title: 'lost' });
      const told = new Promise((resolve) => toast.once('failed', (_event, why) => resolve(why)));
      toast.show();
      return told;
    },
    await app.evaluateHandle((electron) => Reflect.get(electron, 'standin') as Standin),
  );
  expect(failed).toBe('no AppUserModelID is set');
});

test('windows: a hidden window draws nothing, even one that may not be throttled', async ({ on }) => {
  const { app } = await on('windows');
  const line = await pageOf(app, 'line');
  const drawn = `new Promise((resolve) => { requestAnimationFrame(() => resolve(true)); setTimeout(resolve, 300, false); })`;
  expect(await line.evaluate(drawn)).toBe(true);
  await app.evaluate(() => {
    const { line } = Reflect.get(globalThis, 'sample');
    line.show();
    line.hide();
  });
  await expect.poll(() => line.evaluate(drawn)).toBe(false);
});

test('windows: at shutdown the windows hear it, the app does not', async ({ on }) => {
  const { app, standin } = await on('windows');
  const told = await app.evaluate(
    async ({ app: itself }, standin) => {
      const heard: string[] = [];
      itself.on('before-quit', () => heard.push('before-quit'));
      itself.on('will-quit', () => heard.push('will-quit'));
      Reflect.get(globalThis, 'sample').desk.on('session-end', () => heard.push('session-end'));
      standin.endDesktopSession();
      return heard;
    },
    await app.evaluateHandle((electron) => Reflect.get(electron, 'standin') as Standin),
  );
  expect(told).toEqual(['session-end']);
  expect(await standin((look) => look.windows())).toHaveLength(2);
});

test('macos: nobody hears before the system was asked, and it asks once', async ({ on }) => {
  const { app, standin } = await on('macos');
  const line = await pageOf(app, 'line');
  const status = () =>
    app.evaluate(({ systemPreferences }) => systemPreferences.getMediaAccessStatus('microphone'));
  /** Whether the fake microphone's beeps are heard. */
  const loud = `(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    for (let look = 0; look < 30; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      analyser.getFloatTimeDomainData(samples);
      if (samples.some((one) => Math.abs(one) > 0.01)) return true;
    }
    return false;
  })()`;
  expect(await status()).toBe('not-determined');
  expect(await line.evaluate(loud)).toBe(false);
  await app.evaluate(({ systemPreferences }) => systemPreferences.askForMediaAccess('microphone'));
  expect(await status()).toBe('granted');
  expect(await line.evaluate(loud)).toBe(true);
  await standin((look) => look.microphone.set('denied'));
  const refused = 'navigator.mediaDevices.getUserMedia({ audio: true }).catch((error) => error.name)';
  expect(await line.evaluate(refused)).toBe('NotAllowedError');
});

test('macos: hidden in full screen, a window leaves a black screen; out of it, it leaves none', async ({
  on,
}) => {
  const { app, standin } = await on('macos');
  await standin((look) => look.enterFullScreen('app://desk/'));
  await app.evaluate(() => Reflect.get(globalThis, 'sample').desk.hide());
  const desk = () => standin((look) => look.windows()[0]);
  expect(await desk()).toMatchObject({ fullScreen: true, leftBlack: true });
  await app.evaluate(async () => {
    const { desk } = Reflect.get(globalThis, 'sample');
    desk.show();
    const left = new Promise((resolve) => desk.once('leave-full-screen', resolve));
    desk.setFullScreen(false);
    await left;
    desk.hide();
  });
  expect(await desk()).toMatchObject({ fullScreen: false, leftBlack: false, visible: false });
});
