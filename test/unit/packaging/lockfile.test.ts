// A fresh clone installs from the lock file alone, on every platform and from any registry.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        optionalDependencies: z.record(z.string(), z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../package-lock.json'), 'utf8')));

it('holds no download address', () => {
  const addressed = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined);
  expect(addressed).toEqual([]);
});

it('names the packages of every platform, without which npm ci refuses it', () => {
  const paths = Object.keys(lock.packages);
  const missing = Object.values(lock.packages)
    .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    .filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)));
  expect(missing).toEqual([]);
});
