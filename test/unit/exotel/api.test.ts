// The API as the phone uses it: what is asked, and what a 401 in the middle does.
import { describe, expect, test } from 'vitest';
import { createExotelApi, requestToken, type TokenSource } from '../../../main/exotel/api.ts';
import { createService } from '../../../main/exotel/service.ts';

interface Asked {
  method: string;
  path: string;
  token: string | null;
  body: unknown;
}
const base = 'https://service.test/v2/integrations';
const signal = new AbortController().signal;

/** An API in front of a service that answers each request by `answer`. */
function apiOf(answer: (asked: Asked) => { status?: number; data?: unknown; requestId?: string }) {
  const asked: Asked[] = [];
  const service = createService({
    fetch: async (url, init) => {
      const headers = new Headers(init.headers);
      const seen = {
        method: init.method ?? '',
        path: url.slice(base.length),
        token: headers.get('authorization'),
        body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      };
      asked.push(seen);
      const { status = 200, data = null, requestId } = answer(seen);
      return new Response(JSON.stringify({ RequestId: requestId, Data: data }), { status });
    },
  });
  const tokens: TokenSource = { get: async () => 'old', renew: async (stale) => `after-${stale}` };
  return { api: createExotelApi({ service, base, tokens }), service, asked };
}

const mapping = { AppUserId: 'a+b@c.in', ActiveDeviceId: '1', SipDeviceID: '1', PhoneDeviceID: '2' };

test('an agent’s id is encoded whole: a plus must not become a space', async () => {
  const { api, asked } = apiOf(() => ({ data: mapping }));
  await expect(api.mapping('a+b@c.in', signal)).resolves.toMatchObject({ userId: 'a+b@c.in' });
  expect(asked).toMatchObject([{ path: '/usermapping?user_id=a%2Bb%40c.in', token: 'old' }]);
});

test('a page of other agents is no answer for this one', async () => {
  const { api } = apiOf(() => ({ data: { Users: [{ AppUserId: 'x' }] }, requestId: 'r-4' }));
  await expect(api.mapping('y', signal)).rejects.toMatchObject({ reason: 'unknown-agent', requestId: 'r-4' });
});

test('a reply of the wrong shape names its RequestId, the vendor’s only handle', async () => {
  const { api } = apiOf(() => ({ data: 'Success', requestId: 'r-5' }));
  await expect(api.app(signal)).rejects.toMatchObject({ reason: 'unreadable-reply', requestId: 'r-5' });
});

test('no settings at all is an empty list, although the service says 404', async () => {
  await expect(apiOf(() => ({ status: 404 })).api.appSettings(signal)).resolves.toEqual([]);
  const { api } = apiOf(() => ({ status: 403 }));
  await expect(api.appSettings(signal)).rejects.toMatchObject({ reason: 'service-refused' });
});

describe('a token that the service takes no more', () => {
  test('is renewed once, and the request goes through', async () => {
    const { api, asked } = apiOf(({ token }) => (token === 'old' ? { status: 401 } : { data: mapping }));
    await api.switchDevice('a+b@c.in', 'phone', signal);
    expect(asked.map(({ method, token }) => `${method} ${token}`)).toEqual([
      'PUT old',
      'PUT after-old',
      'GET old',
      'GET after-old',
    ]);
  });

  test('is not renewed for ever', async () => {
    const { api, asked } = apiOf(() => ({ status: 401 }));
    await expect(api.app(signal)).rejects.toMatchObject({ reason: 'token-expired' });
    expect(asked).toHaveLength(2);
  });
});

describe('a switch of device', () => {
  test.each([
    ['sip', { UserId: 'a+b@c.in', DeviceName: 'sip', DeviceStatus: true }],
    ['off', { UserId: 'a+b@c.in', DeviceStatus: false }],
  ] as const)('to %s is asked once and then read back', async (choice, body) => {
    const { api, asked } = apiOf(({ method }) => ({ data: method === 'PUT' ? 'done' : mapping }));
    await expect(api.switchDevice('a+b@c.in', choice, signal)).resolves.toMatchObject({
      activeDeviceId: '1',
    });
    expect(asked).toMatchObject([{ method: 'PUT', path: '/device', body }, { method: 'GET' }]);
  });
});

test('a token is asked for with the pair, and no token is sent along', async () => {
  const { service, asked } = apiOf(() => ({ data: 'fresh' }));
  const token = await requestToken(service, base, { appId: 'i', appSecret: 's' }, signal);
  expect(token.value).toBe('fresh');
  expect(asked).toEqual([
    { method: 'POST', path: '/token', token: null, body: { Id: 'i', Secret: 's', Entity: 'app' } },
  ]);
});
