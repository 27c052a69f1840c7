// What the line reads off the wire: callers, join keys, reasons, offers, grants; friendly or hostile.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineFactSchema } from '../../../app/contract/line.ts';
import { faultDetail } from '../../../app/line/fault.ts';
import { type InviteMessage, readCancel, readInvite } from '../../../app/line/invite.ts';

function invite(over: Partial<InviteMessage> = {}): InviteMessage {
  return { displayName: '', user: 'trunk', calledUser: 'agent', header: () => [], ...over };
}

describe('an INVITE', () => {
  test('tells the caller by display name, its quotes and escapes undone', () => {
    expect(readInvite(invite({ displayName: '"A \\"B\\" C"' })).from.displayName).toBe('A "B" C');
  });

  test('has a join key, or none when it is missing or too long to be one', () => {
    const sid = (value: string) => readInvite(invite({ header: () => [value] })).callSid;
    expect(sid(' abc ')).toBe('abc');
    expect(sid('')).toBeNull();
    expect(sid('x'.repeat(257))).toBeNull();
    expect(readInvite(invite()).callSid).toBeNull();
  });

  test('undoes escapes in users, and leaves broken ones as they came', () => {
    expect(readInvite(invite({ user: '%2B919876543210' })).from.user).toBe('+919876543210');
    expect(readInvite(invite({ user: '%zz' })).from.user).toBe('%zz');
  });

  test('fits the contract whatever it holds', () => {
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    const text = fc.string({ unit, maxLength: 6000 });
    fc.assert(
      fc.property(text, text, text, text, (displayName, user, calledUser, sid) => {
        const reading = readInvite({ displayName, user, calledUser, header: () => [sid] });
        const fact = { kind: 'invited', callId: 'id', ...reading, at: 1 };
        expect(lineFactSchema.safeParse(fact).success).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a CANCEL', () => {
  test.each([
    ['SIP;cause=200;text="Call completed elsewhere"', 'answered-elsewhere'],
    ['SIP ; text="x" ; cause = 200', 'answered-elsewhere'],
    ['Q.850;cause=26;text="Answered elsewhere"', 'answered-elsewhere'],
    ['SIP;cause=487;text="ORIGINATOR_CANCEL"', 'caller-gave-up'],
    ['Q.850;cause=200', 'caller-gave-up'],
    ['SIP;cause=2000', 'caller-gave-up'],
  ])('with %s means %s', (reason, meaning) => {
    expect(readCancel(['Q.850;cause=16', reason])).toBe(meaning);
  });

  test('without a reason is a caller who gave up', () => {
    expect(readCancel([])).toBe('caller-gave-up');
  });
});

test('a fault in the log names no number and no address', () => {
  const detail = faultDetail(new Error('From "+91 98765-43210" <sip:agent.one@host> failed\nbadly'));
  expect(detail).not.toContain('98765');
  expect(detail).not.toContain('agent.one');
  expect(detail).not.toContain('\n');
  expect(faultDetail('x'.repeat(9999)).length).toBeLessThanOrEqual(500);
});
