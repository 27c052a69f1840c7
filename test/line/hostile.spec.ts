// Whatever comes over the socket, the line goes on: no crash, still registered, and it still rings.
import { readSip, statelessReply } from '../../app/line/sip-text.ts';
import { header } from '../../simulator/sip/message.ts';
import { domain, type ScriptedEdge } from './edge.ts';
import { expect, type LineWindow, test } from './fixture.ts';
import { hostileFrames } from './hostile.ts';
import { ScriptedCall } from './scripted-call.ts';
import { torture } from './torture.ts';

/** Without sound: what is asked here is only whether the phone rings. */
const silence =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\n' +
  'a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\na=rtcp-mux\r\na=mid:0\r\n' +
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}\r\n`;

/** The line is unharmed: the same page and socket, no loss of registration, and a call rings. */
async function stillRings(line: LineWindow): Promise<void> {
  await line.edge.askAlive();
  const before = line.facts.entries.length;
  const call = new ScriptedCall(line.edge, { sdp: silence });
  await call.reply(180);
  await line.facts.waitFor(({ fact, index }) => index >= before && fact.kind === 'invited', {
    what: 'a ring',
  });
  call.cancel();
  await call.reply(487);
  expect(line.edge.sockets).toBe(1);
  const states = line.facts.entries.flatMap(({ fact }) => (fact.kind === 'state' ? [fact.state.kind] : []));
  expect(states.at(-1)).toBe('registered');
  expect(states.filter((kind) => kind === 'waiting' || kind === 'refused')).toEqual([]);
}

/** Calls among `texts` that a reply could be tied to, and that got none. */
function unanswered(edge: ScriptedEdge, texts: readonly string[]): string[] {
  const asked = texts.flatMap((text) => {
    const message = readSip(text);
    return message === null || statelessReply(message, 400, '') === null
      ? []
      : message.headers('call-id').slice(0, 1);
  });
  const answered = new Set(
    edge.heard.entries.flatMap(({ message }) =>
      message.kind === 'response' ? [header(message, 'Call-ID')] : [],
    ),
  );
  return [...new Set(asked)].filter((callId) => !answered.has(callId));
}

test('every torture message of RFC 4475, as it stands and aimed at the agent', async ({ line }) => {
  test.slow();
  let crashed = false;
  line.page.on('crash', () => {
    crashed = true;
  });
  await line.registered();
  expect(torture).toHaveLength(49);
  for (const { text } of torture) {
    line.edge.sendRaw(text);
    line.edge.sendRaw(text.replace(/^(\S+) \S.* (SIP\/2\.0)/, `$1 ${line.edge.contact} $2`));
    await line.edge.askAlive();
  }
  expect(crashed).toBe(false);
  expect(
    unanswered(
      line.edge,
      torture.map(({ text }) => text),
    ),
  ).toEqual([]);
  expect(await line.page.evaluate(() => 'polluted' in {})).toBe(false);
  await stillRings(line);
});

test('hostile frames of every kind', async ({ line }) => {
  test.slow();
  await line.registered();
  const frames = hostileFrames(line.edge.contact);
  expect(frames.length).toBeGreaterThanOrEqual(67);
  for (const { data } of frames) {
    line.edge.sendRaw(data);
    await line.edge.askAlive();
  }
  const texts = frames.flatMap(({ data }) => (typeof data === 'string' ? [data] : []));
  expect(unanswered(line.edge, texts)).toEqual([]);
  await stillRings(line);
});

for (const [what, from] of [
  ['a telephone number', '<tel:+915550012345>;tag=odd'],
  ['a host with an underscore', '"Meera" <sip:+915550012345@odd_host>;tag=odd'],
  ['a semicolon too many', '<sip:+915550012345@pstn.example>;tag=odd;'],
] as const) {
  test(`an INVITE from ${what} is answered 400 and told, not dropped`, async ({ line }) => {
    await line.registered();
    line.edge.sendRaw(
      [
        `INVITE ${line.edge.contact} SIP/2.0`,
        'Via: SIP/2.0/WS edge.invalid;branch=z9hG4bKodd',
        'Max-Forwards: 70',
        `From: ${from}`,
        `To: <sip:agent@${domain}>`,
        'Call-ID: odd-call',
        'CSeq: 1 INVITE',
        'X-Exotel-CallSid: abc123sid',
        'Contact: <sip:edge@edge.invalid;transport=ws>',
        '',
        '',
      ].join('\r\n'),
    );
    const { message } = await line.edge.expect('reply', (heard) => header(heard, 'Call-ID') === 'odd-call');
    expect(message).toMatchObject({ kind: 'response', status: 400 });
    expect(header(message, 'From')).toBe(from);
    expect(header(message, 'To')).toMatch(/;tag=\w+$/);
    const { detail } = await line.fact('fault');
    expect(detail).toContain('INVITE');
    expect(detail).toContain('400');
    expect(detail).not.toContain('5550012345');
    await stillRings(line);
  });
}
