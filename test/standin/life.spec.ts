// An app's windows, its desktop, and its end.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { executablePath, expect, launchSample, opened, pageOf, sampleFolder, test } from './sample.ts';

/** Processes on this machine that belong to this profile of the stand-in's Chromium. */
function processesWith(text: string): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    }).length;
}

test('windows are seen with their real size, hidden or shown, and the one with the focus', async ({
  sample,
}) => {
  const [desk, line] = await sample.standin((standin) => standin.windows());
  expect(desk).toMatchObject({ url: 'app://desk/index.html', visible: true, focused: true });
  expect(line).toMatchObject({ url: 'app://line/index.html', visible: false, focused: false });
  expect(await sample.desk.evaluate(() => [innerWidth, innerHeight])).toEqual([640, 400]);
  const window = await sample.app.browserWindow(sample.desk);
  expect(await window.evaluate((one) => one.webContents.getURL())).toBe('app://desk/index.html');
});

test('a window may refuse to close, and hides instead', async ({ sample }) => {
  const after = await sample.app.evaluate(() => {
    const { desk } = Reflect.get(globalThis, 'sample');
    desk.once('close', (event: { preventDefault(): void }) => {
      event.preventDefault();
      desk.hide();
    });
    desk.close();
    return [desk.isDestroyed(), desk.isVisible()];
  });
  expect(after).toEqual([false, false]);
});

test('a window that is closed from outside is gone for the app too', async ({ sample }) => {
  const line = await sample.app.browserWindow(sample.line);
  const closed = line.evaluate(
    (one) => new Promise((resolve) => one.once('closed', () => resolve('closed'))),
  );
  const outside = await sample.app.context().newCDPSession(sample.line);
  await outside.send('Page.close');
  expect(await closed).toBe('closed');
  expect(await sample.standin((standin) => standin.windows())).toHaveLength(1);
});

test('shown without the focus, a window leaves the focus where it is', async ({ sample }) => {
  const focus = await sample.app.evaluate(() => {
    const { desk, line } = Reflect.get(globalThis, 'sample');
    line.setAlwaysOnTop(true, 'screen-saver');
    line.showInactive();
    return [desk.isFocused(), line.isFocused(), line.isVisible()];
  });
  expect(focus).toEqual([true, false, true]);
  const [, line] = await sample.standin((standin) => standin.windows());
  expect(line).toMatchObject({ shownInactive: true, alwaysOnTopLevel: 'screen-saver' });
});

test('without an input device, the page that may listen finds none', async ({ profile }) => {
  const app = await launchSample(profile, { OFFHOOK_STANDIN_MEDIA: 'none' });
  await opened(app);
  const line = await pageOf(app, 'line');
  const wish =
    'navigator.mediaDevices.getUserMedia({ audio: true }).then(() => "heard", (error) => error.name)';
  expect(await line.evaluate(wish)).toBe('NotFoundError');
  await app.close();
});

test('a tray icon and its menu can be read and clicked', async ({ sample }) => {
  const [tray] = await sample.standin((standin) => standin.trays());
  expect(tray).toMatchObject({ toolTip: 'Sample', image: 'data:' });
  expect(tray?.menu.map((one) => [one.label, one.enabled])).toContainEqual(['Off', false]);
  await sample.standin((standin) => standin.clickTray());
  await sample.standin((standin) => standin.clickTrayItem('open'));
  expect(await sample.seen()).toEqual(expect.arrayContaining([['tray-click'], ['menu-open']]));
  await expect(sample.standin((standin) => standin.clickTrayItem('Off'))).rejects.toThrow('disabled');
});

test('a notification can be read and clicked, and is then gone', async ({ sample }) => {
  expect(await sample.standin((standin) => standin.notifications())).toMatchObject([
    { title: 'Ring', closed: false },
  ]);
  await sample.standin((standin) => standin.clickNotification());
  expect(await sample.seen()).toContainEqual(['notification-click']);
  expect(await sample.standin((standin) => standin.notifications())).toMatchObject([{ closed: true }]);
});

test('what the stand-in does not have says so', async ({ sample }) => {
  const said = await sample.app.evaluate((electron) => {
    const tries = [
      () => electron.safeStorage.isEncryptionAvailable(),
      () => Reflect.get(electron.app, 'showAboutPanel')(),
      () => new electron.BrowserWindow({ webPreferences: { nodeIntegration: true } }),
    ];
    return tries.map((one) => {
      try {
        one();
        return 'nothing';
      } catch (error) {
        return (error as Error).message;
      }
    });
  });
  expect(said).toEqual([
    'not in the stand-in: safeStorage',
    'not in the stand-in: app.showAboutPanel',
    'not in the stand-in: webPreferences.nodeIntegration: true',
  ]);
});

test('a second instance ends, and the first hears what it was started with', async ({ sample }) => {
  const second = spawn(executablePath, [sampleFolder, `--user-data-dir=${sample.profile}`, 'tel:123']);
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(code).toBe(3);
  await expect.poll(() => sample.seen()).toContainEqual(['second-instance', 'tel:123', { from: 'second' }]);
});

test('quit asks, tells and ends with the code it was given', async ({ profile }) => {
  const log = path.join(profile, 'log');
  const app = await launchSample(profile, { SAMPLE_LOG: log });
  await opened(app);
  const exited = new Promise((resolve) => app.process().once('exit', resolve));
  await app.evaluate(() => {
    process.exitCode = 7;
  });
  await app.close();
  expect(await exited).toBe(7);
  expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(['before-quit', 'will-quit', 'quit']);
});

test('killed outright, the app leaves no Chromium and no profile behind', async ({ profile }) => {
  // A temporary folder of its own: other apps may start beside this one.
  const temporary = mkdtempSync(path.join(tmpdir(), 'offhook-life-'));
  const profiles = () => readdirSync(temporary).filter((name) => name.startsWith('offhook-standin-'));
  try {
    const app = await launchSample(profile, { TMPDIR: temporary });
    await opened(app);
    expect(profiles()).toHaveLength(1);
    expect(processesWith(temporary)).toBeGreaterThan(1);
    app.process().kill('SIGKILL');
    await expect.poll(() => processesWith(temporary)).toBe(0);
    await expect.poll(profiles).toEqual([]);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
});
