// `npm run dev`: the app beside the simulator; what changes is built and shown, and keys play the vendor.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSimulator } from '../simulator/simulator.ts';
import { acceptMemory, expectRegistered, signIn } from '../test/e2e/agent.ts';
import { launchOffhook, type Offhook } from '../test/e2e/offhook.ts';
import { keyHelp, keysFor } from './dev/keys.ts';
import { type Rebuild, rebuildFor, type Target } from './dev/rebuild.ts';
import { openDisplay } from './display.ts';
import { chooseRuntime } from './electron.ts';
import { openKeyring } from './keyring.ts';
import { untilTold } from './until-told.ts';

/** Milliseconds after a change in which more of the same saving may come. */
const settle = 60;
const root = resolve(import.meta.dirname, '..');
const say = (text: string) => console.log(`${new Date().toLocaleTimeString('en-GB')} ${text}`);

const told = untilTold();
chooseRuntime();
const profile = await mkdtemp(join(tmpdir(), 'offhook-dev-'));
const keyring = await openKeyring();
const display = await openDisplay();
const simulator = await startSimulator();
let app = await launch();
await acceptMemory(app.desk);
await signIn(app.desk, simulator.demo);
await expectRegistered(app.desk);

const keys = keysFor(simulator, () => app);
say(`Signed in as ${simulator.demo.userId}. The telephone: ${simulator.addresses.telephone}`);
console.log(keyHelp(keys));

let busy: Promise<unknown> = Promise.resolve();
const changed = new Set<string>();
let timer: NodeJS.Timeout | undefined;
const watchers = ['app', 'main', 'renderer', 'simulator'].map((room) =>
  watch(join(root, room), { recursive: true }, (_event, name) => {
    if (name === null || !/\.(tsx?|css|html)$/.test(name)) return;
    changed.add(`${room}/${name.replaceAll('\\', '/')}`);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const rebuild = rebuildFor([...changed]);
      changed.clear();
      if (rebuild !== null) inTurn(() => show(rebuild));
    }, settle);
  }),
);

process.stdin.setRawMode?.(true);
const quit = new Promise<void>((resolve) => {
  process.stdin.on('data', (data: Buffer) => {
    const pressed = data.toString();
    if (pressed === 'q' || pressed === '\u0003') return resolve();
    const key = keys[pressed];
    if (key === undefined) console.log(keyHelp(keys));
    else inTurn(async () => say(`${key.does}: ${await key.run()}`));
  });
});

await Promise.race([told, quit]);
for (const watcher of watchers) watcher.close();
await busy;
await app.close().catch(() => undefined);
await simulator.stop();
display.close();
await keyring.close();
await rm(profile, { recursive: true, force: true });
process.exit(0);

function launch(): Promise<Offhook> {
  return launchOffhook({
    profile,
    env: { ...keyring.env, DISPLAY: display.display, OFFHOOK_STANDIN_HEADED: '1' },
  });
}

/** One thing after another; what fails is said, and the rest goes on. */
function inTurn(work: () => Promise<unknown>): void {
  busy = busy
    .then(work)
    .catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
}

async function show({ targets, restart }: Rebuild): Promise<void> {
  if (restart === 'simulator') return say('The simulator changed: quit and start again.');
  const began = performance.now();
  await build(targets);
  if (restart === 'app') {
    await app.close();
    app = await launch();
  } else {
    await app.app.evaluate(reload, targets);
  }
  say(`${targets.join(', ')}: shown after ${Math.round(performance.now() - began)} ms`);
}

/** Runs in main: the windows refuse to be navigated by their pages. */
function reload(electron: typeof Electron.CrossProcessExports, names: readonly string[]): void {
  for (const { webContents } of electron.BrowserWindow.getAllWindows()) {
    if (names.some((name) => webContents.getURL().startsWith(`app://${name}/`))) webContents.reload();
  }
}

/** In a process of its own: a build's modules would otherwise pile up here. */
function build(targets: readonly Target[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['scripts/build.ts', '--only', targets.join(',')], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', failed);
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(output.trim()))));
  });
}
