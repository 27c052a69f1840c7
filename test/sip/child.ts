// A program of the rig: started so that it cannot outlive the tests, its output kept as lines.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { EventLog } from './event-log.ts';

export interface Child {
  lines: EventLog<string>;
  exited: Promise<void>;
  /** Sends a signal to the program and all it forked, and waits until it is gone. */
  end: (signal: NodeJS.Signals) => Promise<void>;
}

export interface ChildOptions {
  /** What the kernel sends the program when this process dies, however it dies. */
  deathSignal: 'KILL' | 'TERM';
  cwd: string;
}

export function startChild(command: string, args: string[], options: ChildOptions): Child {
  // setpriv (util-linux) asks the kernel for the death signal (prctl PR_SET_PDEATHSIG), then becomes the program.
  const child = spawn('setpriv', ['--pdeathsig', options.deathSignal, '--', command, ...args], {
    cwd: options.cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = new EventLog<string>();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (text) => lines.add(text));
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      lines.close(`${command} ended (${signal ?? code})`);
      resolve();
    });
    child.once('error', (error) => {
      lines.close(`${command} did not start: ${error.message}`);
      resolve();
    });
  });
  return {
    lines,
    exited,
    end: (signal) => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, signal);
      return exited;
    },
  };
}
