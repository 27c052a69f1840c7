// Runs the tests that must notice a mutant, in a copy of the checkout.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from '../../test/mutants/mutant.ts';
import { type Place, runCommand } from '../test/run.ts';
import type { Report } from '../test/stages.ts';
import { readReport } from '../test/tally.ts';

type Stage = Mutant['stage'];

interface Runner {
  readonly command: readonly string[];
  readonly report: Report;
  /** True for tests that run the app out of out/. */
  readonly built: boolean;
}

const playwright = (config: string, built: boolean): Runner => ({
  command: ['playwright', 'test', '-x', '-c', config, '--reporter=line,json'],
  report: 'playwright',
  built,
});

const runners: Record<Stage, Runner> = {
  unit: {
    command: ['vitest', 'run', '--bail=1', '--reporter=default', '--reporter=json'],
    report: 'vitest',
    built: false,
  },
  standin: playwright('playwright.config.ts', true),
  e2e: playwright('playwright.config.ts', true),
  demo: playwright('test/demo/playwright.config.ts', false),
  look: playwright('test/look/playwright.config.ts', true),
  line: playwright('test/line/playwright.config.ts', false),
  sip: playwright('test/sip/playwright.config.ts', true),
};

/** Milliseconds the tests of one mutant may take: beyond, it hung them, which is noticed too. */
const brokenLimit = 5 * 60_000;
const soundLimit = 20 * 60_000;

export interface Trial {
  readonly outcome: 'passed' | 'failed' | 'hung';
  readonly output: string;
}

export interface TrialOptions {
  readonly stage: Stage;
  readonly tests: readonly string[];
  readonly grep?: string | undefined;
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** True while nothing is broken: then all the tests of a stage run. */
  readonly isSound: boolean;
}

/** @throws Error when it does not build, or no test ran: that says nothing of the tests */
export async function tryTests(options: TrialOptions): Promise<Trial> {
  const { stage, tests, grep, cwd, env, isSound } = options;
  const { command, report, built } = runners[stage];
  const reports = mkdtempSync(join(tmpdir(), 'offhook-trial-'));
  const path = join(reports, 'report.json');
  const place: Place = {
    cwd,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: path },
    limit: isSound ? soundLimit : brokenLimit,
  };
  try {
    if (built) {
      const build = await runCommand('node', ['scripts/build.ts'], place);
      if (!build.succeeded) throw new Error(`it does not build: ${build.output.slice(-400)}`);
    }
    const [program = '', ...args] = command;
    const only = grep === undefined ? [] : [report === 'vitest' ? '-t' : '-g', escaped(grep)];
    const to = report === 'vitest' ? [`--outputFile.json=${path}`] : [];
    const { succeeded, output } = await runCommand(program, [...args, ...to, ...tests, ...only], place);
    if (output.includes('\nended after ')) return { outcome: 'hung', output };
    const counted = readReport({ kind: report, path });
    if (counted === null || counted.passed + counted.failed === 0) {
      throw new Error(`no test ran: ${output.slice(-400)}`);
    }
    return { outcome: succeeded ? 'passed' : 'failed', output };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
