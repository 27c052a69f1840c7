// Waits to be told to end: Ctrl+C, a closed terminal, or the system.

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Milliseconds in which one Ctrl+C may come several times, handed on by each command above this one. */
const echo = 1_000;

/** Settles with the first signal. Another one later means that the person will not wait: the process exits. */
export function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    let toldAt: number | null = null;
    const told = () => {
      toldAt ??= performance.now();
      if (performance.now() - toldAt > echo) process.exit(1);
      resolve();
    };
    for (const signal of signals) process.on(signal, told);
  });
}
