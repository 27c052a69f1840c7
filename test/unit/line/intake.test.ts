// What the line takes off the wire for sip.js, and what it answers by itself, message by message.
import { describe, expect, test } from 'vitest';
import { readSip } from '../../../app/line/sip-text.ts';
import { longestMessage, takeIn } from '../../../renderer/line/intake.ts';
import { parseMessage } from '../../../simulator/sip/message.ts';
import { hostileFrames } from '../../line/hostile.ts';
import { torture } from '../../line/torture.ts';

const good = [
  'INVITE sip:agent@a.invalid SIP/2.0',
  'Via: SIP/2.0/WS edge.invalid;branch=z9hG4bKone',
  'Max-Forwards: 70',
  'From: "Meera" <sip:+915550012345@pstn.example>;tag=f1',
  'To: <sip:agent@a.invalid>',
  'Call-ID: call-1',
  'CSeq: 7 INVITE',
  'Contact: <sip:edge@edge.invalid;transport=ws>',
  'Content-Type: application/sdp',
  'Content-Length: 5',
  '',
  'v=0\r\n',
].join('\r\n');

function taken(text: string) {
  const read = readSip(text);
  if (read === null) throw new Error('not SIP');
  return takeIn(text, read);
}

describe('a message', () => {
  test('that can be read is taken', () => {
    expect(taken(good)).toMatchObject({ kind: 'taken', message: { method: 'INVITE', callId: 'call-1' } });
  });

  test.each([
    ['a telephone number for a caller', good.replace(/From: .*;/, 'From: <tel:+915550012345>;'), 400],
    ['a host with an underscore', good.replace('pstn.example', 'odd_host'), 400],
    ['a semicolon too many', good.replace('tag=f1', 'tag=f1;'), 400],
    ['two callers', good.replace('To:', 'From: <sip:other@b>;tag=2\r\nTo:'), 400],
    ['no caller', good.replace(/From: .*\r\n/, 'From: \r\n'), 400],
    ['a body cut short', good.replace('Content-Length: 5', 'Content-Length: 6'), 400],
    ['no end', good.replace('Contact:', `X-Long: ${'x'.repeat(longestMessage)}\r\nContact:`), 513],
  ])('with %s is refused, and its sender told', (_what, text, code) => {
    const intake = taken(text);
    expect(intake).toMatchObject({
      kind: 'refused',
      code,
      why: expect.stringMatching(/^INVITE: .*answered \d{3}\.$/),
    });
    if (intake.kind !== 'refused' || intake.reply === null) throw new Error('no reply');
    expect(parseMessage(intake.reply)).toMatchObject({ kind: 'response', status: code });
  });

  test('that says the same thing twice is taken', () => {
    expect(taken(good.replace('Call-ID:', 'Call-ID: call-1\r\nCall-ID:')).kind).toBe('taken');
  });

  test('that answers one of ours is never answered', () => {
    const reply = good.replace(/^INVITE .*/, 'SIP/2.0 200 OK').replace('tag=f1', 'tag=f1;');
    expect(taken(reply)).toMatchObject({ kind: 'refused', reply: null });
  });
});

test('no torture and no hostility makes the reading fail', () => {
  const texts = [
    ...torture.map(({ text }) => text),
    ...hostileFrames('sip:a@b.invalid').map(({ data }) => String(data)),
  ];
  for (const text of texts) {
    const read = readSip(text);
    if (read === null) continue;
    const intake = takeIn(text, read);
    if (intake.kind === 'refused' && intake.reply !== null)
      expect(intake.reply).toMatch(/^SIP\/2\.0 (400|513) /);
  }
});
