// The behaviours that are broken on purpose: read from test/mutants, one file an area.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Mutant } from '../../test/mutants/mutant.ts';

const mutantSchema: z.ZodType<Mutant> = z.strictObject({
  breaks: z.string().min(1),
  file: z.string().min(1),
  from: z.string().min(1),
  to: z.string(),
  stage: z.enum(['unit', 'standin', 'e2e', 'demo', 'look', 'line', 'sip']),
  tests: z.array(z.string().min(1)).min(1),
  grep: z.string().min(1).exactOptional(),
});

/** @throws ZodError for an entry that is not a mutant */
export async function readMutants(root: string): Promise<Mutant[]> {
  const folder = join(root, 'test/mutants');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'mutant.ts');
  const lists = await Promise.all(
    files.sort().map(async (name) => {
      const { default: _, ...exported } = await import(join(folder, name));
      return Object.values(exported).flatMap((list) => z.array(mutantSchema).parse(list));
    }),
  );
  return lists.flat();
}

/** The room a mutant breaks: `app`, `main`, `simulator`, and each window of `renderer`. */
export function roomOf({ file }: Mutant): string {
  const [room = '', window = ''] = file.split('/');
  return room === 'renderer' ? `renderer/${window}` : room;
}
