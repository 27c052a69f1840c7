// What the edge may say to a REGISTER, and to be read as: grants, challenges, patience; friendly or hostile.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  finalTrouble,
  readChallenge,
  readExpires,
  readMinExpires,
  readRetryAfter,
} from '../../../app/line/register-answer.ts';
import { readSip, type SipText } from '../../../app/line/sip-text.ts';

function answer(...lines: string[]): SipText {
  const message = readSip(['SIP/2.0 200 OK', ...lines, '', ''].join('\r\n'));
  if (message === null) throw new Error('not SIP');
  return message;
}

describe('a grant', () => {
  test.each([
    ['<sip:other@b.invalid;transport=ws>;expires=60, <sip:me@a.invalid>;q=1;expires=299'],
    ['"a, <b>" <sip:other@b.invalid>;expires=60,<sip:me@a.invalid;x=","> ; expires = "299"'],
    ['<tel:+919876543210>;;, <sip:me@a_b.invalid>;expires=299'],
  ])('is read from our own contact, whatever else stands there: %s', (contacts) => {
    expect(readExpires(answer(`Contact: ${contacts}`, 'Expires: 3600'), 'me', 300)).toBe(299);
  });

  test('falls back to Expires, then to what was asked', () => {
    expect(readExpires(answer('Expires: 120'), 'me', 300)).toBe(120);
    expect(readExpires(answer('m: <sip:me@a.invalid>'), 'me', 300)).toBe(300);
    expect(readExpires(answer('Contact: <sip:me@a.invalid>', 'Expires: soon'), 'me', 300)).toBe(300);
  });

  test('is read quickly from a megabyte of brackets and quotes', () => {
    const began = performance.now();
    for (const character of ['<', '"', '\\', ',', ';']) {
      readExpires(answer(`Contact: ${character.repeat(200_000)}`), 'me', 300);
      readChallenge([`Digest ${character.repeat(200_000)}`]);
    }
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

test('Retry-After and Min-Expires may carry a comment, or nonsense', () => {
  expect(readRetryAfter(answer('Retry-After: 18 (in a meeting);duration=60'))).toBe(18);
  expect(readRetryAfter(answer('Retry-After: later'))).toBeNull();
  expect(readRetryAfter(answer())).toBeNull();
  expect(readMinExpires(answer('Min-Expires: 600'))).toBe(600);
});

describe('a challenge', () => {
  const md5 = 'Digest realm="r", nonce="n", algorithm=MD5, qop="auth"';
  const sha = 'Digest realm="r", nonce="s", algorithm=SHA-256, qop="auth"';

  test.each([
    ['alone', [md5]],
    ['after one with another hash, in a header of its own', [sha, md5]],
    ['before one with another hash', [md5, sha]],
    ['in the same header as another', [`${sha}, ${md5}`]],
    ['after Basic', ['Basic realm="r"', md5]],
    ['after a scheme nobody knows', [`Negotiate, ${md5}`]],
    ['in odd writing', ['DIGEST  Realm = "r" ,nonce="n",ALGORITHM=md5 , qop="auth,auth-int"']],
    ['without a hash, which means MD5', ['Digest realm="r", nonce="n"']],
  ])('is answered %s', (_where, headers) => {
    expect(readChallenge(headers)).toMatchObject({ realm: 'r', nonce: 'n', stale: false });
  });

  test.each([
    ['another hash', [sha]],
    ['another scheme', ['Basic realm="r"']],
    ['nothing', []],
    ['no nonce', ['Digest realm="r"']],
    ['a protection nobody knows', ['Digest realm="r", nonce="n", qop="auth-conf"']],
  ])('is not answered where there is %s', (_what, headers) => {
    expect(readChallenge(headers)).toBeNull();
  });

  test('says when only its nonce is old', () => {
    expect(readChallenge([`${md5}, stale=TRUE`])?.stale).toBe(true);
  });

  test('never makes the reading fail', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        (text) => void readChallenge([text, `Digest ${text}`]),
      ),
    );
  });
});

test('a refusal is final where the same would be said again', () => {
  expect([403, 404, 500, 503, 408, 480, 423].map(finalTrouble)).toEqual([
    'forbidden',
    'unknown-agent',
    null,
    null,
    null,
    null,
    null,
  ]);
});
