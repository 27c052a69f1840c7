// The rooms of the house, and who may import whom: the one table the check and the picture read.
import type { Source } from './imports.ts';

interface Room {
  readonly is: string;
  /** The other rooms it may import. */
  readonly mayImport: readonly string[];
}

export const rooms: Readonly<Record<string, Room>> = {
  app: { is: 'what the phone knows: pure TypeScript', mayImport: [] },
  main: { is: 'owns all state and all secrets', mayImport: ['app'] },
  renderer: { is: 'the windows', mayImport: ['app'] },
  simulator: { is: 'the vendor on this machine', mayImport: ['app'] },
  scripts: { is: 'what npm runs', mayImport: ['app', 'simulator', 'test'] },
  bench: { is: 'how fast it is', mayImport: ['app', 'simulator', 'scripts', 'test'] },
  test: { is: 'the proofs', mayImport: ['app', 'main', 'renderer', 'simulator', 'scripts'] },
};

/** Windows are apart from each other: what two of them need stands in `ui`. */
const sharedByWindows = 'renderer/ui';

/** Packages that only one room, or one floor, may name. */
const keptBy: Readonly<Record<string, readonly string[]>> = {
  electron: ['main', 'test/standin', 'test/unit'],
  'sip.js': ['renderer/line', 'test/sip/page', 'test/unit/line'],
  keytar: ['main/auth', 'test/unit/auth'],
};

export function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

/** The folder a file lies in, two deep at most: `app/calls`, `renderer/desk`, or the room itself. */
export function floorOf(file: string): string {
  return file.split('/').slice(0, -1).slice(0, 2).join('/');
}

/** What the plan does not allow, a line each; none where the code is as planned. */
export function departures(sources: readonly Source[]): string[] {
  return sources.flatMap(({ file, imports, packages }) => [
    ...imports.filter((target) => !mayImport(file, target)).map((target) => `${file} imports ${target}`),
    ...packages.filter((name) => !mayName(file, name)).map((name) => `${file} imports ${name}`),
    ...(file.includes('/') && rooms[roomOf(file)] === undefined ? [`${file} lies in no room`] : []),
  ]);
}

function mayImport(file: string, target: string): boolean {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from !== to) return !file.includes('/') || (rooms[from]?.mayImport.includes(to) ?? false);
  if (from !== 'renderer') return true;
  return floorOf(target) === floorOf(file) || floorOf(target) === sharedByWindows;
}

function mayName(file: string, name: string): boolean {
  const keepers = keptBy[name.startsWith('electron/') ? 'electron' : name];
  return keepers?.some((keeper) => file.startsWith(`${keeper}/`)) ?? true;
}
