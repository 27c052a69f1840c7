// What the line reports, as events of the desk.
import type { LineFact } from '../../app/contract/line.ts';
import type { DeskEvent, Invite } from '../../app/desk/reducer.ts';

/**
 * The event a fact stands for; null for facts that are only measured or kept, not shown, and for what was found
 * out about the microphone: the system is asked before it is shown.
 */
export function eventOfFact(fact: LineFact): DeskEvent | null {
  switch (fact.kind) {
    case 'state':
      return { kind: 'line', line: fact.state };
    case 'invited':
      return { kind: 'invited', invite: inviteOf(fact), at: fact.at };
    case 'refused':
      return { kind: 'invite-refused', invite: inviteOf(fact), reason: fact.reason, at: fact.at };
    case 'established':
      return { kind: 'call-established', callId: fact.callId, at: fact.at };
    case 'media':
      return { kind: 'call-media', callId: fact.callId, media: fact.media };
    case 'ended':
      return { kind: 'call-ended', callId: fact.callId, reason: fact.reason, at: fact.at };
    case 'microphone':
    case 'retired':
    case 'accepted':
    case 'figures':
    case 'fault':
      return null;
  }
}

function inviteOf({ callId, callSid, from, calledNumber }: Invite): Invite {
  return { callId, callSid, from, calledNumber };
}
