// The SIP edge: kamailio, with the passwords of the agents it is to know, and what it says of itself.
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Child, startChild } from '../child.ts';
import { EventLog } from '../event-log.ts';
import { freePort, host, until, untilFree } from '../ports.ts';

/** An agent as the edge knows them: the part of SipId before the @, and the password. */
export interface EdgeAgent {
  user: string;
  password: string;
}

const edgeEventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('register'),
    agent: z.string(),
    outcome: z.enum(['challenged', 'registered', 'unregistered', 'wrong-password', 'unknown']),
    contact: z.string(),
  }),
  z.object({ event: z.literal('request'), method: z.string(), by: z.string(), callId: z.string() }),
  z.object({
    event: z.literal('reply'),
    method: z.string(),
    code: z.number(),
    by: z.string(),
    callId: z.string(),
  }),
  z.object({ event: z.literal('socket-closed') }),
]);
/** What the edge saw. `by` is `ws` for what an agent sent, `udp` for what a telephone sent. */
export type EdgeEvent = z.infer<typeof edgeEventSchema>;

export interface EdgeOptions {
  folder: string;
  domain: string;
  agents: EdgeAgent[];
  rtpengine: string;
}

const configFile = fileURLToPath(new URL('kamailio.cfg', import.meta.url));
const eventMark = 'edge: ';

export class Edge {
  readonly events = new EventLog<EdgeEvent>();
  readonly port: number;
  readonly #options: EdgeOptions;
  #child: Child | null = null;

  constructor(port: number, options: EdgeOptions) {
    this.port = port;
    this.#options = options;
  }

  /** Where an agent's phone connects (SIP over WebSocket, RFC 7118). */
  get sipUrl(): string {
    return `ws://${host}:${this.port}/wss`;
  }

  /** Where a telephone sends its calls (SIP over UDP). */
  get trunk(): string {
    return `sip:${host}:${this.port};transport=udp`;
  }

  /** Starts kamailio, on the same port every time; resolves when it serves. */
  async start(): Promise<void> {
    const { folder } = this.#options;
    const file = join(folder, 'edge.cfg');
    await writeFile(file, this.#config(), { mode: 0o600 });
    const listen = ['-l', `tcp:${host}:${this.port}`, '-l', `udp:${host}:${this.port}`];
    // TERM: kamailio's first process then ends those it forked; a KILL would orphan them.
    const child = startChild('kamailio', ['-f', file, ...listen, '-Y', folder, '-m', '64', '-DD', '-E'], {
      deathSignal: 'TERM',
      cwd: folder,
    });
    this.#child = child;
    child.lines.follow((line) => this.#read(line));
    const ended = child.exited.then(() => {
      throw new Error(`kamailio ended at its start:\n${child.lines.all.slice(-15).join('\n')}`);
    });
    await Promise.race([until('kamailio answers', () => this.#answers()), ended]);
  }

  /** Ends kamailio at once, as a crash would, and every socket with it; media is not its business and goes on. */
  async kill(): Promise<void> {
    await this.#child?.end('SIGKILL');
    this.#child = null;
    await untilFree(this.port);
  }

  async stop(): Promise<void> {
    await this.#child?.end('SIGTERM');
    this.#child = null;
  }

  /** From now on this agent has another password at the edge. */
  async setPassword(agent: string, password: string): Promise<void> {
    await this.#call('htable.sets', ['agents', agent, password]);
  }

  /** The addresses at which the edge would ring this agent. */
  async contactsOf(agent: string): Promise<string[]> {
    const reply = await this.#call('ul.lookup', ['location', `${agent}@${this.#options.domain}`]);
    const contacts = z
      .object({
        result: z.object({ Contacts: z.array(z.object({ Contact: z.object({ Address: z.string() }) })) }),
      })
      .safeParse(reply);
    return contacts.success ? contacts.data.result.Contacts.map(({ Contact }) => Contact.Address) : [];
  }

  #config(): string {
    const { agents, domain, rtpengine } = this.#options;
    const text = (value: string) => {
      if (!/^[\w.:@+-]+$/.test(value)) throw new Error('The edge takes only plain names and passwords');
      return `"${value}"`;
    };
    return [
      '#!KAMAILIO',
      `#!define RTPENGINE_SOCKET ${text(rtpengine)}`,
      `#!define SIP_DOMAIN ${text(domain)}`,
      `include_file "${configFile}"`,
      'event_route[htable:mod-init] {',
      ...agents.map(({ user, password }) => `  $sht(agents=>${user}) = ${text(password)};`),
      '}',
      '',
    ].join('\n');
  }

  #read(line: string): void {
    const start = line.indexOf(eventMark);
    if (start < 0) return;
    this.events.add(edgeEventSchema.parse(JSON.parse(line.slice(start + eventMark.length))));
  }

  async #answers(): Promise<boolean> {
    try {
      await this.#call('core.version', []);
      return true;
    } catch {
      return false;
    }
  }

  /** One call of kamailio's JSON-RPC. */
  #call(method: string, params: string[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const asked = request(
        { host, port: this.port, path: '/rpc', method: 'POST', agent: false, timeout: 2_000 },
        (reply) => {
          reply.setEncoding('utf8');
          let body = '';
          reply.on('data', (part: string) => {
            body += part;
          });
          reply.once('error', reject);
          reply.once('end', () => {
            try {
              resolve(JSON.parse(body));
            } catch (error) {
              reject(error);
            }
          });
        },
      );
      asked.once('timeout', () => asked.destroy(new Error(`${method}: no reply`)));
      asked.once('error', reject);
      asked.end(JSON.stringify({ jsonrpc: '2.0', method, params, id: 1 }));
    });
  }
}

export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const edge = new Edge(await freePort(), options);
  await edge.start();
  return edge;
}
