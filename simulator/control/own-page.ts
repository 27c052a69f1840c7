// Whether a request comes from this machine's own pages and programs, and not from a site somebody is visiting.
import type { FastifyRequest } from 'fastify';

const names = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * True for a request that names this server by a loopback address, as a site does not whose own name was
 * made to point here (DNS rebinding), and that no foreign page sends: a browser tells such a page's origin
 * with every POST and WebSocket, and its distance with everything else (Fetch §3.2, Fetch Metadata §2.3).
 */
export function isOwn({ headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>): boolean {
  const host = headers.host ?? '';
  const at = /^(.*?)(?::(\d+))?$/.exec(host);
  if (at === null || !names.has(at[1] ?? '') || Number(at[2] ?? 80) !== socket.localPort) return false;
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return false;
  const distance = headers['sec-fetch-site'];
  return distance === undefined || distance === 'same-origin' || distance === 'none';
}
