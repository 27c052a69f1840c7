// The popup follows the call that rings, or the one that goes on unseen, and nothing else.
import { describe, expect, it } from 'vitest';
import { type DeskEvent, reduce } from '../../../app/desk/reducer.ts';
import { type DeskState, initialDeskState } from '../../../app/desk/state.ts';
import { type DeskSight, popupView, sameView } from '../../../main/desk/popup-view.ts';

function stateAfter(...events: DeskEvent[]): DeskState {
  return events.reduce((state, event) => reduce(state, event).state, initialDeskState);
}

const hidden: DeskSight = { isShown: false, isFocused: false };
const behind: DeskSight = { isShown: true, isFocused: false };
const inFront: DeskSight = { isShown: true, isFocused: true };

const rung: DeskEvent = {
  kind: 'invited',
  invite: { callId: 'c1', callSid: null, from: { displayName: '', user: 'x' }, calledNumber: null },
  at: 1,
};
const answered: DeskEvent = { kind: 'answer-chosen', callId: 'c1' };
const talking: DeskEvent = { kind: 'call-established', callId: 'c1', at: 2 };
const hungUp: DeskEvent = { kind: 'hang-up-chosen', callId: 'c1' };

describe('while a call rings', () => {
  it.each([
    ['hidden', hidden],
    ['behind other windows', behind],
  ])('the popup has it from the moment it came up, when the desk is %s', (_where, sight) => {
    expect(popupView(stateAfter(rung), sight, null, 500)).toMatchObject({ call: { id: 'c1' }, shownAt: 500 });
  });

  it('the popup stays away from an agent who works in the desk, and comes when they turn elsewhere', () => {
    const away = popupView(stateAfter(rung), inFront, null, 500);
    expect(away).toMatchObject({ call: null, shownAt: null });
    expect(popupView(stateAfter(rung), behind, away, 900)).toMatchObject({
      call: { id: 'c1' },
      shownAt: 900,
    });
  });

  it('a change of a detail does not guard against presses anew', () => {
    const first = popupView(stateAfter(rung), hidden, null, 500);
    const settings = { ...initialDeskState.settings, theme: 'dark' } as const;
    const second = popupView(stateAfter(rung, { kind: 'settings', settings }), hidden, first, 900);
    expect(second.shownAt).toBe(500);
    expect(sameView(first, second)).toBe(false);
  });

  it.each<[string, DeskEvent]>([
    ['declined', { kind: 'decline-chosen', callId: 'c1' }],
    ['given up', { kind: 'call-ended', callId: 'c1', reason: 'caller-gave-up', at: 2 }],
    ['lost with the line', { kind: 'line-lost', at: 2, retryAt: 3 }],
  ])('the popup is gone as soon as the call is %s', (_how, event) => {
    for (const sight of [hidden, behind, inFront]) {
      expect(popupView(stateAfter(rung, event), sight, null, 900)).toMatchObject({
        call: null,
        shownAt: null,
      });
    }
  });
});

describe('when a call is taken', () => {
  it('an agent whose desk is hidden keeps it in the popup, whose new controls are guarded anew', () => {
    const ringing = popupView(stateAfter(rung), hidden, null, 500);
    const taken = popupView(stateAfter(rung, answered), hidden, ringing, 900);
    expect(taken).toMatchObject({ call: { id: 'c1', phase: 'answering' }, shownAt: 900 });
    const talked = popupView(stateAfter(rung, answered, talking), hidden, taken, 1200);
    expect(talked).toMatchObject({ call: { phase: 'talking' }, shownAt: 900 });
  });

  it('the popup goes as soon as the desk is seen, and comes again when it is hidden', () => {
    const state = stateAfter(rung, answered, talking);
    for (const sight of [behind, inFront]) expect(popupView(state, sight, null, 900).call).toBeNull();
    expect(popupView(state, hidden, null, 900).call?.phase).toBe('talking');
  });

  it('it stays while the call is being ended, and goes with it', () => {
    const ending = stateAfter(rung, answered, talking, hungUp);
    expect(popupView(ending, hidden, null, 900).call?.phase).toBe('ending');
    const over = stateAfter(rung, answered, talking, { kind: 'line-lost', at: 5, retryAt: 6 });
    expect(popupView(over, hidden, null, 900).call).toBeNull();
  });
});
