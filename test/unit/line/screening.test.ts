// Which INVITEs never ring, and what is made of messages that sip.js cannot read.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../../app/calls/cause.ts';
import { readInvite } from '../../../app/line/invite.ts';
import { readable, salvaged } from '../../../app/line/readable.ts';
import { refusalOf } from '../../../app/line/screening.ts';
import { faultOfOffer, isSdp } from '../../../app/line/sdp.ts';
import { readSip } from '../../../app/line/sip-text.ts';
import { SyntheticDescription } from '../../../simulator/sip/sdp.ts';

/** Any UTF-16 unit, also halves of pairs. */
const anyUnit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
const offer = new SyntheticDescription().text('sendrecv', 'actpass');

describe('an offer', () => {
  test.each([
    ['as the edge sends it', offer, null],
    ['with bare line feeds', offer.replaceAll('\r\n', '\n'), null],
    ['with its fingerprint for all streams', moved(/a=fingerprint.*\r\n/), null],
    ['with static codecs and no name for them', offer.replace(/a=rtpmap.*\r\n/g, ''), null],
    ['of RTP/SAVPF, as older edges say', offer.replace('UDP/TLS/RTP/SAVPF', 'RTP/SAVPF'), null],
    ['after a video', offer.replace('m=audio', 'm=video 9 UDP/TLS/RTP/SAVPF 96\r\nm=audio'), null],
    ['switched off but bundled', `${offer.replace('m=audio 9', 'm=audio 0')}a=bundle-only\r\n`, null],
    ['switched off', offer.replace('m=audio 9', 'm=audio 0'), 'no-audio'],
    ['of video alone', offer.replace('m=audio', 'm=video'), 'no-audio'],
    ['of nothing', '', 'no-audio'],
    ['unencrypted', offer.replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'), 'not-encrypted'],
    ['without a fingerprint', offer.replace(/a=fingerprint.*\r\n/, ''), 'no-fingerprint'],
    ['without rtcp-mux', offer.replace('a=rtcp-mux\r\n', ''), 'no-rtcp-mux'],
    ['of codecs nobody has', withCodecs('18 4', 'a=rtpmap:18 G729/8000\r\n'), 'no-known-codec'],
    ['of digits alone', withCodecs('101', 'a=rtpmap:101 telephone-event/8000\r\n'), 'no-known-codec'],
  ] as const)('%s', (_what, sdp, fault) => {
    expect(faultOfOffer(sdp)).toBe(fault);
  });

  test('is known by its type, parameters and casing aside', () => {
    expect(isSdp('Application/SDP; charset=utf-8')).toBe(true);
    expect(isSdp('multipart/mixed')).toBe(false);
  });
});

describe('an INVITE is refused', () => {
  const invite = (headers: Record<string, string[]>, body = offer) => ({
    body,
    header: (name: string) => headers[name.toLowerCase()] ?? [],
  });
  const sdp = { 'content-type': ['application/sdp'] };

  test.each([
    ['that asks for an offer of ours', invite({}, ''), null],
    ['that offers audio', invite(sdp), null],
    ['that requires an extension', invite({ ...sdp, require: ['100rel, timer'] }), 420],
    ['with a body of another kind', invite({ 'content-type': ['multipart/mixed'] }), 415],
    ['with a body of no kind', invite({}), 415],
    ['without audio', invite(sdp, 'v=0\r\n'), 488],
  ] as const)('%s: %s', (_what, message, status) => {
    const refusal = refusalOf(message);
    expect(refusal?.statusCode ?? null).toBe(status);
    if (refusal !== null) expect(isRefusal(refusal.reason)).toBe(true);
  });

  test('with what it required and what is accepted', () => {
    expect(refusalOf(invite({ require: ['100rel, bad"tag'] }))?.headers).toEqual([
      'Unsupported: 100rel, unknown',
    ]);
    expect(refusalOf(invite({ 'content-type': ['text/plain'] }))?.headers).toEqual([
      'Accept: application/sdp',
    ]);
  });

  test('never with a line break that would begin a header of its own', () => {
    const unit = fc.constantFrom('\r', '\n', ',', '"', ' ', ';', 'a', 'é');
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit }), (require, type) => {
        const refusal = refusalOf(invite({ require: [require], 'content-type': [type] }));
        for (const line of refusal?.headers ?? []) expect(line).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

const invite = (from: string, more = '') =>
  `INVITE sip:agent@host SIP/2.0\r\nv: SIP/2.0/WS edge;branch=z9hG4bK1\r\n${from}\r\nTo: <sip:agent@host>\r\n` +
  `Call-ID: abc\r\nCSeq: 1 INVITE\r\n${more}\r\n`;

describe('a message off the socket', () => {
  test.each([
    'Content-Type: application/sdp;charset=utf-8',
    'content-type : APPLICATION/SDP',
    'c: application/sdp ; a=b',
  ])('has its description known: %s', (line) => {
    expect(readable(invite('From: <sip:a@b>', `${line}\r\n`))).toContain(
      '\r\nContent-Type: application/sdp\r\n',
    );
  });

  test('keeps its body and every other type', () => {
    const text = `${invite('From: <sip:a@b>', 'Content-Type: multipart/mixed\r\n')}Expires: 99999999\r\n`;
    expect(readable(text)).toBe(text);
  });

  test.each([
    ['3000000', '86400'],
    ['60', '60'],
    ['soon', '86400'],
    ['-5', '86400'],
  ])('that expires in %s is waited for %s s', (sent, waited) => {
    expect(readable(invite('From: <sip:a@b>', `Expires: ${sent}\r\n`))).toContain(
      `\r\nExpires: ${waited}\r\n`,
    );
  });

  test('but another request or a reply keeps its Expires', () => {
    const reply = 'SIP/2.0 200 OK\r\nExpires: 3000000\r\n\r\n';
    expect(readable(reply)).toBe(reply);
  });
});

describe('a request nobody can read', () => {
  const text = invite('f: "Ravi \\"R\\"" <tel:+919876543210>;', 'X-Exotel-CallSid: sid1\r\n');

  test('still names its caller and its call', () => {
    const request = readSip(text);
    expect(request === null ? null : readInvite(salvaged(request))).toEqual({
      callSid: 'sid1',
      from: { displayName: 'Ravi "R"', user: '+919876543210' },
      calledNumber: 'agent',
    });
  });

  test('whatever it holds, breaks nothing, in little time', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit, maxLength: 400 }), (junk) => {
        const request = readSip(readable(invite(`From: ${junk}`)));
        if (request !== null) readInvite(salvaged(request));
      }),
    );
    const hostile = invite(
      `From: "${'\\"'.repeat(50_000)}${'<'.repeat(50_000)}`,
      `c: ${' '.repeat(100_000)}\r\n`,
    );
    const started = performance.now();
    const request = readSip(readable(hostile));
    if (request !== null) readInvite(salvaged(request));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

function moved(line: RegExp): string {
  const found = line.exec(offer)?.[0] ?? '';
  return offer.replace(found, '').replace('t=0 0\r\n', `t=0 0\r\n${found}`);
}

function withCodecs(types: string, lines: string): string {
  return (
    offer
      .replace(/SAVPF .*/, `SAVPF ${types}`)
      .replace(/a=rtpmap.*\r\n/g, '')
      .replace(/a=fmtp.*\r\n/g, '') + lines
  );
}
