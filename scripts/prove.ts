// `npm run prove [-- --again]`: on a real Electron, the whole suite, then what only eyes can see; written to docs/proven.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { machineDesktop, root } from '../test/e2e/runtime.ts';
import { chooseRuntime } from './electron.ts';
import { openKeyring } from './keyring.ts';
import { fresh, type Proof, readProof, writeProof } from './prove/proof.ts';
import { readSteps } from './prove/steps.ts';
import { inSummary, walk } from './prove/walk.ts';
import { runCommand } from './test/run.ts';
import { tally } from './test/tally.ts';

/** Milliseconds the suite may take. */
const suiteLimit = 45 * 60_000;

const { values } = parseArgs({ options: { again: { type: 'boolean', default: false } } });

if (chooseRuntime().runtime === 'standin') {
  console.log('There is nothing to prove on the stand-in: what it shows, npm test has seen already.');
} else {
  await prove();
}

async function prove(): Promise<void> {
  const desktop = machineDesktop();
  const path = join(root, 'docs/proven', `${desktop}.json`);
  const run = {
    system: desktop,
    electron: version('node_modules/electron/package.json'),
    app: version('package.json'),
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    now: () => new Date().toISOString(),
  };
  const earlier = values.again ? null : readProof(path);
  let proof = fresh(run, earlier);
  const keep = (next: Proof) => {
    proof = next;
    writeProof(path, proof);
  };
  if (proof.suite === null) {
    console.log(
      'Running every test on this Electron. Windows open and close by themselves; leave them alone.',
    );
    keep({ ...proof, suite: { at: run.now(), ...(await runSuite(desktop)) } });
  }
  const steps = readSteps(readFileSync(join(root, 'docs/unproven.md'), 'utf8')).filter(({ systems }) =>
    systems.includes(desktop),
  );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    await walk({
      steps,
      proof,
      ask: (question) => terminal.question(question),
      say: (text) => console.log(text),
      keep,
      now: run.now,
    });
  } finally {
    terminal.close();
  }
  console.log(inSummary(proof, steps));
  console.log(`Written to ${path}. Please commit it.`);
  const failed =
    proof.suite === null || proof.suite.failed > 0 || proof.steps.some(({ answer }) => answer === 'no');
  process.exitCode = failed ? 1 : 0;
}

/** Playwright's own entry, not its link in node_modules/.bin: Windows starts no link without a shell. */
async function runSuite(desktop: string) {
  const cli = 'node_modules/@playwright/test/cli.js';
  // The first project is the flows themselves, on whichever desktop there is.
  const projects = desktop === 'x11' ? ['e2e'] : ['e2e', desktop];
  const folder = mkdtempSync(join(tmpdir(), 'offhook-prove-'));
  const report = join(folder, 'report.json');
  const keyring = process.platform === 'linux' ? await openKeyring() : null;
  try {
    const { succeeded, output } = await runCommand(
      process.execPath,
      [cli, 'test', ...projects.map((one) => `--project=${one}`), '--reporter=list,json'],
      { cwd: root, env: { ...keyring?.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, limit: suiteLimit },
    );
    const counted = tally(succeeded, { kind: 'playwright', path: report });
    if (counted.failed > 0) console.log(output);
    return counted;
  } finally {
    await keyring?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function version(file: string): string {
  const facts: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'));
  return String(Reflect.get(Object(facts), 'version'));
}
