// What a changed file calls for: which targets of the build, and what then has to start anew.

export type Target = 'main' | 'preload' | 'desk' | 'popup' | 'line';

export interface Rebuild {
  readonly targets: readonly Target[];
  /** `app`: the whole app, whose line goes down with it. `simulator`: this command itself. */
  readonly restart: 'windows' | 'app' | 'simulator';
}

const everything: readonly Target[] = ['main', 'preload', 'desk', 'popup', 'line'];

/** By the beginning of the path, from the root of the project; the first that fits. */
const rebuilds: readonly (readonly [beginning: string, Rebuild])[] = [
  ['renderer/desk/', { targets: ['desk'], restart: 'windows' }],
  ['renderer/popup/', { targets: ['popup'], restart: 'windows' }],
  ['renderer/line/', { targets: ['line'], restart: 'windows' }],
  ['renderer/ui/', { targets: ['desk', 'popup'], restart: 'windows' }],
  ['main/preload/', { targets: ['preload'], restart: 'app' }],
  ['main/', { targets: ['main'], restart: 'app' }],
  ['app/', { targets: everything, restart: 'app' }],
  ['simulator/', { targets: [], restart: 'simulator' }],
];

/** What these changes call for together; null when none of them is part of what runs. */
export function rebuildFor(paths: readonly string[]): Rebuild | null {
  const wanted = paths.flatMap((path) => rebuilds.find(([start]) => path.startsWith(start))?.[1] ?? []);
  if (wanted.length === 0) return null;
  const restarts = new Set(wanted.map(({ restart }) => restart));
  return {
    targets: everything.filter((target) => wanted.some(({ targets }) => targets.includes(target))),
    restart: restarts.has('simulator') ? 'simulator' : restarts.has('app') ? 'app' : 'windows',
  };
}
