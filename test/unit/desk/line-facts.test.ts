// What the line reports and what the desk makes of it: no fact that is shown may be lost on the way.
import { expect, test } from 'vitest';
import { lineFactSchema } from '../../../app/contract/line.ts';
import { eventOfFact } from '../../../main/desk/line-facts.ts';

const invite = { callSid: 'sid', from: { displayName: 'Ravi', user: '+919876543210' }, calledNumber: null };

test.each([
  [
    { kind: 'invited', callId: 'c1', ...invite, at: 1 },
    { kind: 'invited', invite: { callId: 'c1', ...invite }, at: 1 },
  ],
  [
    { kind: 'refused', callId: 'c1', ...invite, at: 1, reason: 'call-unreadable', code: 400 },
    { kind: 'invite-refused', invite: { callId: 'c1', ...invite }, at: 1, reason: 'call-unreadable' },
  ],
  [
    { kind: 'media', callId: 'c1', media: 'interrupted' },
    { kind: 'call-media', callId: 'c1', media: 'interrupted' },
  ],
  [{ kind: 'accepted', callId: 'c1', at: 1, afterMs: 2 }, null],
])('%j', (fact, event) => {
  expect(eventOfFact(lineFactSchema.parse(fact))).toEqual(event);
});
