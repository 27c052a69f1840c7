// What `npm test` counts: no crash, empty run or unread report may look like success.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inWords, sum, tally } from '../../../scripts/test/tally.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-tally-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function left(content: unknown): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function vitest(passed: number, failed: number, files: unknown[] = []) {
  const numbers = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0 };
  return { kind: 'vitest', path: left({ ...numbers, testResults: files }) } as const;
}

function playwright(stats: Record<string, number>, errors: unknown[] = []) {
  const all = { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats };
  return { kind: 'playwright', path: left({ stats: all, errors }) } as const;
}

test('a stage without a report counts as one', () => {
  expect(tally(true, undefined)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(tally(false, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('tests are counted as their report has them', () => {
  expect(tally(true, vitest(7, 0))).toEqual({ passed: 7, failed: 0, skipped: 0 });
  expect(tally(false, vitest(7, 2))).toEqual({ passed: 7, failed: 2, skipped: 0 });
  expect(tally(true, playwright({ expected: 3, skipped: 1 }))).toEqual({ passed: 3, failed: 0, skipped: 1 });
});

test('a stage that ran no test has failed', () => {
  expect(tally(true, vitest(0, 0)).failed).toBe(1);
  expect(tally(true, playwright({ skipped: 4 })).failed).toBe(1);
});

test('a stage that ended badly has failed, whatever its report says', () => {
  expect(tally(false, vitest(7, 0))).toEqual({ passed: 7, failed: 1, skipped: 0 });
});

test('a stage that left no report, or one that cannot be read, has failed', () => {
  expect(tally(true, { kind: 'vitest', path: join(folder, 'none.json') }).failed).toBe(1);
  expect(tally(true, { kind: 'playwright', path: left('{"stats":') }).failed).toBe(1);
  expect(tally(true, { kind: 'playwright', path: left({ stats: {} }) }).failed).toBe(1);
});

test('a file that cannot be loaded is a failure of its own', () => {
  const files = [{ status: 'failed', assertionResults: [] }];
  expect(tally(false, vitest(7, 1, files)).failed).toBe(2);
});

test('a test that passes only at times has not passed', () => {
  expect(tally(true, playwright({ expected: 3, flaky: 1 }))).toEqual({ passed: 3, failed: 1, skipped: 0 });
});

test('the last line names skipped tests only where there are some', () => {
  const one = { passed: 3, failed: 0, skipped: 0 };
  expect(inWords(sum([one, one]))).toBe('6 passed, 0 failed');
  expect(inWords(sum([one, { passed: 0, failed: 1, skipped: 2 }]))).toBe('3 passed, 1 failed, 2 skipped');
});
