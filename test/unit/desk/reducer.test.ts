// The desk's state from events: what an agent must see, and what must never be lost or left on.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endReasonSchema, isLive, isRinging } from '../../../app/calls/call.ts';
import {
  type DeskEffect,
  type DeskEvent,
  type Invite,
  recentLimit,
  reduce,
} from '../../../app/desk/reducer.ts';
import {
  type DeskState,
  deskStateSchema,
  initialDeskState,
  type RecentCall,
} from '../../../app/desk/state.ts';
import { agentOf, readMapping } from '../../../app/exotel/mapping.ts';

function invite(callId: string, callSid: string | null = `sid-${callId}`): Invite {
  return { callId, callSid, from: { displayName: '09876543210', user: 'trunk' }, calledNumber: null };
}

function run(events: DeskEvent[], from: DeskState = initialDeskState) {
  let state = from;
  const effects: DeskEffect[] = [];
  for (const event of events) {
    const step = reduce(state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const rung: DeskEvent = { kind: 'invited', invite: invite('c1'), at: 1_000 };

describe('the desk', () => {
  it('rings, and tells the line to answer once however often Answer is pressed', () => {
    const { state, effects } = run([
      rung,
      { kind: 'answer-chosen', callId: 'c1' },
      { kind: 'answer-chosen', callId: 'c1' },
    ]);
    expect(effects).toEqual([{ kind: 'answer', callId: 'c1' }]);
    expect(state.calls.some(isRinging)).toBe(false);
  });

  it('ends the ring when the caller gives up, and keeps the call as recent', () => {
    const { state, effects } = run([
      rung,
      { kind: 'call-ended', callId: 'c1', reason: 'caller-gave-up', at: 4_000 },
    ]);
    expect(state.calls.some(isLive)).toBe(false);
    expect(state.recent[0]).toMatchObject({ id: 'c1', reason: 'caller-gave-up', answeredAt: null });
    expect(effects).toEqual([{ kind: 'record', call: state.recent[0] }]);
  });

  it('records an ended call once, however often its end is reported', () => {
    const end: DeskEvent = { kind: 'call-ended', callId: 'c1', reason: 'declined', at: 2_000 };
    expect(run([rung, end, end]).effects).toHaveLength(1);
  });

  it('tells a second caller that the agent is busy, and keeps that call as missed', () => {
    const { state, effects } = run([rung, { kind: 'invited', invite: invite('c2'), at: 2_000 }]);
    expect(effects[0]).toEqual({ kind: 'refuse-busy', callId: 'c2' });
    expect(state.calls.map((call) => call.id)).toEqual(['c1']);
    expect(state.recent[0]).toMatchObject({ id: 'c2', reason: 'another-ringing' });
  });

  it('keeps a call that the line itself refused as missed, and neither rings nor shows it', () => {
    const refused: DeskEvent = {
      kind: 'invite-refused',
      invite: invite('c2'),
      reason: 'audio-unsupported',
      at: 2_000,
    };
    const { state, effects } = run([rung, refused]);
    expect(state.calls.map((call) => call.id)).toEqual(['c1']);
    expect(state.recent[0]).toMatchObject({
      id: 'c2',
      reason: 'audio-unsupported',
      rangAt: 2_000,
      endedAt: 2_000,
      answeredAt: null,
    });
    expect(effects).toEqual([{ kind: 'record', call: state.recent[0] }]);
  });

  it.each<[string, DeskEvent[], string]>([
    ['only rings', [], 'another-ringing'],
    ['is being declined', [{ kind: 'decline-chosen', callId: 'c1' }], 'another-ringing'],
    ['is being answered', [{ kind: 'answer-chosen', callId: 'c1' }], 'on-another-call'],
    [
      'is talked on',
      [
        { kind: 'answer-chosen', callId: 'c1' },
        { kind: 'call-established', callId: 'c1', at: 1_500 },
      ],
      'on-another-call',
    ],
  ])('says of a second caller refused while the first %s why that was', (_what, events, reason) => {
    const { state } = run([rung, ...events, { kind: 'invited', invite: invite('c2'), at: 2_000 }]);
    expect(state.recent[0]).toMatchObject({ id: 'c2', reason });
  });

  it('takes a second INVITE of the live call for the same call: refused and not logged', () => {
    const { state, effects } = run([rung, { kind: 'invited', invite: invite('c2', 'sid-c1'), at: 2_000 }]);
    expect(effects).toEqual([{ kind: 'refuse-busy', callId: 'c2' }]);
    expect(state.recent).toEqual([]);
  });

  it('does not take two calls without a CallSid for one', () => {
    const { state } = run([
      { kind: 'invited', invite: invite('c1', null), at: 1_000 },
      { kind: 'invited', invite: invite('c2', null), at: 1_500 },
    ]);
    expect(state.recent).toHaveLength(1);
  });

  it('rings again for a call that the flow offers to the same agent a second time', () => {
    const { state } = run([
      rung,
      { kind: 'call-ended', callId: 'c1', reason: 'not-answered', at: 9_000 },
      { kind: 'invited', invite: invite('c2', 'sid-c1'), at: 12_000 },
    ]);
    expect(state.calls.filter(isRinging).map((call) => call.id)).toEqual(['c2']);
  });

  it('ends every live call, said and recorded, when the line window is lost', () => {
    const { state } = run([
      rung,
      { kind: 'answer-chosen', callId: 'c1' },
      { kind: 'call-established', callId: 'c1', at: 2_000 },
      { kind: 'line-lost', at: 5_000, retryAt: 5_200 },
    ]);
    expect(state.calls[0]?.end).toEqual({ reason: 'line-lost', at: 5_000 });
    expect(state.recent).toHaveLength(1);
  });

  it('promises no ring from a line whose window is lost, until it has registered again', () => {
    const registered = { kind: 'registered', since: 0, expiresAt: 9_000 } as const;
    const lost = run([
      { kind: 'line', line: registered },
      { kind: 'line-lost', at: 5_000, retryAt: 5_200 },
    ]);
    const line = { kind: 'waiting', trouble: 'line-crashed', attempt: 1, retryAt: 5_200 };
    expect(lost.state.line).toEqual(line);
    expect(run([{ kind: 'line-lost', at: 1, retryAt: 2 }]).state.line).toEqual({ kind: 'off' });
  });

  it('shows the account number as the one called when the edge names none', () => {
    const agent = {
      accountId: 'a',
      userId: 'u',
      name: 'Priya',
      email: '',
      role: 'agent',
      virtualNumber: '080 4719 0000',
    };
    const { state } = run([{ kind: 'signed-in', agent }, rung]);
    expect(state.calls[0]?.calledNumber).toBe('080 4719 0000');
  });

  it('believes the mapping about the device and keeps the wish apart until it is settled', () => {
    const device = {
      effective: 'phone',
      hasSip: true,
      hasPhone: true,
      phoneNumber: null,
      readAt: 5,
    } as const;
    const asked = run([
      { kind: 'device-wanted', choice: 'sip' },
      { kind: 'device-read', device },
    ]).state;
    expect(asked.device).toMatchObject({ effective: 'phone', wanted: 'sip' });
    expect(run([{ kind: 'device-settled' }], asked).state.device.wanted).toBeNull();
  });

  it('shows every call, however long the account’s number is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.constantFrom('5', '555 ', 'x', '+91 '), (tail, part) => {
        const row = { AppUserId: 'u', VirtualNumber: `${part.repeat(70)}${tail}` };
        const mapping = readMapping(row, 'u');
        if (mapping === null) throw new Error('not read');
        const { state } = run([{ kind: 'signed-in', agent: agentOf(mapping, 'a', 'IN') }, rung]);
        deskStateSchema.parse(state);
        expect(state.calls).toHaveLength(1);
      }),
    );
  });

  it('leaves the next agent nothing of the last one’s customers, however the last call stood', () => {
    const gone: DeskEvent = { kind: 'signed-out', failure: null, at: 9_000 };
    const steps: DeskEvent[] = [
      { kind: 'answer-chosen', callId: 'c1' },
      { kind: 'call-established', callId: 'c1', at: 2_000 },
      { kind: 'hang-up-chosen', callId: 'c1' },
      { kind: 'call-ended', callId: 'c1', reason: 'hung-up-by-agent', at: 3_000 },
    ];
    for (let count = 0; count <= steps.length; count += 1) {
      const { state, effects } = run([rung, ...steps.slice(0, count), gone]);
      expect(state).toMatchObject({ calls: [], recent: [], notices: [] });
      // Kept all the same, under the account that was signed in when it ended.
      expect(effects.filter((effect) => effect.kind === 'record')).toHaveLength(1);
      const late = run([{ kind: 'call-ended', callId: 'c1', reason: 'failed', at: 9_500 }], state);
      expect(late).toEqual({ state, effects: [] });
    }
  });

  it('gives the windows the newest two hundred calls, whatever is in the log', () => {
    const ended = (index: number): RecentCall => ({
      id: `old-${index}`,
      callSid: null,
      direction: 'inbound',
      caller: { e164: null, display: '', name: null },
      calledNumber: null,
      rangAt: 1,
      answeredAt: null,
      endedAt: 1,
      reason: 'declined',
    });
    const old = Array.from({ length: 300 }, (_, index) => ended(index));
    const read = run([{ kind: 'recent-read', recent: old }]).state;
    expect(read.recent).toHaveLength(200);
    const { state } = run([
      { kind: 'recent-read', recent: old },
      rung,
      { kind: 'call-ended', callId: 'c1', reason: 'declined', at: 2_000 },
    ]);
    expect(recentLimit).toBe(200);
    expect(state.recent).toHaveLength(200);
    expect(state.recent.map(({ id }) => id).slice(0, 2)).toEqual(['c1', 'old-0']);
  });

  it('does not begin to talk on a call that is being hung up or is over', () => {
    const late: DeskEvent = { kind: 'call-established', callId: 'c1', at: 8_000 };
    const hungUp = run([
      rung,
      { kind: 'answer-chosen', callId: 'c1' },
      { kind: 'hang-up-chosen', callId: 'c1' },
      late,
    ]);
    expect(hungUp.state.calls[0]).toMatchObject({ phase: 'ending', answeredAt: null });
    const ended: DeskEvent = { kind: 'call-ended', callId: 'c1', reason: 'caller-gave-up', at: 4_000 };
    expect(run([rung, ended, late]).state.calls[0]).toMatchObject({ phase: 'ended', answeredAt: null });
  });

  it('shows the same trouble once', () => {
    const notice = { key: 'poll', failure: { reason: 'no-network', requestId: null, detail: null } } as const;
    const { state } = run([
      { kind: 'notice', notice: { ...notice, at: 1 } },
      { kind: 'notice', notice: { ...notice, at: 2 } },
    ]);
    expect(state.notices).toEqual([{ ...notice, at: 2 }]);
  });

  it('forgets an agent’s troubles at sign-out, but not those of this computer', () => {
    const notices = (['rate-limited', 'calls-set-aside', 'calls-not-kept'] as const).map(
      (reason) => ({ key: reason, failure: { reason, requestId: null, detail: null }, at: 1 }) as const,
    );
    const { state } = run([
      ...notices.map((notice) => ({ kind: 'notice', notice }) as const),
      { kind: 'signed-out', failure: null, at: 2 },
    ]);
    expect(state.notices.map(({ key }) => key)).toEqual(['calls-set-aside', 'calls-not-kept']);
  });

  it('whatever happens, has at most one live call, rings only for it, and loses no ended call', () => {
    const ids = fc.constantFrom('c1', 'c2', 'c3');
    const at = fc.integer({ min: 0, max: 10_000 });
    const event: fc.Arbitrary<DeskEvent> = fc.oneof(
      fc.record({ kind: fc.constant('invited' as const), invite: ids.map((id) => invite(id)), at }),
      fc.record({ kind: fc.constant('answer-chosen' as const), callId: ids }),
      fc.record({ kind: fc.constant('decline-chosen' as const), callId: ids }),
      fc.record({ kind: fc.constant('hang-up-chosen' as const), callId: ids }),
      fc.record({ kind: fc.constant('call-established' as const), callId: ids, at }),
      fc.record({
        kind: fc.constant('call-ended' as const),
        callId: ids,
        reason: fc.constantFrom(...endReasonSchema.options),
        at,
      }),
      fc.record({ kind: fc.constant('line-lost' as const), at, retryAt: at }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state = initialDeskState;
        let recorded = 0;
        for (const each of events) {
          const step = reduce(state, each);
          recorded += step.effects.filter((effect) => effect.kind === 'record').length;
          state = step.state;
          expect(state.calls.filter(isLive).length).toBeLessThanOrEqual(1);
          expect(state.recent.length).toBe(recorded);
        }
        deskStateSchema.parse(state);
      }),
    );
  });
});
