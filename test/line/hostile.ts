// Frames that no edge should send, and that one day one does: broken, endless, binary, confused, malicious.
import { randomBytes } from 'node:crypto';

export interface Frame {
  readonly name: string;
  readonly data: string | Buffer;
}

const invite = (contact: string, id: number, over: Record<string, string> = {}) => {
  const headers: Record<string, string> = {
    Via: `SIP/2.0/WS edge.invalid;branch=z9hG4bKhostile${id}`,
    'Max-Forwards': '70',
    From: `<sip:x@y>;tag=${id}`,
    To: '<sip:agent@a>',
    'Call-ID': `hostile-${id}`,
    CSeq: '1 INVITE',
    Contact: '<sip:edge@edge.invalid;transport=ws>',
    ...over,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`INVITE ${contact} SIP/2.0`, ...lines, '', ''].join('\r\n');
};

const reply = (status: string, sequence: string, more: readonly string[] = []) =>
  [
    `SIP/2.0 ${status}`,
    'Via: SIP/2.0/WS nobody.invalid;branch=z9hG4bKnobody',
    'From: <sip:a@b>;tag=1',
    'To: <sip:a@b>;tag=2',
    'Call-ID: nobody',
    `CSeq: ${sequence}`,
    ...more,
    '',
    '',
  ].join('\r\n');

/** Each is sent alone; `contact` is where the agent is registered. Some are calls and ring; none may cost the line. */
export function hostileFrames(contact: string): Frame[] {
  const whole = invite(contact, 0, { Contact: '' });
  const frames: [string, string | Buffer][] = [
    ['nothing', ''],
    ['one byte', Buffer.from([0])],
    ['a single CR', '\r'],
    ['a single LF', '\n'],
    ['a pong', '\r\n'],
    ['a ping', '\r\n\r\n'],
    ['ten pings in one', '\r\n'.repeat(20)],
    ['a thousand LF', '\n'.repeat(1_000)],
    ['white space', ' \t '.repeat(100)],
    ['NULs', '\0'.repeat(1_000)],
    ['a word', 'hello'],
    ['JSON', '{"kind":"register","__proto__":{"polluted":true}}'],
    ['XML', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'],
    ['markup', '<script>alert(1)</script>'],
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'],
    ['an HTTP request', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a TLS hello', Buffer.from('160301020001000001fc0303', 'hex')],
    ['random bytes', randomBytes(4_096)],
    ['bytes that are no UTF-8', Buffer.from([0xc3, 0x28, 0xa0, 0xa1, 0xe2, 0x28, 0xa1, 0xff, 0xfe])],
    ['a start line alone', `INVITE ${contact} SIP/2.0`],
    ['a start line and its end', `INVITE ${contact} SIP/2.0\r\n\r\n`],
    ['no start line', whole.slice(whole.indexOf('\r\n') + 2)],
    ['only line feeds', whole.replaceAll('\r\n', '\n')],
    ['only carriage returns', whole.replaceAll('\r\n', '\r')],
    ['another version', whole.replace('SIP/2.0', 'SIP/3.0')],
    ['no version', whole.replace(' SIP/2.0', '')],
    ['a method in small letters', whole.replaceAll('INVITE', 'invite')],
    ['a method of a thousand letters', whole.replaceAll('INVITE', 'X'.repeat(1_000))],
    ['a method nobody has', whole.replaceAll('INVITE', 'TELEPORT')],
    ['no address', whole.replace(contact, '')],
    ['another agent’s address', whole.replace(contact, 'sip:somebody@else.invalid')],
    ['an address without a host', whole.replace(contact, 'sip:')],
    ['an address of script', whole.replace(contact, 'javascript:alert(1)')],
    ['a broken escape in the address', whole.replace(contact, 'sip:%zz@a.invalid')],
    [
      'ten thousand headers',
      invite(contact, 1).replace('\r\n\r\n', `\r\n${'X-A: b\r\n'.repeat(10_000)}\r\n`),
    ],
    ['a header of a megabyte', invite(contact, 2, { 'X-Long': 'x'.repeat(1_000_000) })],
    ['a name of a hundred thousand brackets', invite(contact, 3, { From: `${'<'.repeat(100_000)};tag=1` })],
    [
      'a name of a hundred thousand quotes',
      invite(contact, 4, { From: `${'"'.repeat(100_001)}<sip:a@b>;tag=1` }),
    ],
    ['a header without a name', invite(contact, 5).replace('Max-Forwards:', ':')],
    ['a header without a colon', invite(contact, 6).replace('Max-Forwards:', 'Max-Forwards')],
    [
      'headers named like a prototype',
      invite(contact, 7).replace('Max-Forwards:', '__proto__: x\r\nConstructor: y\r\nMax-Forwards:'),
    ],
    ['no From', invite(contact, 8, { From: '' })],
    ['From a telephone number', invite(contact, 9, { From: '<tel:+915550012345>;tag=9' })],
    ['From a host with an underscore', invite(contact, 10, { From: '<sip:a@odd_host>;tag=10' })],
    ['From with a semicolon too many', invite(contact, 11, { From: '<sip:a@b>;tag=11;' })],
    ['From without an end', invite(contact, 12, { From: '"a <sip:a@b>;tag=12' })],
    ['no To', invite(contact, 13, { To: '' })],
    ['To nobody', invite(contact, 14, { To: '<>' })],
    ['no Call-ID', invite(contact, 15, { 'Call-ID': '' })],
    ['no Via', invite(contact, 16, { Via: '' })],
    ['Via without a branch', invite(contact, 17, { Via: 'SIP/2.0/WS' })],
    ['no CSeq', invite(contact, 18, { CSeq: '' })],
    ['CSeq of another method', invite(contact, 19, { CSeq: '1 REGISTER', Contact: '' })],
    ['CSeq beyond counting', invite(contact, 20, { CSeq: '99999999999999999999 INVITE', Contact: '' })],
    ['no Contact', invite(contact, 21, { Contact: '' })],
    ['Contact anybody', invite(contact, 22, { Contact: '*' })],
    ['a length below nothing', invite(contact, 23, { 'Content-Length': '-1', Contact: '' })],
    ['a length beyond the end', invite(contact, 24, { 'Content-Length': '1000000' })],
    ['a length that is none', invite(contact, 25, { 'Content-Length': 'many' })],
    ['an ACK to nothing', whole.replaceAll('INVITE', 'ACK')],
    ['a BYE to nothing', whole.replaceAll('INVITE', 'BYE')],
    ['a CANCEL of nothing', whole.replaceAll('INVITE', 'CANCEL')],
    ['a REGISTER to us', whole.replaceAll('INVITE', 'REGISTER')],
    ['a SUBSCRIBE to us', whole.replaceAll('INVITE', 'SUBSCRIBE')],
    ['a NOTIFY of nothing', whole.replaceAll('INVITE', 'NOTIFY')],
    ['a REFER to a premium number', whole.replaceAll('INVITE', 'REFER')],
    ['a PRACK of nothing', whole.replaceAll('INVITE', 'PRACK')],
    ['a reply to a call nobody made', reply('200 OK', '1 INVITE')],
    ['a reply to a REGISTER nobody sent', reply('200 OK', '1 REGISTER', ['Contact: <sip:a@b>;expires=0'])],
    ['a refusal of a REGISTER nobody sent', reply('403 Forbidden', '2 REGISTER')],
    [
      'a challenge nobody asked for',
      reply('401 Unauthorized', '2 REGISTER', ['WWW-Authenticate: Digest realm="a"']),
    ],
    ['a reply without a reason', reply('200', '1 OPTIONS')],
    ['a reply of status 99', reply('99 Odd', '1 OPTIONS')],
    ['a reply of status 999', reply('999 Odd', '1 OPTIONS')],
    ['a reply without CSeq', reply('200 OK', '')],
    ['a reply whose CSeq has no method', reply('200 OK', '1')],
  ];
  return frames.map(([name, data]) => ({ name, data }));
}
