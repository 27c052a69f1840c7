// The e2e fixture: the whole app, built, with a fresh profile, on whichever Electron this machine has.
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  _electron,
  test as base,
  type ElectronApplication,
  expect,
  type Page,
  type TestInfo,
} from '@playwright/test';
import type { DesktopName } from '../standin/desktop-profile.ts';
import type { Standin } from '../standin/inspect.ts';
import { findRuntime, launchOf, machineDesktop, type Runtime, root } from './runtime.ts';
import { type Watch, watchApp } from './watch.ts';

export type WindowName = 'desk' | 'popup' | 'line';

export interface LaunchOptions {
  /** The profile folder; a fresh one that is removed afterwards unless given (a restart gives the earlier one). */
  profile?: string;
  env?: Record<string, string>;
  args?: readonly string[];
  /** Console errors this test brings about itself, such as a refused connection. */
  allowed?: readonly RegExp[];
}

/** The running app. Its pages are those there now: signing in takes another line, a crash another of any. */
export interface Offhook {
  app: ElectronApplication;
  readonly desk: Page;
  readonly popup: Page;
  readonly line: Page;
  runtime: Runtime['runtime'];
  profile: string;
  watch: Watch;
  /** The window there now: a crashed or closed one is replaced by the app, and is then another page. */
  window(name: WindowName): Promise<Page>;
  /** Looks at or acts on the desktop. Needs the stand-in: on a real Electron the test is skipped here. */
  standin<R, A = undefined>(look: (standin: Standin, arg: A) => R | Promise<R>, arg?: A): Promise<R>;
  /** Quits as the agent would, and waits for the process to end. */
  close(): Promise<void>;
}

/** A window's page by the host it was loaded from, as either runtime names it. */
export function isWindow(page: Page, name: WindowName): boolean {
  return page.url().startsWith(`app://${name}/`) || page.url().startsWith(`https://${name}.app.invalid/`);
}

function findPage(app: ElectronApplication, name: WindowName): Page | undefined {
  return app.windows().findLast((page) => !page.isClosed() && isWindow(page, name));
}

function pageNow(app: ElectronApplication, name: WindowName): Page {
  const page = findPage(app, name);
  if (page === undefined) throw new Error(`there is no ${name} window now`);
  return page;
}

async function windowOf(app: ElectronApplication, name: WindowName): Promise<Page> {
  await expect
    .poll(() => findPage(app, name) !== undefined, { message: `the ${name} window opens`, timeout: 20_000 })
    .toBe(true);
  const page = pageNow(app, name);
  try {
    await page.waitForLoadState();
  } catch (error) {
    // A line for another edge is another page: the one that was found may close while it loads.
    if (page.isClosed()) return windowOf(app, name);
    throw error;
  }
  return page;
}

async function standinOf<R, A>(
  app: ElectronApplication,
  look: (standin: Standin, arg: A) => R | Promise<R>,
  arg: A,
) {
  const handle = await app.evaluateHandle(
    (electron) => (electron as unknown as { standin: Standin }).standin,
  );
  const run = handle.evaluate as unknown as (fn: typeof look, arg: A) => Promise<R>;
  return run.call(handle, look, arg);
}

/** Ends the app: asks first, then by its own process group, so that nothing is left. */
async function end(app: ElectronApplication, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)));
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), 8000);
  app.close().catch(() => {});
  const ended = await Promise.race([exited, late.promise]);
  clearTimeout(timer);
  if (ended) return;
  child.kill('SIGKILL');
  await exited;
  throw new Error('the app did not quit within 8 s');
}

/** Launches the built app. The caller closes it; tests use the fixture, which does. */
export async function launchOffhook(options: LaunchOptions = {}): Promise<Offhook> {
  if (!existsSync(path.join(root, 'out/main/index.js')))
    throw new Error('nothing is built: npm run build first');
  const found = findRuntime();
  const { runtime } = found;
  const profile = options.profile ?? (await mkdtemp(path.join(tmpdir(), 'offhook-profile-')));
  const env = { ...definedEnv(), ELECTRON_ENABLE_SECURITY_WARNINGS: '1', ...options.env };
  const app = await _electron.launch({
    ...launchOf(found, env, [`--user-data-dir=${profile}`, ...(options.args ?? [])]),
    cwd: root,
    env,
  });
  // Asked for now: an app that has quit by itself gives its process no more.
  const child = app.process();
  const watch = watchApp(app, options.allowed ?? []);
  const window = (name: WindowName) => windowOf(app, name);
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= end(app, child);
    return closing;
  };
  try {
    await Promise.all([window('desk'), window('popup'), window('line')]);
    return {
      app,
      get desk() {
        return pageNow(app, 'desk');
      },
      get popup() {
        return pageNow(app, 'popup');
      },
      get line() {
        return pageNow(app, 'line');
      },
      runtime,
      profile,
      watch,
      window,
      standin: (look, arg) => {
        if (runtime === 'electron') base.skip(true, 'looks at the desktop, which only the stand-in can show');
        return standinOf(app, look, arg as never);
      },
      close,
    };
  } catch (error) {
    await close().catch(() => {});
    throw new Error(`the app did not open its windows:\n${watch.lines.slice(-30).join('\n')}`, {
      cause: error,
    });
  }
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined),
  );
}

/** Leaves with a failed test what there was to see and read. */
async function attachEvidence(offhook: Offhook, testInfo: TestInfo): Promise<void> {
  await testInfo.attach('said.txt', { body: offhook.watch.lines.join('\n'), contentType: 'text/plain' });
  const log = await readFile(path.join(offhook.profile, 'logs/offhook.log'), 'utf8').catch(() => '');
  await testInfo.attach('offhook.log', { body: log, contentType: 'text/plain' });
  for (const page of offhook.app.windows()) {
    const picture = await page.screenshot({ timeout: 3000 }).catch(() => null);
    const name = `${URL.parse(page.url())?.host ?? 'window'}.png`;
    if (picture) await testInfo.attach(name, { body: picture, contentType: 'image/png' });
  }
}

export interface DesktopOption {
  /** The desktop the stand-in makes the app believe in. A real Electron has the machine's own. */
  desktop: DesktopName;
}

interface Fixtures extends DesktopOption {
  launchOffhook: (options?: LaunchOptions) => Promise<Offhook>;
}

interface WorkerFixtures {
  saidRuntime: undefined;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  saidRuntime: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are needed from this pattern.
    async ({}, use) => {
      const { runtime } = findRuntime();
      console.log(
        runtime === 'electron'
          ? 'Running on the real Electron.'
          : 'No Electron binary here: running on the stand-in.',
      );
      await use(undefined);
    },
    { scope: 'worker', auto: true },
  ],
  desktop: ['x11', { option: true }],
  launchOffhook: async ({ desktop }, use, testInfo) => {
    if (findRuntime().runtime === 'electron' && desktop !== 'x11' && desktop !== machineDesktop()) {
      base.skip(true, `is about ${desktop}, and this machine has ${machineDesktop()}`);
    }
    const launched: Offhook[] = [];
    const made: string[] = [];
    await use(async (options = {}) => {
      // No test finds the accounts of an earlier one: those that need a keyring bring their own.
      const env = {
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
        OFFHOOK_STANDIN_DESKTOP: desktop,
        ...options.env,
      };
      const offhook = await launchOffhook({ ...options, env });
      launched.push(offhook);
      if (options.profile === undefined) made.push(offhook.profile);
      return offhook;
    });
    const failed = testInfo.status !== testInfo.expectedStatus;
    const faults: string[] = [];
    for (const offhook of launched) {
      if (failed) await attachEvidence(offhook, testInfo).catch(() => {});
      await offhook.close().catch((error: unknown) => faults.push(String(error)));
      faults.push(...offhook.watch.faults);
    }
    for (const profile of made) await rm(profile, { recursive: true, force: true });
    expect(faults, 'no window complains, and the app quits when asked').toEqual([]);
  },
});

export { expect };
