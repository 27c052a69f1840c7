// Has Electron's binary fetched where it is missing and can be had.
import { spawnSync } from 'node:child_process';
import { findRuntime, type Runtime, root } from '../test/e2e/runtime.ts';

/** Milliseconds that fetching Electron may take. */
const patience = 180_000;

/**
 * What the app is to run on: Electron's binary, asked of Electron's own installer where it is not here yet,
 * else the stand-in. Says at the terminal which it is.
 */
export function chooseRuntime(): Runtime {
  if (findRuntime().runtime === 'standin') fetchElectron();
  const found = findRuntime();
  console.log(
    found.runtime === 'electron' ? 'On the real Electron.' : 'No Electron binary here: on the stand-in.',
  );
  return found;
}

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
  if (done.status === 0) return;
  const reason = done.stderr.split('\n').find((line) => /error/i.test(line));
  console.log(`Electron could not be fetched${reason ? ` (${reason.trim()})` : ''}.`);
}
