// Free ports on this machine, and knowing when one is free again.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export const host = '127.0.0.1';

// Below the range the system gives to outgoing connections (32768 on Linux): a phone that keeps calling a
// dead edge on a port of that range can be given the very same port to call from, and so reach itself.
const lowest = 20_000;
const highest = 32_000;

function isTcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => socket.close(() => resolve(false)));
    socket.bind(port, host, () => socket.close(() => resolve(true)));
  });
}

async function isFree(port: number): Promise<boolean> {
  return (await isTcpFree(port)) && (await isUdpFree(port));
}

/** A port on which nobody listens, neither by TCP nor by UDP. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port between ${lowest} and ${highest}`);
}

/** The first and last of 200 ports for media; whoever takes one passes over those in use. */
export function mediaPorts(): { first: number; last: number } {
  const first = 10_000 + 200 * Math.floor(Math.random() * 49);
  return { first, last: first + 199 };
}

/** Asks again every 20 ms until the answer is true. */
export async function until(what: string, probe: () => Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await probe())) {
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${what}`);
    await pause(20);
  }
}

/** Resolves once a program that was ended has let go of its port. */
export function untilFree(port: number): Promise<void> {
  return until(`port ${port} is free again`, () => isFree(port));
}
