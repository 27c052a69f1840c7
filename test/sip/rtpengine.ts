// The media relay of the edge: rtpengine in user space.
import { createSocket } from 'node:dgram';
import { type Child, startChild } from './child.ts';
import { freePort, host, mediaPorts, until } from './ports.ts';

export interface Rtpengine {
  /** Its control address as kamailio writes it. */
  socket: string;
  stop: () => Promise<void>;
}

/** One ping of the ng protocol (bencoded, behind a cookie); true when the pong came within 200 ms. */
function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (answered: boolean) => {
      clearTimeout(timer);
      socket.close();
      resolve(answered);
    };
    const timer = setTimeout(() => finish(false), 200);
    socket.once('message', (reply) => finish(reply.includes('4:pong')));
    socket.once('error', () => finish(false));
    socket.connect(port, host, () => socket.send('rig d7:command4:pinge'));
  });
}

export async function startRtpengine(folder: string): Promise<Rtpengine> {
  const port = await freePort();
  const { first, last } = mediaPorts();
  const child: Child = startChild(
    'rtpengine',
    [
      // Not the system's own, whose fixed control port only one rig could have.
      '--config-file=none',
      '--foreground',
      '--log-stderr',
      '--log-level=4',
      // No kernel module: packets are forwarded in user space.
      '--table=-1',
      `--interface=${host}`,
      `--listen-ng=${host}:${port}`,
      `--port-min=${first}`,
      `--port-max=${last}`,
      '--num-threads=2',
    ],
    { deathSignal: 'KILL', cwd: folder },
  );
  const ended = child.exited.then(() => {
    throw new Error(`rtpengine ended at its start:\n${child.lines.all.slice(-15).join('\n')}`);
  });
  await Promise.race([until('rtpengine answers', () => ping(port)), ended]);
  return { socket: `udp:${host}:${port}`, stop: () => child.end('SIGTERM') };
}
