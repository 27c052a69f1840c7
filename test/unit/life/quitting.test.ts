// The phone's end: asked in a call, a goodbye to the edge, a record of what was lost, and never late.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Desk } from '../../../main/desk/desk.ts';
import { Quitting } from '../../../main/life.ts';
import { createLog } from '../../../main/log/log.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function phone() {
  const done: string[] = [];
  const lines: string[] = [];
  const answer = Promise.withResolvers<boolean>();
  const edge = Promise.withResolvers<void>();
  const desk = new Desk({
    perform: (effect) => done.push(effect.kind === 'record' ? `record ${effect.call.reason}` : effect.kind),
    onFault: (error) => done.push(`fault ${error}`),
  });
  const quitting = new Quitting({
    desk,
    log: createLog({ sink: (line) => lines.push(line), now: Date.now }),
    app: { quit: () => quitting.beforeQuit({ preventDefault: () => done.push('prevented') }) },
    confirm: (call) => {
      done.push(`asked about ${call.id}`);
      return answer.promise;
    },
    leaveLine: () => {
      done.push('leaves the line');
      return edge.promise;
    },
    close: () => done.push('closed'),
  });
  const rings = () => {
    const from = { displayName: '', user: 'x' };
    desk.dispatch({
      kind: 'invited',
      invite: { callId: 'c1', callSid: null, from, calledNumber: null },
      at: 1,
    });
  };
  const talks = () => {
    rings();
    desk.dispatch({ kind: 'answer-chosen', callId: 'c1' });
    desk.dispatch({ kind: 'call-established', callId: 'c1', at: 2 });
    done.length = 0;
  };
  const lineEnds = () =>
    desk.dispatch({ kind: 'call-ended', callId: 'c1', reason: 'hung-up-by-agent', at: 3 });
  return { quitting, desk, done, lines, answer, edge, rings, talks, lineEnds };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

describe('an agent who quits', () => {
  test('without a call is not asked, and the edge is told before the windows close', async () => {
    const { quitting, done, edge } = phone();
    void quitting.ask();
    await settled();
    expect(done).toEqual(['leaves the line']);
    edge.resolve();
    await settled();
    expect(done).toEqual(['leaves the line', 'closed']);
  });

  test('in a call is asked first, and nothing is lost when they stay', async () => {
    const { quitting, done, answer, talks } = phone();
    talks();
    void quitting.ask();
    void quitting.ask();
    answer.resolve(false);
    await settled();
    expect(done).toEqual(['asked about c1']);
  });

  test('in a call and agrees: hung up, unregistered, recorded once, then closed', async () => {
    const { quitting, done, answer, edge, talks, lineEnds } = phone();
    talks();
    void quitting.ask();
    answer.resolve(true);
    await settled();
    expect(done).toEqual(['asked about c1', 'hang-up', 'leaves the line']);
    edge.resolve();
    await settled();
    expect(done).not.toContain('closed');
    lineEnds();
    await settled();
    expect(done.slice(3)).toEqual(['record hung-up-by-agent', 'closed']);
  });

  test('while it rings: the caller is declined', async () => {
    const { quitting, done, answer, edge, rings } = phone();
    rings();
    void quitting.ask();
    answer.resolve(true);
    edge.resolve();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(done).toEqual(['asked about c1', 'decline', 'leaves the line', 'record declined', 'closed']);
  });

  test('is not kept by an edge that says nothing: after 1.5 s the call is recorded and the phone gone', async () => {
    const { quitting, done, answer, talks } = phone();
    talks();
    void quitting.ask();
    answer.resolve(true);
    await vi.advanceTimersByTimeAsync(1_499);
    expect(done).not.toContain('closed');
    await vi.advanceTimersByTimeAsync(1);
    expect(done.slice(-2)).toEqual(['record hung-up-by-agent', 'closed']);
  });

  test('stays where the question cannot be asked, and can quit later', async () => {
    const { quitting, done, answer, talks, lineEnds, lines, edge } = phone();
    talks();
    void quitting.ask();
    answer.reject(new Error('no dialogs here'));
    await settled();
    expect(done).toEqual(['asked about c1']);
    expect(lines.join()).toContain('quit-not-asked');
    lineEnds();
    edge.resolve();
    void quitting.ask();
    await settled();
    expect(done.at(-1)).toBe('closed');
  });
});

describe('what does not wait for an answer', () => {
  test.each<[string, (quitting: Quitting) => void]>([
    ['a signal, the end of the desktop’s session on macOS', (quitting) => quitting.beforeQuit(event)],
    ['the end of a session on Windows, as it is announced', (quitting) => sessionEnds(quitting, 0)],
    ['the end of a session on Windows', (quitting) => sessionEnds(quitting, 1)],
    ['the shutdown of the system', (quitting) => void quitting.leave()],
  ])('(%s) says goodbye and asks nothing', async (_what, act) => {
    const { quitting, done, edge, talks } = phone();
    talks();
    act(quitting);
    act(quitting);
    edge.resolve();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(done).toEqual(['hang-up', 'leaves the line', 'record hung-up-by-agent', 'closed']);
  });

  test('is held back until the edge knows, and then no longer', async () => {
    const { quitting, edge } = phone();
    const preventDefault = vi.fn<() => void>();
    quitting.beforeQuit({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    edge.resolve();
    await settled();
    quitting.beforeQuit({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  test('overtakes a question that is still open', async () => {
    const { quitting, done, answer, edge, talks } = phone();
    talks();
    void quitting.ask();
    void quitting.leave();
    edge.resolve();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(done.at(-1)).toBe('closed');
    answer.resolve(true);
    await settled();
    expect(done.filter((one) => one === 'closed')).toHaveLength(1);
  });

  const event = { preventDefault: () => undefined };

  function sessionEnds(quitting: Quitting, which: number): void {
    const listeners: (() => void)[] = [];
    const window = { on: (_event: string, listener: () => void) => listeners.push(listener) };
    quitting.watchSession(window as never);
    listeners[which]?.();
  }
});
