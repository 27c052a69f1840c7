// Broken behaviours of the scripts that count and judge.
import type { Mutant } from './mutant.ts';

export const toolsMutants: readonly Mutant[] = [
  {
    breaks: 'a stage that ran no test counts as passed',
    file: 'scripts/test/tally.ts',
    from: 'succeeded && counted.passed > 0',
    to: 'succeeded',
    stage: 'unit',
    tests: ['test/unit/scripts/tally.test.ts'],
  },
  {
    breaks: 'a test that passes only at times counts as passed',
    file: 'scripts/test/tally.ts',
    from: 'stats.unexpected + stats.flaky + errors.length',
    to: 'stats.unexpected + errors.length',
    stage: 'unit',
    tests: ['test/unit/scripts/tally.test.ts'],
  },
];
