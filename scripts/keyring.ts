// A keyring of one's own: gnome-keyring on a private D-Bus, in a temporary folder that goes when it closes.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface Keyring {
  /** What a process needs in its environment to use this keyring. */
  readonly env: { DBUS_SESSION_BUS_ADDRESS: string };
  /** gnome-keyring itself, for tests that kill it or let it hang. */
  readonly daemon: ChildProcess;
  /** Ends both daemons and removes their folder. */
  close(): Promise<void>;
}

/** Milliseconds until a daemon that does not come up, or does not go, is given up. */
const patience = 10_000;

/** A bus that can start nothing by itself: what is not put on it is not there, and no prompt can appear. */
const busConfig = (socket: string) => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/**
 * Opens an unlocked, empty keyring that nobody else sees. The agent's own keyring is never touched.
 *
 * @throws Error when one of the daemons does not come up within 10 s, with what it said.
 */
export async function openKeyring(): Promise<Keyring> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-keyring-'));
  const socket = join(folder, 'bus');
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` };
  const daemons: ChildProcess[] = [];
  const close = async () => {
    for (const daemon of daemons.toReversed()) await end(daemon);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const config = join(folder, 'bus.conf');
    writeFileSync(config, busConfig(socket));
    const bus = start('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {});
    daemons.push(bus.process);
    await bus.says('unix:');

    for (const name of ['control', 'data']) mkdirSync(join(folder, name), { mode: 0o700 });
    const secrets = start(
      'gnome-keyring-daemon',
      ['--foreground', '--unlock', '--components=secrets', `--control-directory=${join(folder, 'control')}`],
      { ...env, XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: folder },
    );
    daemons.push(secrets.process);
    secrets.process.stdin?.end('offhook');
    await secrets.says('GNOME_KEYRING_CONTROL=');
    await until(() => isOwned(env), 'gnome-keyring did not appear on its bus');
    return { env, daemon: secrets.process, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function isOwned(env: Keyring['env']): boolean {
  const question = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/'];
  const asked = spawnSync(
    'dbus-send',
    [...question, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'],
    { env: { ...process.env, ...env }, encoding: 'utf8', timeout: patience },
  );
  return asked.stdout.includes('true');
}

async function until(holds: () => boolean, otherwise: string): Promise<void> {
  const limit = Date.now() + patience;
  while (!holds()) {
    if (Date.now() > limit) throw new Error(`${otherwise} within ${patience / 1000} s`);
    await wait(50);
  }
}

function start(program: string, args: string[], env: Record<string, string>) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  /** Resolves once the program has printed `text`. */
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const stop = (why: string) => reject(new Error(`${program} ${why}: ${output.trim()}`));
      const timer = setTimeout(() => stop(`said no "${text}" within ${patience / 1000} s`), patience);
      const look = () => {
        if (!output.includes(text)) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on('data', look);
      child.once('error', (error) => stop(`could not be started (${error.message})`));
      child.once('exit', (code) => stop(`ended with code ${code}`));
      look();
    });
  return { process: child, says };
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const gone = new Promise((resolve) => daemon.once('exit', resolve));
  daemon.kill('SIGTERM');
  const timer = setTimeout(() => daemon.kill('SIGKILL'), patience);
  await gone;
  clearTimeout(timer);
}

// Alone: `node scripts/keyring.ts COMMAND [ARGUMENT…]` runs the command with such a keyring.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new Error('Usage: node scripts/keyring.ts COMMAND [ARGUMENT…]');
  const keyring = await openKeyring();
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...keyring.env } });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (status) => resolve(status ?? 1));
  });
  await keyring.close();
  process.exit(code);
}
