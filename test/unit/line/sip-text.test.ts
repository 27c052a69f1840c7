// A SIP message read without a grammar, and the reply to one that nobody else can read.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchangeOf, isFirst, methodOf, readSip, statelessReply } from '../../../app/line/sip-text.ts';
import { header, headerLines, parseMessage } from '../../../simulator/sip/message.ts';

const odd = [
  'INVITE sip:agent@a.invalid SIP/2.0',
  'Via: SIP/2.0/WS edge.invalid;branch=z9hG4bKone',
  'v: SIP/2.0/UDP 10.0.0.1:5060',
  ' ;branch=z9hG4bKtwo',
  'f: <tel:+919876543210>;tag=f1',
  'To: <sip:agent@a.invalid>',
  'i: call-1',
  'CSeq: 7 INVITE',
  'X-Odd:',
  '',
  'body',
].join('\r\n');

function read(text: string) {
  const message = readSip(text);
  if (message === null) throw new Error('not SIP');
  return message;
}

test('a message is read by full and compact names, folded lines and all', () => {
  const message = read(odd);
  expect(message.method).toBe('INVITE');
  expect(message.headers('via')).toEqual([
    'SIP/2.0/WS edge.invalid;branch=z9hG4bKone',
    'SIP/2.0/UDP 10.0.0.1:5060 ;branch=z9hG4bKtwo',
  ]);
  expect(message.headers('x-odd')).toEqual(['']);
  expect(message.headers('body')).toEqual([]);
  expect(isFirst(message)).toBe(true);
});

test('a header may be named like anything', () => {
  const message = read('OPTIONS sip:a@b SIP/2.0\r\n__proto__: x\r\nconstructor: y\r\n\r\n');
  expect(message.headers('__proto__')).toEqual(['x']);
  expect(message.headers('constructor')).toEqual(['y']);
  expect(message.headers('toString')).toEqual([]);
});

test('a reply belongs to its request by branch and method', () => {
  const request = read(odd);
  const reply = read(
    (statelessReply(request, 400, 'Bad Request') ?? '').replace('z9hG4bKtwo', 'z9hG4bKother'),
  );
  expect(methodOf(reply)).toBe('INVITE');
  expect(exchangeOf(reply)).toBe(exchangeOf(request));
});

describe('a reply without state', () => {
  test('copies what ties it to the request, and adds a tag that is the same each time', () => {
    const reply = statelessReply(read(odd), 400, 'Bad Request') ?? '';
    const parsed = parseMessage(reply);
    expect(parsed).toMatchObject({ kind: 'response', status: 400, reason: 'Bad Request' });
    expect(headerLines(parsed, 'Via')).toEqual(read(odd).headers('via'));
    expect(header(parsed, 'From')).toBe('<tel:+919876543210>;tag=f1');
    expect(header(parsed, 'To')).toMatch(/^<sip:agent@a\.invalid>;tag=[0-9a-z]+$/);
    expect(header(parsed, 'CSeq')).toBe('7 INVITE');
    expect(statelessReply(read(odd), 400, 'Bad Request')).toBe(reply);
  });

  test('keeps the tag of a call', () => {
    const inside = read(odd.replace('To: <sip:agent@a.invalid>', 'To: <sip:agent@a.invalid>;tag=t1'));
    expect(header(parseMessage(statelessReply(inside, 400, 'Bad') ?? ''), 'To')).toBe(
      '<sip:agent@a.invalid>;tag=t1',
    );
  });

  test('is never given to an ACK, to a reply, or to what nobody could tell apart', () => {
    expect(statelessReply(read(odd.replace(/INVITE/g, 'ACK')), 400, 'Bad')).toBeNull();
    expect(statelessReply(read(odd.replace(/^.*/, 'SIP/2.0 200 OK')), 400, 'Bad')).toBeNull();
    expect(statelessReply(read(odd.replace('CSeq', 'Seq')), 400, 'Bad')).toBeNull();
    expect(statelessReply(read(odd.replace(/^(Via|v): .*\r\n( .*\r\n)?/gm, '')), 400, 'Bad')).toBeNull();
  });

  test('begins no line of the sender’s own', () => {
    const value = fc.string({ unit: 'binary-ascii', maxLength: 60 }).filter((text) => !text.includes('\r\n'));
    fc.assert(
      fc.property(value, (text) => {
        const reply = statelessReply(
          read(odd.replace('call-1', () => `${text}\nX-Mine: 1\rX-Mine: 2`)),
          400,
          'Bad',
        );
        expect(reply?.split(/[\r\n]+/).some((line) => line.startsWith('X-Mine'))).toBe(false);
      }),
    );
  });
});

test('what is no SIP is nothing, and nothing makes the reading fail', () => {
  for (const text of ['', 'GET / HTTP/1.1', 'hello', '{"a":1}', 'INVITE', '\0\0\0'])
    expect(readSip(text)).toBeNull();
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 2_000 }), (text) => {
      readSip(text);
      readSip(`INVITE sip:a@b SIP/2.0\r\n${text}`);
    }),
  );
});
