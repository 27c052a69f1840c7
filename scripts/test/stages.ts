// What `npm test` can run: each stage's commands, and what it needs of the machine.
import type { WareName } from '../machine.ts';

export type Report = 'vitest' | 'playwright';

export interface Stage {
  readonly name: string;
  /** Run one after the other, all of them, from the root of the project. `{report}` stands for the report's path. */
  readonly commands: readonly (readonly string[])[];
  /** How its tests are counted; a stage without a report counts as one. */
  readonly report?: Report;
  readonly wares: readonly WareName[];
  /**
   * `reads`: only the source, so that such stages run next to each other. `waits`: mostly idle, beside the
   * others. `works`: with nothing else that works.
   */
  readonly load: 'reads' | 'waits' | 'works';
}

const rooms = ['app', 'main', 'main/preload', 'renderer', 'simulator', 'simulator/telephone', 'test'];

function reading(name: string, ...commands: string[][]): Stage {
  return { name, commands, wares: [], load: 'reads' };
}

function playwright(name: string, config: string, ...wares: WareName[]): Stage {
  const command = ['playwright', 'test', '-c', config, '--reporter=list,json'];
  return { name, commands: [command], report: 'playwright', wares, load: 'works' };
}

/** In the order they run. */
export const stages: readonly Stage[] = [
  reading('types', ...rooms.map((room) => ['tsc', '-p', room])),
  reading('lint', ['biome', 'ci', '--colors=off', '.']),
  reading('knip', ['knip', '--no-progress']),
  { name: 'build', commands: [['node', 'scripts/build.ts']], wares: [], load: 'works' },
  {
    name: 'unit',
    commands: [['vitest', 'run', '--reporter=default', '--reporter=json', '--outputFile.json={report}']],
    report: 'vitest',
    wares: ['libsecret', 'keyring'],
    load: 'works',
  },
  playwright('e2e', 'playwright.config.ts', 'chromium', 'display', 'fonts', 'libsecret', 'keyring'),
  {
    ...playwright(
      'demo',
      'test/demo/playwright.config.ts',
      'chromium',
      'display',
      'fonts',
      'libsecret',
      'keyring',
    ),
    load: 'waits',
  },
  playwright('look', 'test/look/playwright.config.ts', 'chromium', 'fonts'),
  playwright('line', 'test/line/playwright.config.ts', 'chromium'),
  playwright('sip', 'test/sip/playwright.config.ts', 'chromium', 'edge', 'telephone', 'libsecret', 'keyring'),
];
