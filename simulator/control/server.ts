// The way to steer the simulator from outside, and the door of the telephone page. Loopback only.
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import fastifyWebsocket from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import { OffhookError } from '../../app/failure.ts';
import type { Agents } from '../agents/agents.ts';
import { demoCustomers } from '../agents/demo.ts';
import type { Tokens } from '../api/tokens.ts';
import type { Ring, SimulatedCall } from '../calls.ts';
import type { Feed, SimulatorEvent } from '../events.ts';
import { type Faults, faultsSchema } from '../faults.ts';
import type { Edge } from '../sip/edge.ts';
import { isOwn } from './own-page.ts';
import type { Telephone, TelephoneExchange } from './telephone.ts';

export interface ControlParts {
  edge: Edge;
  agents: Agents;
  faults: Faults;
  feed: Feed<SimulatorEvent>;
  tokens: Tokens;
  exchange: TelephoneExchange;
  ring: (call: Ring) => Promise<SimulatedCall>;
  ringFrom: (telephone: Telephone, call: Ring) => Promise<SimulatedCall>;
}

const ringSchema = z.object({
  agent: z.string().min(1),
  from: z.string().max(64),
  name: z.string().max(20_000).optional(),
  media: z.enum(['none', 'telephone']).optional(),
  callSid: z.string().max(256).optional(),
});
const sidSchema = z.object({ callSid: z.string() });
const deviceSchema = z.object({ agent: z.string(), device: z.enum(['sip', 'phone', 'off']) });

const pageFolder = new URL('../telephone/', import.meta.url);
const pageFiles = {
  '': { file: 'index.html', type: 'text/html; charset=utf-8' },
  'telephone.css': { file: 'telephone.css', type: 'text/css; charset=utf-8' },
  'telephone.js': { file: 'telephone.ts', type: 'text/javascript; charset=utf-8' },
} as const;

export function createControl(parts: ControlParts): FastifyInstance {
  const { edge, agents, faults, feed, exchange } = parts;
  const calls = new Map<string, SimulatedCall>();
  const server = fastify({ forceCloseConnections: true, logger: false });

  server.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    if (error instanceof OffhookError) return reply.code(404).send({ error: error.message });
    return reply.code(500).send({ error: error instanceof Error ? error.message : 'failed' });
  });
  server.addHook('onRequest', async (request, reply) => {
    if (isOwn(request)) return;
    // The connection of a refused WebSocket is nobody's any more, and would keep the server from closing.
    reply.raw.once('finish', () => request.socket.end());
    await reply.code(403).send({ error: 'not from here' });
  });
  const found = (params: unknown): SimulatedCall => {
    const call = calls.get(sidSchema.parse(params).callSid);
    if (call === undefined) throw new OffhookError('no-such-call');
    return call;
  };

  server.post('/control/calls', async (request) => {
    const call = await parts.ring(ringSchema.parse(request.body));
    calls.set(call.callSid, call);
    return { callSid: call.callSid };
  });
  server.get('/control/calls/:callSid', async (request) => {
    const { callSid, state, outcome, endedBy, timings } = found(request.params);
    return { callSid, state, outcome, endedBy, timings };
  });
  server.post('/control/calls/:callSid/hangup', async (request) => {
    await found(request.params).hangUp();
    return {};
  });
  server.post('/control/calls/:callSid/cancel', async (request) => {
    found(request.params).cancel();
    return {};
  });
  server.post('/control/faults', async (request) => {
    Object.assign(faults, faultsSchema.parse(request.body));
    return faults;
  });
  server.get('/control/registrations', async () =>
    edge.registrar
      .bindings()
      .map(({ agent, registeredAt, expiresAt }) => ({ agent, registeredAt, expiresAt })),
  );
  server.post('/control/edge/cut', async () => {
    edge.cutSockets();
    return {};
  });
  server.post('/control/device', async (request) => {
    const { agent, device } = deviceSchema.parse(request.body);
    agents.setActiveDevice(agent, device);
    return {};
  });
  server.post('/control/tokens/expire', async () => {
    parts.tokens.expireAll();
    return {};
  });
  server.get('/control/events', (_request, reply) => stream(reply, feed));

  server.register(fastifyWebsocket);
  server.register(async (routes) => {
    routes.get('/telephone/socket', { websocket: true }, (socket) => {
      exchange.connect(socket, ({ agent, from, name }, telephone) =>
        parts.ringFrom(telephone, { agent, from, ...(name === '' ? {} : { name }) }),
      );
    });
  });
  for (const [path, { file, type }] of Object.entries(pageFiles)) {
    server.get(`/telephone/${path}`, async (_request, reply) => {
      const text = await readFile(new URL(file, pageFolder), 'utf8');
      return reply.type(type).send(file.endsWith('.ts') ? stripTypeScriptTypes(text) : text);
    });
  }
  server.get('/telephone/people.json', async () => ({
    agents: agents.list().map(({ userId, name }) => ({ userId, name })),
    customers: demoCustomers,
  }));
  return server;
}

/** Server-sent events: everything recorded so far, then each as it happens. */
function stream(reply: FastifyReply, feed: Feed<SimulatorEvent>): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const write = (event: object) => raw.write(`data: ${JSON.stringify(event)}\n\n`);
  for (const event of feed.entries) write(event);
  const stop = feed.subscribe(write);
  raw.on('close', stop);
}
