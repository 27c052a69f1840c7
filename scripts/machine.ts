// What a command needs of the machine beyond npm's packages, and how it is put there on Debian.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Ware {
  /** The Debian packages that bring it. */
  packages: string[];
  /** True when it is here, however it came. */
  isHere: () => boolean;
}

function onPath(...programs: string[]): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return programs.every((program) => folders.some((folder) => existsSync(join(folder, program))));
}

function found(pattern: string): boolean {
  return globSync(pattern).length > 0;
}

/** Everything a command may ask for. A ware is seen by its files, since another system packs it otherwise. */
const wares = {
  chromium: { packages: ['chromium'], isHere: () => onPath('chromium') },
  display: { packages: ['xvfb'], isHere: () => onPath('Xvfb') },
  fonts: {
    packages: ['fonts-noto-core'],
    isHere: () => found('/usr/share/fonts/**/NotoSans-Regular.*'),
  },
  // keytar's binary is linked to libsecret, with or without a keyring behind it.
  libsecret: {
    packages: ['libsecret-1-0'],
    isHere: () => process.platform !== 'linux' || found('/usr/{lib,lib64}/{*/,}libsecret-1.so.0'),
  },
  keyring: {
    packages: ['dbus', 'gnome-keyring'],
    isHere: () => onPath('dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'),
  },
  edge: {
    packages: ['kamailio', 'kamailio-websocket-modules', 'kamailio-tls-modules', 'rtpengine-daemon'],
    isHere: () => onPath('kamailio', 'rtpengine') && found('/usr/lib/*/kamailio/modules/websocket.so'),
  },
  certificate: { packages: ['openssl'], isHere: () => onPath('openssl') },
  telephone: { packages: ['baresip-core', 'sox'], isHere: () => onPath('baresip', 'sox') },
} satisfies Record<string, Ware>;

export type WareName = keyof typeof wares;

/**
 * Installs what is missing and no more. The lock lets commands started together wait for each other, and
 * while it is held no package may start its service: the edge's programs are run by the tests themselves.
 */
const installation = `
set -e
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
apt-get update
apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
`;

/**
 * Makes sure that the named wares are here: installs them as root on Debian, else says what to run.
 *
 * @throws Error naming what is missing and the command that brings it.
 */
export function ready(...names: WareName[]): void {
  const missing = names.filter((name) => !wares[name].isHere());
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => wares[name].packages);
  const isRoot = process.getuid?.() === 0;
  if (!onPath('apt-get')) {
    throw new Error(`Missing: ${missing.join(', ')}. On Debian they come with: ${packages.join(' ')}.`);
  }
  if (!isRoot) {
    const command = `sudo apt-get update && sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
    throw new Error(`Missing: ${missing.join(', ')}. Run:\n  ${command}`);
  }
  process.stderr.write(`Installing ${packages.join(' ')}…\n`);
  const args = ['/tmp/offhook-apt.lock', 'sh', '-c', installation, 'install', ...packages];
  const done = spawnSync('flock', args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 20 * 60_000,
  });
  const still = missing.filter((name) => !wares[name].isHere());
  if (done.status === 0 && still.length === 0) return;
  process.stderr.write(`${done.stdout}${done.stderr}`);
  throw new Error(`Could not install ${still.join(', ')}; see the output of apt-get above.`);
}

function isWare(name: string): name is WareName {
  return Object.hasOwn(wares, name);
}

// Alone: `node scripts/machine.ts WARE…` makes sure of the named wares.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  try {
    const unknown = names.filter((name) => !isWare(name));
    if (unknown.length > 0)
      throw new Error(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(wares).join(', ')}.`);
    ready(...names.filter(isWare));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
