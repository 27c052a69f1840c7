// Makes one edit stand while something runs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import type { Mutant } from '../../test/mutants/mutant.ts';

/**
 * Runs `work` while the mutant's edit stands in `folder`.
 *
 * @throws Error when the text does not stand in the file exactly once, or what comes is no program: such an
 * edit proves nothing
 */
export async function whileBroken<T>(folder: string, mutant: Mutant, work: () => Promise<T>): Promise<T> {
  const path = join(folder, mutant.file);
  const whole = readFileSync(path, 'utf8');
  const [before, after, ...more] = whole.split(mutant.from);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`its text stands ${whole.split(mutant.from).length - 1} times in ${mutant.file}`);
  }
  const edited = before + mutant.to + after;
  if (/\.tsx?$/.test(path)) {
    await transformWithOxc(edited, path).catch((error: unknown) => {
      throw new Error(`its edit is no program: ${String(error).slice(0, 200)}`);
    });
  }
  writeFileSync(path, edited);
  try {
    return await work();
  } finally {
    writeFileSync(path, whole);
  }
}
