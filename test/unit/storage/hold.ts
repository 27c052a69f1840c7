// Lets another process hold a database, as a backup or a curious person's tool does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Resolves once `path` is held; calling the answer lets it go and resolves once it is free. `whole`: not even
 * reading is possible, which takes a file that nobody else has open.
 */
export async function holdDatabase(
  path: string,
  what: 'writing' | 'whole' = 'writing',
): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'holder.ts'), path, what], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  };
}
