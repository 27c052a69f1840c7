// Which executable runs the app (the real Electron if this machine has its binary, else the stand-in), and with what.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DesktopName } from '../standin/desktop-profile.ts';
import { mediaSwitches } from '../standin/media.ts';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Runtime {
  runtime: 'electron' | 'standin';
  executablePath: string;
}

/** Looks where Electron itself looks: `ELECTRON_OVERRIDE_DIST_PATH`, then the binary the npm package downloads. */
export function findRuntime(): Runtime {
  const packageFolder = path.join(root, 'node_modules/electron');
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(packageFolder, 'dist');
  const pathFile = path.join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const binary = path.join(dist, name);
  if (existsSync(binary)) return { runtime: 'electron', executablePath: binary };
  return { runtime: 'standin', executablePath: path.join(root, 'test/standin/electron') };
}

/** The desktop this machine has, by the names of the stand-in's profiles. */
export function machineDesktop(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): DesktopName {
  if (platform === 'win32') return 'windows';
  if (platform === 'darwin') return 'macos';
  return env['XDG_SESSION_TYPE'] === 'wayland' ? 'wayland' : 'x11';
}

/** What Playwright's `_electron.launch` is told beyond the environment. */
export interface Launch {
  executablePath: string;
  args: string[];
  chromiumSandbox: boolean;
}

/**
 * The stand-in reads its own variables; a real Electron is given the switches they stand for. `chromiumSandbox` keeps
 * Playwright from adding `--no-sandbox` on Linux: without it the sandbox the phone asks for would never be tried. Only
 * where the machine has none is it left out, or every window stays white.
 */
export function launchOf(
  { runtime, executablePath }: Runtime,
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
  canSandbox: (executablePath: string) => boolean = machineCanSandbox,
): Launch {
  const real = runtime === 'electron';
  return {
    executablePath,
    args: [...(real ? mediaSwitches(env) : []), root, ...args],
    chromiumSandbox: !real || canSandbox(executablePath),
  };
}

/**
 * Whether Chromium's sandbox can start: not as root, and on Linux by a setuid helper beside the binary or by user
 * namespaces, which some distributions deny (docs/tutorial/sandbox.md; the AppImage launcher asks `unshare` too).
 */
function machineCanSandbox(executablePath: string): boolean {
  if (process.platform !== 'linux') return true;
  if (process.getuid?.() === 0) return false;
  const helper = statSync(path.join(path.dirname(executablePath), 'chrome-sandbox'), {
    throwIfNoEntry: false,
  });
  const isSetuid = helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0;
  return isSetuid || spawnSync('unshare', ['-Ur', 'true'], { timeout: 5_000 }).status === 0;
}
