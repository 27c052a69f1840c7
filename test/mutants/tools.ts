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
  {
    breaks: 'the demo ends by itself while a person looks away',
    file: 'scripts/demo.ts',
    from: "waitForEvent('close', { timeout: 0 })",
    to: "waitForEvent('close')",
    stage: 'demo',
    tests: ['test/demo/demo.spec.ts'],
    grep: 'waits as long',
  },
  {
    breaks: 'a demo that was ended leaves its profile behind',
    file: 'scripts/demo/stage.ts',
    from: 'closing.push(() => rm(offhook.profile, { recursive: true, force: true }));',
    to: '',
    stage: 'demo',
    tests: ['test/demo/demo.spec.ts'],
    grep: 'waits as long',
  },
  {
    breaks: 'a telephone without a microphone rings the agent all the same',
    file: 'simulator/telephone/telephone.ts',
    from: "    return show('trouble', error.message, error.advice);",
    to: '',
    stage: 'demo',
    tests: ['test/demo/demo.spec.ts'],
    grep: 'without a microphone',
  },
  {
    breaks: 'a breakage that the tests were never run against counts as noticed',
    file: 'scripts/mutate/broken.ts',
    from: 'after === undefined ||',
    to: '',
    stage: 'unit',
    tests: ['test/unit/scripts/mutate.test.ts'],
  },
];
