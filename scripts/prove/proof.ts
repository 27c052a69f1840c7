// What was proven on one system: a file of docs/proven, read by its schema and written after each answer.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

export const systems = ['x11', 'wayland', 'windows', 'macos'] as const;
export type System = (typeof systems)[number];

const moment = z.iso.datetime();
const count = z.int().nonnegative();

export const proofSchema = z.strictObject({
  system: z.enum(systems),
  /** Versions of Electron and of the phone, and the commit that was tried. */
  electron: z.string().min(1),
  app: z.string().min(1),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  startedAt: moment,
  /** Null while the tests have not run to their end. */
  suite: z.strictObject({ at: moment, passed: count, failed: count, skipped: count }).nullable(),
  steps: z.array(
    z.strictObject({
      /** The step's, as docs/unproven.md heads it. */
      id: z.string().min(1),
      answer: z.enum(['yes', 'no', 'skip']),
      note: z.string().max(2000),
      at: moment,
    }),
  ),
});

export type Proof = z.infer<typeof proofSchema>;

export interface Run {
  system: System;
  electron: string;
  app: string;
  commit: string;
  /** ISO 8601, UTC. */
  now: () => string;
}

/** The proof to go on with: the earlier one where it is of the same Electron and commit, else an empty one. */
export function fresh({ now, ...run }: Run, earlier: Proof | null): Proof {
  const same =
    earlier !== null &&
    earlier.system === run.system &&
    earlier.electron === run.electron &&
    earlier.commit === run.commit;
  return same ? earlier : { ...run, startedAt: now(), suite: null, steps: [] };
}

/**
 * Null where nothing was written yet.
 *
 * @throws Error when the file is not a proof: a person's answers are never overwritten unread.
 */
export function readProof(path: string): Proof | null {
  if (!existsSync(path)) return null;
  try {
    return proofSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Error(`${path} is not a proof; move it away, or begin anew with --again`, { cause });
  }
}

/** Through a second file, so that an interruption leaves the old answers or the new. */
export function writeProof(path: string, proof: Proof): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(proofSchema.parse(proof), null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
