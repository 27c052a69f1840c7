// The Integrations API over HTTP: the door, the faults and the token check; the routes are beside it.
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ApiFault, takeApiFault } from '../faults.ts';
import { failure, nestedError, Refusal, success } from './envelope.ts';
import { appRoutes } from './routes-app.ts';
import { mappingRoutes } from './routes-mapping.ts';
import type { Served } from './served.ts';

export const basePath = '/v2/integrations';

const proxyPage = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

function endpointOf(request: FastifyRequest): string {
  return `${request.method} ${(request.routeOptions.url ?? request.url).replace(basePath, '')}`;
}

export function createApi(service: Served): FastifyInstance {
  const { faults } = service;
  const server = fastify({ forceCloseConnections: true, logger: false });
  const truncated = new WeakSet<FastifyRequest>();
  const echoed = new WeakMap<FastifyRequest, number>();

  const send = (reply: FastifyReply, status: number, error: string): FastifyReply =>
    reply.code(faults.failuresUnder200 ? 200 : status).send(failure(status, error, faults.failureWord));

  const spoil = async (
    fault: ApiFault['fault'],
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> => {
    switch (fault.kind) {
      case 'status':
        throw new Refusal(fault.status, fault.message, fault.retryAfter);
      case 'code-in-200':
        return reply.code(200).send(failure(fault.code, fault.message, faults.failureWord));
      case 'json-in-string':
        throw new Refusal(fault.status, nestedError(fault.status, fault.code, fault.description));
      case 'data':
        return reply.code(200).send(success(fault.data));
      case 'echo':
        // Its body is not read yet.
        echoed.set(request, fault.status);
        return undefined;
      case 'redirect':
        return reply.redirect('http://127.0.0.1/sign-in', 302);
      case 'broken-gzip':
        return reply.code(200).header('Content-Encoding', 'gzip').type('application/json').send('{"Data":1}');
      case 'truncated':
        truncated.add(request);
        return undefined;
      case 'html':
        return reply.code(fault.status).type('text/html').send(proxyPage);
      case 'hang':
        return reply.hijack();
      case 'drop':
        request.raw.socket.destroy();
        return reply.hijack();
      case 'slow':
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, fault.ms);
          request.raw.socket.once('close', () => {
            clearTimeout(timer);
            resolve();
          });
        });
        return undefined;
    }
  };

  server.addHook('onRequest', async (request, reply) => {
    const fault = takeApiFault(faults, endpointOf(request));
    return fault ? await spoil(fault, request, reply) : undefined;
  });
  server.addHook('preHandler', async (request, reply) => {
    const status = echoed.get(request);
    if (status === undefined) return undefined;
    const said = `refused: ${request.headers.authorization ?? ''} ${JSON.stringify(request.body ?? {})}`;
    const RequestId = request.headers.authorization ?? said;
    return reply.code(status).send({ ...failure(status, said, faults.failureWord), RequestId });
  });
  server.addHook('onSend', async (request, _reply, payload) => {
    if (!truncated.has(request) || typeof payload !== 'string') return payload;
    return payload.slice(0, Math.floor(payload.length / 2));
  });
  server.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof Refusal) {
      if (error.retryAfter !== undefined) reply.header('Retry-After', String(error.retryAfter));
      return send(reply, error.status, error.message);
    }
    const status = z.object({ statusCode: z.number() }).safeParse(error);
    const code = status.success ? status.data.statusCode : 500;
    return send(reply, code, code < 500 ? 'Bad request' : 'Internal server error');
  });
  server.setNotFoundHandler(async (_request, reply) => send(reply, 404, 'page not found'));
  server.register(
    async (routes) => {
      appRoutes(routes, service);
      mappingRoutes(routes, service);
    },
    { prefix: basePath },
  );
  return server;
}
