// Where log lines go: a file of limited size, with one older file beside it.
import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Sink } from './log.ts';

export interface LogFileOptions {
  /** The file written to; the older one has `.1` at its end. */
  path: string;
  /** Bytes after which the file becomes the older one. */
  limit?: number;
}

/**
 * A sink that appends to a file readable by its owner only. Lines are written at once, since the ones before
 * a crash matter most, and they are few. A disk that is full or read-only loses lines and nothing else.
 */
export function logFile({ path, limit = 2_000_000 }: LogFileOptions): Sink {
  attempt(() => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }));
  // Appending gives the mode to new files only.
  for (const file of [path, `${path}.1`]) attempt(() => chmodSync(file, 0o600));
  let size = sizeOf(path);
  return (line) => {
    const bytes = Buffer.byteLength(line) + 1;
    if (size > 0 && size + bytes > limit) {
      attempt(() => renameSync(path, `${path}.1`));
      size = sizeOf(path);
    }
    attempt(() => appendFileSync(path, `${line}\n`, { mode: 0o600 }));
    size += bytes;
  };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** A log that can't be written must not end a call, and there is nowhere left to say so. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {}
}
