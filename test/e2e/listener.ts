// A server of the test's own, that hears whatever tries to reach it: HTTP, WebSocket, any TCP, any UDP.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface Listener {
  /** The same number for TCP and UDP, on 127.0.0.1. */
  readonly port: number;
  /** What arrived, oldest first: the first line of it over TCP, `udp` over UDP. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

/** @throws when the port that TCP was given is taken for UDP. */
export async function listen(): Promise<Listener> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      heard.push(data.toString('latin1').split('\r\n')[0] ?? '');
      // An answer, so that a page that was let through knows at once.
      socket.end('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\n\r\n');
    });
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4', () => heard.push('udp'));
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    port,
    heard,
    close: async () => {
      udp.close();
      tcp.close();
      for (const socket of sockets) socket.destroy();
      await once(tcp, 'close');
    },
  };
}
