// Runs a stage's commands with all they start, keeps what they print, and ends them when they take too long.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { Stage } from './stages.ts';
import { type Tally, tally } from './tally.ts';

export interface Result extends Tally {
  readonly stage: Stage;
  /** Milliseconds. */
  readonly took: number;
  readonly output: string;
}

const root = resolve(import.meta.dirname, '../..');
/** Milliseconds after which a stage's command is ended and the stage has failed. */
const stageLimit = 15 * 60_000;
/** Milliseconds an ended command has to leave nothing behind. */
const grace = 10_000;
const running = new Set<ChildProcess>();

/** Runs one stage to its end. It never throws: whatever goes wrong is a failure of the stage. */
export async function runStage(stage: Stage, env: Record<string, string>): Promise<Result> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'offhook-test-'));
  const path = join(folder, 'report.json');
  let output = '';
  let succeeded = true;
  try {
    for (const [program = '', ...args] of stage.commands) {
      const ended = await runCommand(
        program,
        args.map((arg) => arg.replace('{report}', path)),
        { cwd: root, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: path }, limit: stageLimit },
      );
      output += ended.output;
      succeeded &&= ended.succeeded;
    }
    const report = stage.report && { kind: stage.report, path };
    return { stage, took: performance.now() - started, output, ...tally(succeeded, report) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where a command runs, with what, and the milliseconds after which it is ended. */
export interface Place {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly limit: number;
}

/** Runs one of the project's own programs with all it starts. It never throws. */
export function runCommand(program: string, args: readonly string[], { cwd, env, limit }: Place) {
  return new Promise<{ succeeded: boolean; output: string }>((settle) => {
    const PATH = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env, PATH, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      output += `\nended after ${limit / 60_000} minutes\n`;
      void endGroup(child);
    }, limit);
    const finish = (succeeded: boolean) => {
      clearTimeout(timer);
      running.delete(child);
      settle({ succeeded, output });
    };
    child.once('error', (error) => {
      output += `${program}: ${error.message}\n`;
      finish(false);
    });
    child.once('exit', (code, signal) => {
      // What it left running holds the pipes open and would be waited for without end.
      signalGroup(child, 'SIGKILL');
      if (code !== 0) output += `\n${program} ended with ${signal ?? `code ${code}`}\n`;
    });
    child.once('close', (code) => finish(code === 0));
  });
}

async function endGroup(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('close', resolve));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
  await gone;
  clearTimeout(timer);
}

/** A command leads its own process group: browsers and daemons go with it. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Ends whatever runs, for a person who will not wait. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map(endGroup));
}
