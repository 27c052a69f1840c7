// Token, app and app settings (facts.md §1.3 to §1.6).
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Refusal, success } from './envelope.ts';
import { readInput, requireToken, type Served } from './served.ts';

const tokenSchema = z.object({ Id: z.string(), Secret: z.string(), Entity: z.enum(['app', 'customer']) });
const appQuerySchema = z.object({ entity: z.enum(['app', 'customer']).default('app') });
const keyQuerySchema = z.object({ key: z.string().min(1).optional() });
const settingSchema = z.object({ Key: z.string().min(1), Value: z.string() });
const settingKeySchema = z.object({ Key: z.string().min(1) });

const appTime = '2026-04-01T10:15:00+05:30';

export function appRoutes(routes: FastifyInstance, service: Served): void {
  const { app, customer, settings, tokens } = service;
  const item = (key: string, value: string) => ({
    CustomerID: customer.id,
    AppID: app.appId,
    Key: key,
    Value: value,
  });

  routes.post('/token', async (request) => {
    const { Id, Secret, Entity } = readInput(tokenSchema, request.body);
    const right = Entity === 'app' ? { id: app.appId, secret: app.appSecret } : customer;
    if (Id !== right.id || Secret !== right.secret) throw new Refusal(401, 'Unauthorized');
    return success(tokens.issue(Id));
  });

  routes.get('/app', async (request) => {
    const { entity } = readInput(appQuerySchema, request.query);
    requireToken(service, request, [entity === 'app' ? app.appId : customer.id]);
    const row = {
      AppID: app.appId,
      CustomerID: customer.id,
      AppName: app.name,
      ExotelAccountSid: service.options.accountSid,
      ExotelDomain: 'mumbai',
      IsActive: true,
      CreatedAt: appTime,
      UpdatedAt: appTime,
    };
    return success(entity === 'app' ? row : [row]);
  });

  routes.get('/app_setting', async (request) => {
    requireToken(service, request, [app.appId]);
    const { key } = readInput(keyQuerySchema, request.query);
    if (key === undefined) {
      // An app without settings is "not found", not an empty list (facts.md §1.6).
      if (settings.size === 0) throw new Refusal(404, 'record not found');
      return success([...settings].map(([name, value]) => item(name, value)));
    }
    const value = settings.get(key);
    if (value === undefined) throw new Refusal(404, 'record not found');
    return success(item(key, value));
  });

  routes.post('/app_setting', async (request) => {
    requireToken(service, request, [app.appId]);
    const { Key, Value } = readInput(settingSchema, request.body);
    settings.set(Key, Value);
    return success(item(Key, Value));
  });

  routes.delete('/app_setting', async (request) => {
    requireToken(service, request, [app.appId]);
    const key = readInput(keyQuerySchema, request.query).key ?? readInput(settingKeySchema, request.body).Key;
    settings.delete(key);
    return success('Deleted Successfully');
  });
}
