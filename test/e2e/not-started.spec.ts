// A phone that cannot start says so and ends: no invisible process keeps the next start away.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './agent.ts';
import { findRuntime, root } from './runtime.ts';

test('a damaged installation shows an error box, exits, and leaves the lock to a sound one', async ({
  launchOffhook,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'offhook-damaged-'));
  const profile = path.join(folder, 'profile');
  try {
    await cp(path.join(root, 'package.json'), path.join(folder, 'package.json'));
    await cp(path.join(root, 'out'), path.join(folder, 'out'), { recursive: true });
    await rm(path.join(folder, 'out/renderer/popup'), { recursive: true });
    const { runtime, executablePath } = findRuntime();
    test.skip(runtime === 'electron', 'the box of a real Electron waits for a person');
    const app = spawn(executablePath, [folder, `--user-data-dir=${profile}`], { stdio: 'pipe' });
    let said = '';
    app.stderr.on('data', (chunk) => {
      said += chunk;
    });
    app.stdout.resume();
    expect((await once(app, 'exit'))[0]).toBe(1);
    expect(said).toContain('Offhook could not start');
    expect(await readFile(path.join(profile, 'logs/offhook.log'), 'utf8')).toContain('"not-started"');
    const { desk } = await launchOffhook({ profile });
    await expect(desk.getByRole('button', { name: /keep it in memory/i })).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
