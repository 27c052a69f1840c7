// No secret and no customer's whole number may reach the log.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../main/log/log.ts';
import { redactTokens, tokensOf } from '../../../main/log/redact-text.ts';
import { anyText } from '../any-text.ts';

function written(event: string, context: Record<string, unknown>): string {
  const lines: string[] = [];
  createLog({ sink: (line) => lines.push(line), now: () => 0, from: 'debug' }).info(event, context);
  return lines.join('\n');
}

const digits = fc.stringMatching(/^[1-9][0-9]{8,13}$/);
const secret = fc.stringMatching(/^[A-Za-z0-9]{31,60}z1$/);
const around = fc.stringMatching(/^[a-z ,:<>"]{0,12}$/);

/** Texts that look like the beginning of everything that is taken out, without its end. */
const hostile = [
  'a',
  '_',
  'secret',
  'token=',
  'token= ',
  'a"\'',
  "x: '",
  'Bearer ',
  'Bearer\n',
  'sip:',
  'sips:a',
  '://',
  'a://b',
  'a.a+a-',
  'eyJabcdef.',
  '1 ',
  '1-(',
  '+1',
  ' ',
  '\\"',
];

describe('a hostile text', () => {
  it.each(hostile)('of many %j takes work in proportion to its length, not to its square', (part) => {
    const looksAt = (length: number) => {
      let looks = 0;
      const tokens = new Proxy(tokensOf(part.repeat(length / part.length)), {
        get(target, name, receiver) {
          looks += 1;
          return Reflect.get(target, name, receiver);
        },
      });
      redactTokens(tokens);
      return looks;
    };
    const long = looksAt(40_000);
    expect(long).toBeLessThan(12 * 40_000);
    expect(long).toBeLessThan(12 * looksAt(4_000));
  });

  it('is read whole by its tokens', () => {
    fc.assert(fc.property(anyText(200), (one) => tokensOf(one).join('') === one));
  });
});

describe('a line of the log', () => {
  it('never holds a whole telephone number, however it is written and wherever it stands', () => {
    const written_ = fc.tuple(digits, fc.constantFrom('', '+', '+91 ')).map(([number, plus]) => ({
      number,
      spellings: [
        plus + number,
        `${plus}${number.slice(0, 5)} ${number.slice(5)}`,
        `(${number.slice(0, 3)}) ${number.slice(3, 6)}-${number.slice(6)}`,
        `sip:${number}@voip.exotel.com`,
        `tel:${plus}${number}`,
      ],
    }));
    fc.assert(
      fc.property(written_, around, around, ({ number, spellings }, before, after) => {
        for (const spelling of spellings) {
          const text = `${before}${spelling}${after}`;
          const line = written(text, { caller: { display: text, list: [text] }, error: new Error(text) });
          const kept = line.replace(/[^\d]/g, '');
          expect(kept).not.toContain(number);
          for (let start = 0; start + 5 <= number.length; start += 1) {
            expect(line).not.toContain(number.slice(start, start + 5));
          }
        }
      }),
    );
  });

  it('never holds a secret, whether its key or its shape gives it away', () => {
    const key = fc.constantFrom(
      'appSecret',
      'sip_secret',
      'Authorization',
      'accessToken',
      'password',
      'TOKEN',
    );
    fc.assert(
      fc.property(secret, key, around, (value, name, before) => {
        const texts = [
          `${before}Bearer ${value}`,
          `Authorization: Bearer short1\nnext`.replace('short1', value),
          `{\\"${name}\\": \\"${value}\\"}`,
          `${name}=${value}`,
          `{"${name}": "${value}"}`,
          `wss://agent:${value}@voip.exotel.com/wss`,
          `${before} ${value}`,
        ];
        for (const text of texts) {
          const line = written(text, {
            [name]: value,
            deep: [{ [name]: { value } }],
            text,
            cause: new Error(text),
          });
          expect(line).not.toContain(value);
        }
      }),
    );
  });

  it('never holds a short secret under a key that names one', () => {
    expect(written('signed-in', { sipSecret: 'abc12', nested: { 'app-secret': 'xyz9' } })).not.toMatch(
      /abc12|xyz9/,
    );
  });

  it('keeps the last four digits of a number, the times measured and the ids that join the lines of a call', () => {
    const line = written('registered', {
      from: '+91 98765 43210',
      afterMs: 1234567,
      callId: '550e8400-e29b-41d4-a716-446655440000',
      callSid: '5d1f0a4c7b3e2f9081726354a0b1c2d3',
    });
    expect(JSON.parse(line)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'info',
      room: 'main',
      event: 'registered',
      from: '•••3210',
      afterMs: 1234567,
      callId: '550e8400-e29b-41d4-a716-446655440000',
      callSid: '5d1f0a4c7b3e2f9081726354a0b1c2d3',
    });
  });

  it('does not let an id be a telephone number', () => {
    expect(written('x', { callId: '919876543210' })).not.toContain('919876543210');
  });

  it('does not end the phone when a value can not be written', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const hostile = {
      get trap(): string {
        throw new Error('no');
      },
    };
    expect(written('x', { circle })).toContain('[cut]');
    expect(written('x', { hostile })).toContain('unwritable-log-entry');
  });

  it('can not be given another time, level or name by its context', () => {
    expect(JSON.parse(written('real', { event: 'forged', level: 'debug' }))).toMatchObject({
      event: 'real',
      level: 'info',
    });
  });
});
