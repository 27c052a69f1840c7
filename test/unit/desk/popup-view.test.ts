// The popup follows the ringing call and nothing else.
import { describe, expect, it } from 'vitest';
import { type DeskEvent, reduce } from '../../../app/desk/reducer.ts';
import { type DeskState, initialDeskState } from '../../../app/desk/state.ts';
import { popupView, sameView } from '../../../main/desk/popup-view.ts';

function stateAfter(...events: DeskEvent[]): DeskState {
  return events.reduce((state, event) => reduce(state, event).state, initialDeskState);
}

const rung: DeskEvent = {
  kind: 'invited',
  invite: { callId: 'c1', callSid: null, from: { displayName: '', user: 'x' }, calledNumber: null },
  at: 1,
};

describe('the popup', () => {
  it('shows the ringing call from the moment it came up', () => {
    expect(popupView(stateAfter(rung), null, 500)).toMatchObject({ call: { id: 'c1' }, shownAt: 500 });
  });

  it('does not guard against clicks anew when a detail of the same call changes', () => {
    const first = popupView(stateAfter(rung), null, 500);
    const settings = { ...initialDeskState.settings, theme: 'dark' } as const;
    const second = popupView(stateAfter(rung, { kind: 'settings', settings }), first, 900);
    expect(second.shownAt).toBe(500);
    expect(sameView(first, second)).toBe(false);
  });

  it.each<[string, DeskEvent]>([
    ['answered', { kind: 'answer-chosen', callId: 'c1' }],
    ['declined', { kind: 'decline-chosen', callId: 'c1' }],
    ['given up', { kind: 'call-ended', callId: 'c1', reason: 'caller-gave-up', at: 2 }],
    ['lost with the line', { kind: 'line-lost', at: 2, retryAt: 3 }],
  ])('is gone as soon as the call is %s', (_how, event) => {
    expect(popupView(stateAfter(rung, event), null, 900)).toMatchObject({ call: null, shownAt: null });
  });
});
