// Breaking on purpose must never touch a person's files, nor call noticed what nothing noticed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Copy, copyOf } from '../../../scripts/copy.ts';
import { whileBroken } from '../../../scripts/mutate/broken.ts';
import { readMutants, roomOf } from '../../../scripts/mutate/mutants.ts';
import { byRoom, type Verdict } from '../../../scripts/mutate/rates.ts';
import type { Mutant } from '../../mutants/mutant.ts';

const mutant: Mutant = {
  breaks: 'one and one are no longer two',
  file: 'sum.ts',
  from: '1 + 1',
  to: '1 - 1',
  stage: 'unit',
  tests: ['sum.test.ts'],
};

describe('a copy to break', () => {
  let folder: string;
  let copy: Copy;
  const text = (root: string) => readFileSync(join(root, 'sum.ts'), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-mutate-test-'));
    writeFileSync(join(folder, 'sum.ts'), 'export const two = 1 + 1;\n');
    copy = copyOf(folder, ['sum.ts']);
  });
  afterEach(() => {
    copy.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is broken while the tests run and whole again after, also when they throw', async () => {
    await expect(
      whileBroken(copy.folder, mutant, () => {
        expect(text(copy.folder)).toContain('1 - 1');
        throw new Error('the tests could not run');
      }),
    ).rejects.toThrow('the tests could not run');
    expect(text(copy.folder)).toContain('1 + 1');
  });

  test('never touches the person’s own file', async () => {
    await whileBroken(copy.folder, mutant, async () => expect(text(folder)).toContain('1 + 1'));
  });

  test.each([
    ['a text that stands nowhere', { from: '2 + 2' }],
    ['a text that stands twice', { from: '1' }],
    ['an edit that leaves no program', { to: '}}' }],
  ])('refuses %s', async (_, change) => {
    await expect(whileBroken(copy.folder, { ...mutant, ...change }, async () => undefined)).rejects.toThrow();
  });
});

test('the rate counts what was tried: a stale edit is neither noticed nor forgotten', () => {
  const verdicts = (['noticed', 'noticed', 'SURVIVED', 'STALE'] as const).map(
    (outcome): Verdict => ({ mutant, outcome, why: null }),
  );
  expect(byRoom(verdicts)).toMatchObject({ rate: 2 / 3, stale: 1 });
});

test('every mutant on the list fits the code of today and names tests that are there', async () => {
  const root = resolve(import.meta.dirname, '../../..');
  const mutants = await readMutants(root);
  const stale = mutants.filter(
    ({ file, from }) => readFileSync(join(root, file), 'utf8').split(from).length !== 2,
  );
  expect(stale.map(({ file, breaks }) => `${file}: ${breaks}`)).toEqual([]);
  for (const path of new Set(mutants.flatMap(({ tests }) => tests))) readFileSync(join(root, path));
});

test('a mutant of a window belongs to that window’s room', () => {
  expect(roomOf({ ...mutant, file: 'renderer/line/wire.ts' })).toBe('renderer/line');
});
