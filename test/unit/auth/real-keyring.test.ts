// The keyring for real: keytar against gnome-keyring, on a bus and in folders of the test's own.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-keyring-'));
  mkdirSync(join(folder, 'runtime'), { mode: 0o700 });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The daemon unlocks its keyring by the password on its stdin, and is ended with the run. */
const unlocked = `
  printf offhook | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
  daemon=$!
  trap 'kill $daemon' EXIT
  until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true
  do sleep 0.05; done
  "$0" "$1"`;

/** Runs the keyring's user under `script`, in an environment that knows nothing of this machine's keyring. */
async function run(command: string, args: string[]): Promise<unknown> {
  const {
    DBUS_SESSION_BUS_ADDRESS: _bus,
    DISPLAY: _display,
    WAYLAND_DISPLAY: _wayland,
    ...rest
  } = process.env;
  const env = {
    ...rest,
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: join(folder, 'runtime'),
  };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 25_000 });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  await new Promise((resolve) => child.once('close', resolve));
  const line = output.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`no answer: ${output}${errors}`);
  return JSON.parse(line);
}

describe.runIf(process.platform === 'linux')('on a Linux desktop', () => {
  const user = [process.execPath, join(import.meta.dirname, 'keyring-run.ts')];

  test('secrets outlive the process, are removed for good, and a locked keyring says so', async () => {
    const seen = await run('dbus-run-session', ['--', 'sh', '-c', unlocked, ...user]);
    expect(seen).toEqual({
      opened: 'keyring',
      atFirst: [],
      one: 'changed',
      twoLength: 2500,
      left: [{ account: 'one', value: 'changed' }],
      locked: ['keyring-locked', 'keyring-locked'],
    });
  }, 30_000);

  test('a desktop without a bus has no keyring, and the phone can say so', async () => {
    const [node = '', script = ''] = user;
    expect(await run(node, [script])).toEqual({ opened: 'keyring-unavailable' });
  }, 30_000);
});
