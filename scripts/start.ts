// `npm start`: builds the app and opens it, on the real Electron where its binary is here or can be fetched.
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { findRuntime } from '../test/e2e/runtime.ts';
import { ready } from './machine.ts';

const root = resolve(import.meta.dirname, '..');
/** Milliseconds that fetching Electron may take. */
const patience = 180_000;

function build(): void {
  const done = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** Asks Electron's own installer for the binary; without one the stand-in takes its place. */
function fetchElectron(): void {
  console.log('Fetching Electron…');
  const { ELECTRON_SKIP_BINARY_DOWNLOAD: _skip, ...env } = process.env;
  const done = spawnSync(process.execPath, ['node_modules/electron/install.js'], {
    cwd: root,
    env,
    encoding: 'utf8',
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  if (done.status !== 0) {
    const reason = done.stderr.split('\n').find((line) => /error/i.test(line));
    console.log(`Electron could not be fetched${reason ? ` (${reason.trim()})` : ''}.`);
  }
}

build();
if (findRuntime().runtime === 'standin') fetchElectron();
const { runtime, executablePath } = findRuntime();
if (runtime === 'standin' && process.platform === 'linux') {
  ready('chromium', 'fonts');
}
console.log(runtime === 'electron' ? 'On the real Electron.' : 'No Electron binary here: on the stand-in.');

const app = spawn(executablePath, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal));
app.once('error', (error) => {
  console.error(`The app could not be started: ${error.message}`);
  process.exitCode = 1;
});
app.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
});
