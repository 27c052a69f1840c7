// Reading mappings and switching devices (facts.md §1.7, §1.8, §2).
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { switchDevice } from '../agents/agents.ts';
import { mappingOnTheWire, type SecretForm } from '../agents/wire.ts';
import { nestedError, Refusal, success } from './envelope.ts';
import { readInput, requireToken, type Served } from './served.ts';

const querySchema = z.object({
  user_id: z.string().optional(),
  last_value: z.coerce.number().int().min(0).default(0),
  page_size: z.coerce.number().int().min(1).max(1000).default(20),
});
const deviceSchema = z.object({
  UserId: z.string().min(1),
  DeviceName: z.enum(['sip', 'phone']).optional(),
  DeviceStatus: z.boolean(),
});

export function mappingRoutes(routes: FastifyInstance, service: Served): void {
  const { agents, app, options } = service;
  const row = (agent: Parameters<typeof mappingOnTheWire>[0], form: SecretForm) =>
    mappingOnTheWire(agent, { appId: app.appId, accountSid: options.accountSid }, form);

  const find = (userId: string) => {
    const agent = agents.find(userId);
    if (!agent) throw new Refusal(404, 'record not found');
    return agent;
  };

  routes.get('/usermapping', async (request) => {
    requireToken(service, request, [app.appId]);
    const query = readInput(querySchema, request.query);
    if (query.user_id !== undefined) return success(row(find(query.user_id), service.faults.sipSecret));
    // `last_value` is the number of the row to go on from; the first row is 1.
    const from = Math.max(query.last_value - 1, 0);
    const page = agents.list().slice(from, from + query.page_size);
    return success({
      Users: page.map((agent) => row(agent, 'plain')),
      PageSize: query.page_size,
      LastEvaluatedValue: String(from + page.length + 1),
    });
  });

  routes.put('/device', async (request) => {
    requireToken(service, request, [app.appId]);
    const { UserId, DeviceName, DeviceStatus } = readInput(deviceSchema, request.body);
    const agent = find(UserId);
    const refusal = switchDevice(agent, DeviceName ?? null, DeviceStatus, options.devicePolicy);
    if (refusal) {
      const { status, code, description } = refusal;
      throw new Refusal(status, code === null ? description : nestedError(status, code, description));
    }
    service.feed.record({ kind: 'device', agent: agent.userId, activeDeviceId: agent.activeDeviceId });
    return success(row(agent, 'plain'));
  });
}
