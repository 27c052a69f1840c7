// Where the phone may be told to connect, and where it must never.
import { describe, expect, it } from 'vitest';
import { mumbai, regionSchema, signInFormSchema } from '../../../app/account/account.ts';

const local = {
  name: 'custom',
  apiBase: 'http://127.0.0.1:8080/v2/integrations/',
  sipUrl: 'ws://127.0.0.1:8081/wss',
  sipDomain: '{account}.voip.exotel.com',
  stunServer: '',
};

describe('the region', () => {
  it('is Mumbai as documented', () => {
    expect(regionSchema.parse(mumbai)).toEqual(mumbai);
  });

  it('may be a simulator on this machine without TLS, its base without the last slash', () => {
    expect(regionSchema.parse(local).apiBase).toBe('http://127.0.0.1:8080/v2/integrations');
  });

  it.each(['wss://[2001:db8::1]:8443/wss', 'wss://10.0.0.4/wss', 'wss://xn--bcher-kva.example:443/'])(
    'may be at %s',
    (sipUrl) => {
      expect(regionSchema.parse({ ...local, sipUrl }).sipUrl).toBe(sipUrl);
    },
  );

  it.each([
    ['plain HTTP to another machine', { apiBase: 'http://10.0.0.4/v2' }],
    ['a plain WebSocket to another machine', { sipUrl: 'ws://sip.example.com/wss' }],
    ['a password inside an address', { apiBase: 'https://a:b@api.example.com/' }],
    ['a host that would allow every host', { sipUrl: 'wss://*/' }],
    ['a host that is no name', { apiBase: "https://a'b;c/" }],
    ['a question in the base, which would swallow every path', { apiBase: 'https://api.example.com/?x=' }],
    ['an empty question', { apiBase: 'https://api.example.com/v2?' }],
    ['a fragment in the base', { apiBase: 'https://api.example.com/#' }],
    ['a fragment in the edge’s address', { sipUrl: 'wss://sip.example.com/wss#x' }],
    ['a page for an API', { apiBase: 'javascript:alert(1)' }],
    ['a path for a domain', { sipDomain: 'a/b' }],
    ['anything but STUN', { stunServer: 'turn:relay.example.com' }],
  ])('is refused with %s', (_what, part) => {
    expect(regionSchema.safeParse({ ...local, ...part }).success).toBe(false);
  });
});

describe('the sign-in form', () => {
  it('trims what was pasted and refuses what is empty', () => {
    const form = { region: mumbai, appId: ' app ', appSecret: ' s\n', userId: 'a+b@c.in' };
    expect(signInFormSchema.parse(form)).toMatchObject({ appId: 'app', appSecret: 's', userId: 'a+b@c.in' });
    expect(signInFormSchema.safeParse({ ...form, userId: '  ' }).success).toBe(false);
  });
});
