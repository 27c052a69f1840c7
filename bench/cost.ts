// What a program costs while it runs: processor time and memory of it and all it started, read from Linux's /proc.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Clock ticks a second (`sysconf(_SC_CLK_TCK)`): 100 on every Linux this runs on. */
const ticks = 100;

export interface Cost {
  /** Share of one core, 0 to 1 and above. */
  cpu: number;
  /** Proportional set size, in bytes: shared pages are shared out. */
  pss: number;
}

/** The processes that are a root, with all their descendants: asked anew each time it is called. */
export function treeOf(isRoot: (pid: number) => boolean): () => number[] {
  return () => {
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const parents = new Map(all.map((pid) => [Number(pid), parentOf(pid)]));
    const roots = new Set([...parents.keys()].filter(isRoot));
    const isOf = (pid: number): boolean => {
      for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
        if (roots.has(at)) return true;
      }
      return false;
    };
    return [...parents.keys()].filter(isOf);
  };
}

/** A process whose command line holds `text`. */
export function runs(text: string): (pid: number) => boolean {
  return (pid) => read(`/proc/${pid}/cmdline`).includes(text);
}

/** The costs of several programs over the same `ms` milliseconds. */
export async function costs(programs: readonly (() => number[])[], ms: number): Promise<Cost[]> {
  const before = programs.map((pids) => used(pids()));
  const began = performance.now();
  await wait(ms);
  const seconds = (performance.now() - began) / 1000;
  return programs.map((pids, index) => {
    const present = pids();
    return {
      cpu: (used(present) - (before[index] ?? 0)) / ticks / seconds,
      pss: present.reduce((sum, pid) => sum + pssOf(pid), 0),
    };
  });
}

function used(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = statOf(String(pid));
    return sum + Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  }, 0);
}

function parentOf(pid: string): number {
  return Number(statOf(pid)[1] ?? 0);
}

/** The fields of proc_pid_stat(5) from the third on: the second, the name, may hold anything. */
function statOf(pid: string): string[] {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function pssOf(pid: number): number {
  return 1024 * Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
