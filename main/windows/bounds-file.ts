// Remembers where the desk window stood, in a small file of the profile.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});

/** Where the desk window's bounds are kept. Both may fail silently: then the window opens where new ones do. */
export interface BoundsStore {
  read(): Rectangle | null;
  write(bounds: Rectangle): void;
}

export function boundsFile(path: string): BoundsStore {
  return {
    read() {
      try {
        return boundsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return null;
      }
    },
    write(bounds) {
      try {
        // Through a second file, so that a crash leaves the old bounds or the new, never half of them.
        writeFileSync(`${path}.new`, JSON.stringify(bounds));
        renameSync(`${path}.new`, path);
      } catch {}
    },
  };
}
