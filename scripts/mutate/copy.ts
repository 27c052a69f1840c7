// A copy of the checkout to break: the person's own files are never edited.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformWithOxc } from 'vite';
import type { Mutant } from '../../test/mutants/mutant.ts';

/** Why an edit proves nothing: it does not fit the file, or leaves no program. */
class StaleMutant extends Error {}

/** The files git knows or would take. */
export function filesOf(root: string): string[] {
  const listed = spawnSync('git', ['ls-files', '-coz', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  if (listed.status !== 0) throw new Error(`git ls-files: ${listed.stderr}`);
  return listed.stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

export class Copy {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** The files named, as they are now, beside the packages that are installed. */
  static make(root: string, paths: readonly string[]): Copy {
    const folder = mkdtempSync(join(tmpdir(), 'offhook-mutate-'));
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(root, path), join(folder, path));
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return new Copy(folder);
  }

  /**
   * Runs `work` while the mutant's edit stands.
   *
   * @throws StaleMutant when the text does not stand in the file exactly once, or what comes is no program
   */
  async broken<T>(mutant: Mutant, work: () => Promise<T>): Promise<T> {
    const path = join(this.folder, mutant.file);
    const whole = readFileSync(path, 'utf8');
    const [before, after, ...more] = whole.split(mutant.from);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new StaleMutant(`its text stands ${whole.split(mutant.from).length - 1} times in ${mutant.file}`);
    }
    const edited = before + mutant.to + after;
    if (/\.tsx?$/.test(path)) {
      await transformWithOxc(edited, path).catch((error: unknown) => {
        throw new StaleMutant(`its edit is no program: ${String(error).slice(0, 200)}`);
      });
    }
    writeFileSync(path, edited);
    try {
      return await work();
    } finally {
      writeFileSync(path, whole);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
