// The simulated Integrations API answers as the vendor's is known to, oddities and all.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSipSecret } from '../../../main/exotel/sip-secret.ts';
import { faultsSchema } from '../../../simulator/faults.ts';
import { type Simulator, startSimulator } from '../../../simulator/simulator.ts';

let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
beforeEach(async () => {
  Object.assign(simulator.faults, faultsSchema.parse({}));
  token = (
    await post('/token', { Id: simulator.demo.appId, Secret: simulator.demo.appSecret, Entity: 'app' })
  ).body.Data;
});

async function send(method: string, path: string, body?: object, authorization = token) {
  const reply = await fetch(`${simulator.addresses.api}${path}`, {
    method,
    headers: {
      Authorization: authorization,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}
const post = (path: string, body: object) => send('POST', path, body, '');
const mapping = (id: string, authorization = token) =>
  send('GET', `/usermapping?user_id=${id}`, undefined, authorization);

describe('the simulated service', () => {
  it('issues a JWT that holds nothing but Id and exp', () => {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(Object.keys(claims).sort()).toEqual(['Id', 'exp']);
  });

  it('refuses a wrong pair with 401 in the envelope and in HTTP', async () => {
    const { status, body } = await post('/token', {
      Id: simulator.demo.appId,
      Secret: 'wrong',
      Entity: 'app',
    });
    expect([status, body.Code, body.Status, body.Data]).toEqual([401, 401, 'Failed', null]);
    expect(body.RequestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes the raw token and no Bearer', async () => {
    expect((await mapping(encodeURIComponent(simulator.demo.userId))).status).toBe(200);
    expect((await mapping(encodeURIComponent(simulator.demo.userId), `Bearer ${token}`)).status).toBe(401);
  });

  it('loses a plus sign that was not encoded', async () => {
    expect((await mapping('a%2Bb%40c.in')).body.Data.AppUserId).toBe('a+b@c.in');
    expect((await mapping('a+b@c.in')).body).toMatchObject({ Code: 404, Error: 'record not found' });
  });

  it.each(['hex', 'plain', 'masked', 'empty'] as const)('shows the SIP secret %s', async (form) => {
    simulator.faults.sipSecret = form;
    const shown = (await mapping(encodeURIComponent(simulator.demo.userId))).body.Data.SipSecret;
    const { sipSecret } = simulator.agents.get(simulator.demo.userId);
    if (form === 'empty') expect(shown).toBe('');
    else if (form === 'masked') expect(shown).toMatch(/^\*+$/);
    else expect(openSipSecret(shown).secret).toBe(sipSecret);
  });

  it('says 404 where there are no settings', async () => {
    expect((await send('GET', '/app_setting')).status).toBe(404);
  });

  it('turns one device off when the other is turned on, and both off without a name', async () => {
    const device = (body: object) => send('PUT', '/device', { UserId: simulator.demo.userId, ...body });
    const { phoneDeviceId } = simulator.agents.get(simulator.demo.userId);
    const phone = await device({ DeviceName: 'phone', DeviceStatus: true });
    expect(phone.body.Data.ActiveDeviceId).toBe(phoneDeviceId);
    expect((await device({ DeviceStatus: false })).body.Data.ActiveDeviceId).toBe('');
  });

  it('hides a failure under 200 when told to', async () => {
    simulator.faults.failuresUnder200 = true;
    const { status, body } = await mapping('nobody');
    expect([status, body.Code]).toEqual([200, 404]);
  });

  it('forgets every token at once', async () => {
    simulator.tokens.expireAll();
    expect((await mapping(encodeURIComponent(simulator.demo.userId))).status).toBe(401);
  });

  it('spoils as many replies as it was asked to', async () => {
    simulator.faults.api.push({
      endpoint: 'GET /usermapping',
      count: 1,
      fault: { kind: 'status', status: 429, message: 'slow down', retryAfter: 3 },
    });
    const path = `/usermapping?user_id=${encodeURIComponent(simulator.demo.userId)}`;
    const spoiled = await fetch(simulator.addresses.api + path, { headers: { Authorization: token } });
    expect([spoiled.status, spoiled.headers.get('retry-after')]).toEqual([429, '3']);
    expect((await send('GET', path)).status).toBe(200);
  });
});
