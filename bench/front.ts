// TLS in front of the simulator, under the vendor's own names: what is built into the vendor's kit cannot be changed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Simulator } from '../simulator/simulator.ts';

/** The hosts the vendor's kit speaks to, and the one its page comes from. */
const hosts = {
  api: 'integrationscore.mum1.exotel.com',
  edge: 'voip.in1.exotel.com',
  page: 'kit.invalid',
} as const;

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.wav': 'audio/wav' };

export interface Front {
  /** Where the kit's page is, in a browser with {@link switches}. */
  page: string;
  /** The edge behind TLS, by its address. */
  edgeUrl: string;
  /** Chromium's switches that lead the vendor's names here and trust the certificate. */
  switches: string[];
  close(): void;
}

/** `folder` holds the kit's built page. */
export async function openFront(simulator: Simulator, folder: string): Promise<Front> {
  const api = new URL(simulator.addresses.api);
  const edge = new URL(simulator.addresses.sip);
  const server = createServer(certificate(), (request, response) => {
    if (hostOf(request) === hosts.page) servePage(folder, request, response);
    else passOn(api, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let index = 0; index < request.rawHeaders.length; index += 2) {
      lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`);
    }
    const behind = connect(Number(edge.port), edge.hostname, () => {
      behind.setNoDelay(true);
      behind.write(`${lines.join('\r\n')}\r\n\r\n`);
      behind.write(head);
      socket.pipe(behind).pipe(socket);
    });
    behind.on('error', () => socket.destroy());
    behind.on('close', () => socket.destroy());
    socket.on('error', () => behind.destroy());
    socket.on('close', () => behind.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const rules = Object.values(hosts).map((host) => `MAP ${host}:443 127.0.0.1:${port}`);
  return {
    page: `https://${hosts.page}/`,
    edgeUrl: `wss://127.0.0.1:${port}${edge.pathname}`,
    switches: [`--host-resolver-rules=${rules.join(', ')}`, '--ignore-certificate-errors'],
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:\d+$/, '');
}

function servePage(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url === '/' ? '/index.html' : (request.url ?? '');
  try {
    const body = readFileSync(join(folder, path));
    response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** The vendor's API is open to pages of any origin (facts.md §1.1). */
function passOn(api: URL, request: IncomingMessage, response: ServerResponse): void {
  const open = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'authorization, content-type',
    'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
  };
  if (request.method === 'OPTIONS') {
    response.writeHead(204, open).end();
    return;
  }
  const { host: _, ...headers } = request.headers;
  const behind = httpRequest(
    { host: api.hostname, port: api.port, method: request.method, path: request.url, headers },
    (reply) => {
      response.writeHead(reply.statusCode ?? 502, { ...reply.headers, ...open });
      reply.pipe(response);
    },
  );
  behind.on('error', () => response.writeHead(502, open).end());
  request.pipe(behind);
}

function certificate(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-certificate-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const names = ['-subj', '/CN=bench', '-days', '2', '-nodes'];
    const done = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...[...names, '-keyout', key, '-out', cert],
    ]);
    if (done.status !== 0) throw new Error(`openssl: ${done.stderr}`);
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
