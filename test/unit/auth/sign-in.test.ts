// From a mapping to an agent who can be rung, or the reason why not.
import { expect, test } from 'vitest';
import { mumbai } from '../../../app/account/account.ts';
import type { App } from '../../../app/exotel/app.ts';
import { readMapping } from '../../../app/exotel/mapping.ts';
import { readAgent } from '../../../main/auth/sign-in.ts';
import type { ExotelApi } from '../../../main/exotel/api.ts';

const row = {
  AppUserId: 'a@b.in',
  AppUsername: 'Asha\u202E Rao',
  ExotelAccountSid: 'acme1',
  VirtualNumber: '08045678900',
  SipId: 'sip:ashar1',
  SipSecret: 'plain-secret',
};

function read(over: object = {}, { region = mumbai, accountSid = '' } = {}) {
  const mapping = readMapping({ ...row, ...over }, 'a@b.in');
  const app: App = { appId: 'x', customerId: '', name: '', accountSid, domain: '', isActive: true };
  const api: ExotelApi = {
    app: async () => app,
    appSettings: async () => [],
    mapping: async () => mapping ?? expect.fail(),
    switchDevice: () => expect.fail(),
  };
  return readAgent(api, { id: 'one', userId: 'a@b.in', region }, 'IN', new AbortController().signal);
}

test('the line gets the edge’s address, the account’s domain and the secret', async () => {
  const { agent, lineAccount } = await read();
  expect(lineAccount).toEqual({
    sipUrl: 'wss://voip.in1.exotel.com:443/wss',
    sipDomain: 'acme1.voip.exotel.com',
    sipUser: 'ashar1',
    sipSecret: 'plain-secret',
    stunServers: ['stun:stun.l.google.com:19302'],
  });
  expect(agent).toMatchObject({ accountId: 'one', name: 'Asha Rao', virtualNumber: '080 4567 8900' });
});

test('an account that the mapping leaves out is read from the app', async () => {
  const { lineAccount } = await read({ ExotelAccountSid: '' }, { accountSid: 'fromapp' });
  expect(lineAccount.sipDomain).toBe('fromapp.voip.exotel.com');
});

test('no STUN server is none, not an empty one', async () => {
  const { lineAccount } = await read({}, { region: { ...mumbai, stunServer: '' } });
  expect(lineAccount.stunServers).toEqual([]);
});

test.each([
  ['an agent switched off', { IsActive: false }, 'agent-inactive'],
  ['no SIP user', { SipId: '' }, 'voip-not-enabled'],
  ['no SIP secret', { SipSecret: '' }, 'voip-not-enabled'],
  ['a hidden SIP secret', { SipSecret: '****' }, 'sip-secret-masked'],
  ['no account anywhere', { ExotelAccountSid: '' }, 'unreadable-reply'],
  ['an account that leads to another host', { ExotelAccountSid: 'evil.test/' }, 'unreadable-reply'],
])('%s cannot be rung, and is told why', async (_what, over, reason) => {
  await expect(read(over)).rejects.toMatchObject({ reason });
});
