// One instance for each profile folder: a lock in the folder, and letters to whoever holds it.
import { randomUUID } from 'node:crypto';
import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** What a second instance tells the first. */
export interface Letter {
  argv: string[];
  workingDirectory: string;
  additionalData: unknown;
}

/** Everything is synchronous: the second instance exits right after it has lost. */
export class SingleInstance {
  #watcher: FSWatcher | null = null;
  #lock = '';

  get held(): boolean {
    return this.#watcher !== null;
  }

  /** Takes the folder's lock, or gives the holder this instance's letter and returns false. */
  request(folder: string, letter: Letter, onLetter: (letter: Letter) => void): boolean {
    if (this.held) return true;
    const letters = path.join(folder, 'SingletonLetters');
    mkdirSync(letters, { recursive: true });
    const lock = path.join(folder, 'SingletonLock');
    if (!take(lock)) {
      const name = randomUUID();
      const draft = path.join(folder, `SingletonDraft-${name}`);
      writeFileSync(draft, JSON.stringify(letter));
      renameSync(draft, path.join(letters, name));
      return false;
    }
    this.#lock = lock;
    for (const old of readdirSync(letters)) rmSync(path.join(letters, old), { force: true });
    this.#watcher = watch(letters, { persistent: false }, () => {
      for (const name of readdirSync(letters)) {
        const file = path.join(letters, name);
        const text = readFileSync(file, 'utf8');
        rmSync(file, { force: true });
        onLetter(JSON.parse(text) as Letter);
      }
    });
    process.once('exit', () => this.release());
    return true;
  }

  release(): void {
    if (this.#watcher === null) return;
    this.#watcher.close();
    this.#watcher = null;
    rmSync(this.#lock, { force: true });
  }
}

/** Makes the lock, a link that names its process; one left by a dead process is taken over. */
function take(lock: string): boolean {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      symlinkSync(String(process.pid), lock);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (alive(Number(readlinkSync(lock)))) return false;
      rmSync(lock, { force: true });
    }
  }
  return false;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
