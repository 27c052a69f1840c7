// Which executable runs the app: the real Electron if this machine has its binary, else the stand-in.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

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
