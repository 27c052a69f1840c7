// The log's file stays small, and a full disk costs lines only.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { logFile } from '../../../main/log/file.ts';
import { createLog } from '../../../main/log/log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps two files of the size allowed, with the newest line in the first', () => {
  const path = join(folder, 'logs/offhook.log');
  const sink = logFile({ path, limit: 100 });
  for (let number = 0; number < 40; number += 1) sink(`line ${number} ${'x'.repeat(20)}`);
  expect(readdirSync(join(folder, 'logs')).sort()).toEqual(['offhook.log', 'offhook.log.1']);
  expect(statSync(path).size).toBeLessThanOrEqual(100);
  expect(readFileSync(path, 'utf8')).toContain('line 39');
});

it('goes on from the file of the run before', () => {
  const path = join(folder, 'offhook.log');
  logFile({ path })('first');
  logFile({ path })('second');
  expect(readFileSync(path, 'utf8')).toBe('first\nsecond\n');
});

it('can be read by its owner only', () => {
  const path = join(folder, 'offhook.log');
  logFile({ path })('line');
  expect(statSync(path).mode & 0o077).toBe(0);
  // As an earlier phone may have left it.
  chmodSync(path, 0o644);
  logFile({ path })('another');
  expect(statSync(path).mode & 0o077).toBe(0);
});

it('loses lines, and nothing else, where it can not write', () => {
  const sink = logFile({ path: '/dev/null/offhook.log' });
  expect(() => createLog({ sink, now: () => 0 }).error('lost')).not.toThrow();
});

it('names the room a line came from, and drops what is below its level', () => {
  const lines: string[] = [];
  const log = createLog({ sink: (line) => lines.push(line), now: () => 0 });
  log.in('line').info('registered', { afterMs: 5 });
  log.debug('noise');
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    { at: '1970-01-01T00:00:00.000Z', level: 'info', room: 'line', event: 'registered', afterMs: 5 },
  ]);
});
