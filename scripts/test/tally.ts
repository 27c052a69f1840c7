// How many tests passed, failed and were skipped, read from the reports of Vitest and Playwright.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Report } from './stages.ts';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const count = z.int().nonnegative();

const vitest = z
  .object({
    numPassedTests: count,
    numFailedTests: count,
    numPendingTests: count,
    numTodoTests: count,
    testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
  })
  .transform((report): Tally => {
    // A file that could not be loaded has no tests to fail.
    const broken = report.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });

const playwright = z
  .object({
    stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
    errors: z.array(z.unknown()),
  })
  .transform(
    ({ stats, errors }): Tally => ({
      passed: stats.expected,
      // A test that passes only at times proves nothing.
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    }),
  );

const reports = { vitest, playwright } satisfies Record<Report, z.ZodType<Tally>>;

/**
 * Counts one stage. A stage that ended badly, left no report or ran no test has one failure at least.
 *
 * @param report the kind of report and its path; none for a stage that counts as one.
 */
export function tally(succeeded: boolean, report: { kind: Report; path: string } | undefined): Tally {
  if (report === undefined) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  const counted = readReport(report) ?? { passed: 0, failed: 0, skipped: 0 };
  const isSound = succeeded && counted.passed > 0;
  return isSound ? counted : { ...counted, failed: Math.max(counted.failed, 1) };
}

/** What a report counts; null where there is none, or none that can be read. */
export function readReport({ kind, path }: { kind: Report; path: string }): Tally | null {
  if (!existsSync(path)) return null;
  try {
    return reports[kind].parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

export function sum(tallies: readonly Tally[]): Tally {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/** For example `12 passed, 0 failed`; skipped tests are named only where there are some. */
export function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
