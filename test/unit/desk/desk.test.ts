// The owner of the state: order kept, faults contained, changes told once.
import { describe, expect, it, vi } from 'vitest';
import type { DeskEffect } from '../../../app/desk/reducer.ts';
import { initialDeskState } from '../../../app/desk/state.ts';
import { changedParts, Desk } from '../../../main/desk/desk.ts';

const invite = { callId: 'c1', callSid: null, from: { displayName: '', user: 'x' }, calledNumber: null };

describe('the desk in main', () => {
  it('tells listeners of each step whole and in order, also when one of them dispatches', () => {
    const desk = new Desk({ perform: () => undefined, onFault: () => undefined });
    const seen: string[] = [];
    desk.subscribe(({ event }) => {
      if (event.kind === 'network') desk.dispatch({ kind: 'tray', hasTray: true });
    });
    desk.subscribe(({ event, revision }) => seen.push(`${revision} ${event.kind}`));
    desk.dispatch({ kind: 'network', network: 'offline' });
    expect(seen).toEqual(['1 network', '2 tray']);
  });

  it('says nothing when nothing changed', () => {
    const desk = new Desk({ perform: () => undefined, onFault: () => undefined });
    const listener = vi.fn();
    desk.subscribe(listener);
    desk.dispatch({ kind: 'network', network: 'online' });
    expect(listener).not.toHaveBeenCalled();
    expect(desk.revision).toBe(0);
  });

  it('goes on when a listener or an effect throws, and reports it', () => {
    const faults: unknown[] = [];
    const done: DeskEffect[] = [];
    const desk = new Desk({
      perform: (effect) => {
        done.push(effect);
        throw new Error('line gone');
      },
      onFault: (error) => faults.push(error),
    });
    desk.subscribe(() => {
      throw new Error('window gone');
    });
    desk.dispatch({ kind: 'invited', invite, at: 1 });
    desk.dispatch({ kind: 'answer-chosen', callId: 'c1' });
    expect(desk.state.calls[0]?.phase).toBe('answering');
    expect(done).toEqual([{ kind: 'answer', callId: 'c1' }]);
    expect(faults).toHaveLength(3);
  });

  it('sends windows only the parts that changed', () => {
    expect(changedParts(initialDeskState, { ...initialDeskState, network: 'offline' })).toEqual({
      network: 'offline',
    });
  });
});
