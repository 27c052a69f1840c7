// What the service's replies are read as: its envelope in every form, and its objects in any casing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readApp, readAppSettings } from '../../../app/exotel/app.ts';
import { readEnvelope } from '../../../app/exotel/envelope.ts';
import { deviceOf, readMapping, sipUserOf } from '../../../app/exotel/mapping.ts';
import { readToken, renewalTime, tokenLife } from '../../../app/exotel/token.ts';
import { readTime } from '../../../app/exotel/wire.ts';
import { OffhookError } from '../../../app/failure.ts';

const reply = (body: unknown, status = 200) => ({ status, body: JSON.stringify(body) });
const unreadable = expect.objectContaining({ reason: 'unreadable-reply' });

describe('the envelope', () => {
  test('is a success only where HTTP, Code and Status all say so', () => {
    const whole = { RequestId: 'r-1', Status: 'SUCCESS', Code: '200', Error: '', Data: 'd' };
    expect(readEnvelope(reply(whole))).toEqual({ ok: true, data: 'd', requestId: 'r-1' });
    expect(readEnvelope(reply({ Data: 1 })).ok).toBe(true);
    expect(readEnvelope(reply({ ...whole, Status: 'failure' })).ok).toBe(false);
    expect(readEnvelope(reply(whole, 302)).ok).toBe(false);
  });

  test('refuses under HTTP 200 by its Code', () => {
    const refused = { RequestId: 'r-2', Status: 'Failed', Code: 404, Error: 'record not found', Data: null };
    expect(readEnvelope(reply(refused))).toEqual({
      ok: false,
      refusal: {
        status: 404,
        code: null,
        description: 'record not found',
        requestId: 'r-2',
        isVendors: true,
      },
    });
    expect(readEnvelope(reply({ Code: 404 }))).toMatchObject({ refusal: { status: 404 } });
  });

  test.each([
    [{ Status: false }],
    [{ Status: 0 }],
    [{ Code: '404.0' }],
    [{ Code: 'not found' }],
    [{ Code: [404] }],
    [{ Code: true }],
  ])('with Data is not believed where it says %j', (said) => {
    expect(readEnvelope(reply({ RequestId: 'r', Data: { AppUserId: 'a' }, ...said }))).toMatchObject({
      ok: false,
    });
  });

  test('is the vendor’s where it has an id and agrees with the status it came under', () => {
    const isVendors = (body: unknown, status: number) => {
      const read = readEnvelope(reply(body, status));
      return !read.ok && read.refusal.isVendors;
    };
    expect(isVendors({ RequestId: 'r', Status: 'Failed', Code: 404, Error: 'record not found' }, 404)).toBe(
      true,
    );
    expect(isVendors({ RequestId: 'r', Code: 404 }, 200)).toBe(true);
    expect(isVendors({ RequestId: 'r', Status: 'failure' }, 401)).toBe(true);
    expect(isVendors({ message: 'no Route matched', request_id: 'r' }, 404)).toBe(false);
    expect(isVendors({ Status: 'Failed', Code: 404 }, 404)).toBe(false);
    expect(isVendors({ RequestId: 'r', Code: 500 }, 404)).toBe(false);
    expect(readEnvelope({ status: 401, body: '<html>' })).toMatchObject({ refusal: { isVendors: false } });
  });

  test('tells nothing of what is hidden, in whichever part, and however it is cut or broken up', () => {
    const hide = (text: string) => text.replaceAll('s3cret-token', '…');
    const long = `${'x'.repeat(195)}s3cret-token`;
    for (const told of ['bad s3cret-token', 'bad s3c\u202Eret-token', { description: long }, long]) {
      const read = readEnvelope(reply({ RequestId: 'r s3cret-token', Code: 400, Error: told }, 400), hide);
      expect(JSON.stringify(read)).not.toMatch(/s3c/);
      expect(read).toMatchObject({ refusal: { requestId: 'r …' } });
    }
    expect(readEnvelope(reply({ RequestId: 's3cret-token', Data: 1 }), hide)).toMatchObject({
      requestId: '…',
    });
  });

  test.each([
    ['an object', { error_data: { code: 10731, description: 'no such user' } }],
    ['JSON in a string', JSON.stringify({ error_data: { code: '10731', description: 'no such user' } })],
    [
      'a whole response in a string',
      JSON.stringify({
        http_code: 404,
        response: { error_data: { code: 10731, description: 'no such user' } },
      }),
    ],
  ])('tells code and description of an Error that is %s', (_form, told) => {
    expect(readEnvelope(reply({ Status: 'Failed', Code: 404, Error: told }, 404))).toMatchObject({
      refusal: { status: 404, code: 10731, description: 'no such user' },
    });
  });

  test.each([
    ['truncated JSON', '{"Status":"Success","Da'],
    ['a captive portal’s page', '<html><body>Sign in to the Wi-Fi</body></html>'],
    ['nothing', ''],
    ['a bare string', '"token"'],
  ])('cannot be read from %s', (_name, body) => {
    expect(() => readEnvelope({ status: 200, body })).toThrow(unreadable);
    expect(() => readEnvelope({ status: 404, body })).toThrow(unreadable);
    for (const status of [401, 429, 500, 503]) {
      expect(readEnvelope({ status, body })).toMatchObject({ ok: false, refusal: { status } });
    }
  });

  test('shows no more of the vendor’s words than fits a line, without marks that reverse it', () => {
    const told = `\u202Eevil\n${'x'.repeat(5000)}`;
    const read = readEnvelope(reply({ Status: 'Failed', Code: 400, Error: told }));
    const description = read.ok ? null : read.refusal.description;
    expect(description).toHaveLength(200);
    expect(description).not.toMatch(/[\u202E\n]/);
  });
});

describe('a mapping', () => {
  const row = { AppUserId: 'a+b@c.in', SipId: 'sip:agent1', ActiveDeviceId: 7, SipDeviceID: '7' };

  test('is read whatever the casing of its fields, and whichever of three shapes holds it', () => {
    const lower = Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]));
    for (const data of [row, lower, [row], { Users: [row] }, { users: lower }]) {
      expect(readMapping(data, 'A+B@c.in')).toMatchObject({
        userId: 'a+b@c.in',
        sipId: 'sip:agent1',
        activeDeviceId: '7',
        sipSecret: '',
        isActive: true,
      });
    }
  });

  test('of somebody else is never taken for the agent’s', () => {
    expect(readMapping([row, { AppUserId: 'other' }], 'nobody')).toBeNull();
    expect(readMapping([], 'a+b@c.in')).toBeNull();
  });

  test('is found on a page whose other rows are broken, but nobody is missing from such a page', () => {
    const page = { Users: [{ AppUserId: '' }, 'x', { AppUserId: { toString: 1 } }, row] };
    expect(readMapping(page, 'a+b@c.in')).toMatchObject({ userId: 'a+b@c.in' });
    expect(() => readMapping(page, 'nobody')).toThrow(unreadable);
  });

  test('without an id is refused', () => {
    expect(() => readMapping({ SipId: 'sip:agent1' }, 'a')).toThrow(unreadable);
    expect(() => readMapping('Success', 'a')).toThrow(unreadable);
  });

  test('tells which device rings, and shows four digits of the telephone', () => {
    const mapping = readMapping({ ...row, AgentNumber: '+919876543210', PhoneDeviceID: '0' }, 'a+b@c.in');
    expect(mapping && deviceOf(mapping, 5)).toEqual({
      effective: 'sip',
      hasSip: true,
      hasPhone: false,
      phoneNumber: '•••3210',
      readAt: 5,
    });
  });

  test('names its SIP user with or without scheme and domain', () => {
    expect(['sip:a1', 'SIPS:a1@x.voip.exotel.com', 'a1', ''].map(sipUserOf)).toEqual(['a1', 'a1', 'a1', '']);
  });
});

describe('an app', () => {
  test('is read alone or as the first of a list, and never without its id', () => {
    const app = { AppID: 'x', ExotelAccountSid: 'sid', IsActive: 'false' };
    expect(readApp(app)).toMatchObject({ appId: 'x', accountSid: 'sid', isActive: false });
    expect(readApp([app])).toEqual(readApp(app));
    expect(() => readApp({ AppName: 'x' })).toThrow(unreadable);
    expect(() => readApp([])).toThrow(unreadable);
  });

  test('has settings in both namings, one, many or none', () => {
    expect(readAppSettings(null)).toEqual([]);
    expect(readAppSettings({ Key: 'record', Value: true })).toEqual([{ key: 'record', value: 'true' }]);
    expect(readAppSettings([{ SettingKey: 'popup', SettingVal: 'u' }])).toEqual([
      { key: 'popup', value: 'u' },
    ]);
  });
});

describe('a token', () => {
  const jwt = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

  test('tells its own end, or has the documented life', () => {
    expect(readToken(jwt({ Id: 'ü', exp: 2000 }), 1_000_000).expiresAt).toBe(2_000_000);
    expect(readToken('b3BhcXVl', 1000).expiresAt).toBe(1000 + tokenLife);
    expect(readToken('a.b.c', 1000).expiresAt).toBe(1000 + tokenLife);
  });

  test('is not believed to live for ever', () => {
    for (const exp of [1e308, 1e12, 9e9]) {
      expect(readToken(jwt({ exp }), 1000).expiresAt).toBe(1000 + tokenLife);
    }
  });

  test('that is over when it comes means a wrong clock here, not an end', () => {
    expect(readToken(jwt({ exp: 1 }), 5000).expiresAt).toBe(5000 + tokenLife);
  });

  test('is renewed after most of its life, however short that is', () => {
    expect(renewalTime({ value: 'x', issuedAt: 1000, expiresAt: 2000 })).toBe(1800);
  });

  test.each([[''], ['two words'], ['line\r\nX-Evil: 1'], [null], [{}], ['x'.repeat(8193)]])(
    'that no header can carry is refused: %j',
    (data) => {
      expect(() => readToken(data, 0)).toThrow(unreadable);
    },
  );
});

test('a time without a zone is Indian, and the vendor’s ways to write "none" are none', () => {
  const noon = Date.UTC(2026, 0, 2, 6, 30);
  expect(readTime('2026-01-02 12:00:00')).toBe(noon);
  expect(readTime('2026-01-02T12:00:00+05:30')).toBe(noon);
  for (const none of ['', '0001-01-01T00:00:00Z', '1970-01-01 05:30:00', null, 7, 'soon']) {
    expect(readTime(none)).toBeNull();
  }
});

test('an object that cannot become text is no flag, rather than a crash', () => {
  const data: unknown = JSON.parse('{"AppUserId":"a","IsActive":{"toString":1,"valueOf":1}}');
  expect(readMapping(data, 'a')?.isActive).toBe(true);
});

test('any JSON at all is read, or refused as an OffhookError', () => {
  const key = fc.constantFrom(
    ...['RequestId', 'Status', 'Code', 'Error', 'Data', 'error_data', 'response', 'code', 'description'],
    ...[
      'AppUserId',
      'IsActive',
      'Users',
      'SipId',
      'AppID',
      'Key',
      'Value',
      'toString',
      'valueOf',
      '__proto__',
    ],
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('Success', 'a', 200, 404, '404', '"{"')),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.array(fc.tuple(key, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
      tie('json').map((value) => JSON.stringify(value)),
    ),
  }));
  fc.assert(
    fc.property(json, fc.constantFrom(200, 400, 401, 500), (value, status) => {
      const body = JSON.stringify(value) ?? '';
      const data: unknown = JSON.parse(body || 'null');
      const readings = [
        () => readEnvelope({ status, body }),
        () => readApp(data),
        () => readAppSettings(data),
        () => readMapping(data, 'a'),
        () => readToken(data, 0),
      ];
      for (const read of readings) {
        try {
          read();
        } catch (error) {
          expect(error).toBeInstanceOf(OffhookError);
        }
      }
    }),
    { numRuns: 500 },
  );
});
