// REGISTER and the answers of odd edges: challenges, grants, refusals, other devices.
import { challenge } from '../../simulator/sip/digest.ts';
import { header, headerLines } from '../../simulator/sip/message.ts';
import { domain } from './edge.ts';
import { expect, test } from './fixture.ts';

const md5 = challenge(domain, 'nonce-md5', false);
const sha256 = `Digest realm="${domain}", nonce="nonce-sha", qop="auth", algorithm=SHA-256`;

for (const [what, offered] of [
  ['in two headers', [sha256, md5]],
  ['in one', [`${sha256}, ${md5}`]],
  ['the other way round', [md5, sha256]],
] as const) {
  test(`of two ways to sign in that an edge offers ${what}, the known one is taken`, async ({ line }) => {
    line.edge.registrar = (request) => {
      if (line.edge.knows(request, 'Authorization')) line.edge.accept(request);
      else
        line.edge.reply(
          request,
          401,
          offered.map((value) => ['WWW-Authenticate', value]),
        );
    };
    await line.registered();
  });
}

for (const [what, offered] of [
  ['another hash', [['WWW-Authenticate', sha256]]],
  ['another scheme', [['WWW-Authenticate', `Basic realm="${domain}"`]]],
  ['nothing', []],
] as const) {
  test(`an edge that offers ${what} is not told to have refused the secret`, async ({ line }) => {
    line.edge.registrar = (request) => line.edge.reply(request, 401, offered);
    await line.register();
    const { state } = await line.fact('state', (fact) => fact.state.kind === 'refused');
    expect(state).toMatchObject({ trouble: 'authentication-unsupported', code: 401 });
  });
}

test('a proxy that asks as well gets its own answer', async ({ line }) => {
  line.edge.registrar = (request) => {
    if (!line.edge.knows(request, 'Authorization')) {
      line.edge.reply(request, 401, [['WWW-Authenticate', md5]]);
    } else if (!line.edge.knows(request, 'Proxy-Authorization')) {
      line.edge.reply(request, 407, [['Proxy-Authenticate', challenge(domain, 'nonce-proxy', false)]]);
    } else line.edge.accept(request);
  };
  await line.registered();
});

test('a nonce that is stale is answered anew, and an edge that says so for ever is believed not to want us', async ({
  line,
}) => {
  let stale = 0;
  line.edge.registrar = (request) => {
    stale += 1;
    line.edge.reply(request, 401, [['WWW-Authenticate', challenge(domain, `n${stale}`, stale > 1)]]);
  };
  await line.register();
  const { state } = await line.fact('state', (fact) => fact.state.kind === 'refused');
  expect(state).toMatchObject({ trouble: 'wrong-secret' });
  expect(stale).toBeLessThanOrEqual(5);
});

test('another device’s address, however odd, does not cost the registration', async ({ line }) => {
  line.edge.registrar = (request) => {
    if (line.edge.knows(request, 'Authorization'))
      line.edge.accept(request, '<sip:other@odd_host;;>;expires=9, ');
    else line.edge.reply(request, 401, [['WWW-Authenticate', md5]]);
  };
  await line.register();
  const { state } = await line.fact('state', (fact) => fact.state.kind === 'registered');
  if (state.kind !== 'registered') throw new Error('not registered');
  expect(state.expiresAt - state.since).toBe(300_000);
});

test.describe('as time goes by', () => {
  test.use({ clock: true });

  test('a grant of years is no reason to ask again and again', async ({ line }) => {
    line.edge.expires = 100_000_000;
    await line.registered();
    await line.page.clock.runFor('01:00:00');
    expect(line.edge.count((message) => message.kind === 'request')).toBe(2);
  });
});

test('an edge that wants longer registrations gets them', async ({ line }) => {
  line.edge.registrar = (request) => {
    const asked = Number(/expires=(\d+)$/.exec(header(request, 'Contact'))?.[1]);
    if (!line.edge.knows(request, 'Authorization')) line.edge.register(request);
    else if (asked < 600) line.edge.reply(request, 423, [['Min-Expires', '600']]);
    else line.edge.accept(request);
  };
  await line.registered();
  expect(line.edge.count((message) => message.kind === 'request')).toBe(3);
});

test('an edge that always wants more is not asked for ever', async ({ line }) => {
  line.edge.registrar = (request) => {
    const asked = Number(/expires=(\d+)$/.exec(header(request, 'Contact'))?.[1]);
    if (!line.edge.knows(request, 'Authorization')) line.edge.register(request);
    else line.edge.reply(request, 423, [['Min-Expires', String(asked + 100)]]);
  };
  await line.register();
  await line.fact('state', ({ state }) => state.kind === 'waiting' && state.trouble === 'server-error');
  expect(line.edge.count((message) => message.kind === 'request')).toBe(3);
});

test('a REGISTER claims nothing that the line cannot do', async ({ line }) => {
  await line.registered();
  const entry = await line.edge.expect('REGISTER', (message) => message.kind === 'request');
  expect(headerLines(entry.message, 'Supported')).toEqual([]);
  expect(header(entry.message, 'Contact')).not.toMatch(/reg-id|instance|;ob/);
  expect(header(entry.message, 'Via')).toMatch(/^SIP\/2\.0\/WS [0-9a-f]+\.invalid;branch=z9hG4bK/);
});
