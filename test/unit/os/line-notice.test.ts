// An agent who does not look at the desk is told that no call reaches it: once, not of a blip, and only while it holds.
import type { NotificationConstructorOptions } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type DeskState, initialDeskState } from '../../../app/desk/state.ts';
import { createText } from '../../../app/text/text.ts';
import { LineNotice } from '../../../main/os/line-notice.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const agent = { accountId: 'a', userId: 'u', name: 'Asha', email: '', role: '', virtualNumber: '' };
const up: DeskState = {
  ...initialDeskState,
  signIn: { kind: 'signed-in', agent },
  line: { kind: 'registered', since: 0, expiresAt: 1 },
  device: { ...initialDeskState.device, hasSip: true, effective: 'sip', readAt: 1 },
};
const waiting: DeskState = {
  ...up,
  line: { kind: 'waiting', trouble: 'edge-unreachable', attempt: 1, retryAt: 9 },
};
const connecting: DeskState = { ...up, line: { kind: 'connecting', attempt: 1 } };
const refused: DeskState = { ...up, line: { kind: 'refused', trouble: 'forbidden', code: 403 } };

function told(isWatched = false) {
  const shown: { options: NotificationConstructorOptions; open: boolean }[] = [];
  const { t } = createText('en');
  const notice = new LineNotice({
    t,
    isWatched: () => isWatched,
    show: (options) => {
      const one = { options, open: true };
      shown.push(one);
      const close = () => {
        one.open = false;
      };
      return { close };
    },
  });
  return { notice, shown };
}

const openTitles = (shown: ReturnType<typeof told>['shown']) =>
  shown.filter((one) => one.open).map((one) => one.options.title);

it('is told of a line that stays down, once over all its tries, and no more when it is back', () => {
  const { notice, shown } = told();
  notice.render(up);
  for (const state of [waiting, connecting, waiting]) {
    notice.render(state);
    vi.advanceTimersByTime(4_000);
  }
  expect(openTitles(shown)).toEqual(['Calls can’t reach you']);
  expect(shown[0]?.options).toMatchObject({ urgency: 'critical', timeoutType: 'never' });
  notice.render(connecting);
  vi.advanceTimersByTime(60_000);
  expect(shown).toHaveLength(1);
  notice.render(up);
  expect(openTitles(shown)).toEqual([]);
  notice.render(waiting);
  vi.advanceTimersByTime(10_000);
  expect(shown).toHaveLength(2);
});

it('is not told of a blip', () => {
  const { notice, shown } = told();
  notice.render(waiting);
  vi.advanceTimersByTime(9_900);
  notice.render(up);
  vi.advanceTimersByTime(60_000);
  expect(shown).toEqual([]);
});

it('is told at once of a refusal, also after an outage, since it does not pass by itself', () => {
  const { notice, shown } = told();
  notice.render(waiting);
  vi.advanceTimersByTime(10_000);
  notice.render(refused);
  notice.render({ ...refused, notices: [] });
  expect(openTitles(shown)).toEqual(['Not connected: Exotel refused']);
  expect(shown).toHaveLength(2);
});

it.each<[string, DeskState]>([
  ['whose calls ring their phone', { ...waiting, device: { ...up.device, effective: 'phone' } }],
  ['whose calls are off', { ...waiting, device: { ...up.device, effective: 'off' } }],
  ['who is not signed in', { ...waiting, signIn: { kind: 'signed-out', failure: null } }],
])('is not told to an agent %s', (_who, state) => {
  const { notice, shown } = told();
  notice.render(state);
  vi.advanceTimersByTime(60_000);
  expect(shown).toEqual([]);
});

it('is said by the desk itself where the agent has it in front', () => {
  const { notice, shown } = told(true);
  notice.render(refused);
  expect(shown).toEqual([]);
});

it('is taken away, and told no more, when the phone quits', () => {
  const { notice, shown } = told();
  notice.render(waiting);
  notice.remove();
  vi.advanceTimersByTime(60_000);
  expect(shown).toEqual([]);
});
