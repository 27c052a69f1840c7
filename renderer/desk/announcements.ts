// What is worth telling a screen reader, from one state of the desk to the next.
import { type Call, isLive } from '../../app/calls/call.ts';
import type { Caller } from '../../app/calls/caller.ts';
import { type Cause, causeOf } from '../../app/calls/cause.ts';
import type { DeskState } from '../../app/desk/state.ts';
import type { LineTrouble } from '../../app/line/line.ts';
import { finished } from './recent/outcome.ts';

export type News =
  | { kind: 'ringing'; caller: Caller; called: string | null }
  | { kind: 'connected'; caller: Caller }
  | { kind: 'interrupted' }
  | { kind: 'resumed' }
  | { kind: 'ended'; cause: Cause }
  /** A call that was refused at once and so never was the current one: a second caller. */
  | { kind: 'missed'; caller: Caller; cause: Cause }
  | { kind: 'offline' }
  | { kind: 'line-ready' }
  | { kind: 'line-down'; trouble: LineTrouble }
  | { kind: 'device'; choice: 'sip' | 'phone' | 'off' };

/** All there is to tell, in the order of its urgency. */
export function newsBetween(before: DeskState, after: DeskState): News[] {
  return [
    ...callNews(before.calls, after.calls),
    ...missedNews(before, after),
    ...lineNews(before, after),
    ...deviceNews(before, after),
  ];
}

/** True for news that interrupts what is being read. */
export function isUrgent({ kind }: News): boolean {
  return kind === 'ringing' || kind === 'ended' || kind === 'interrupted' || kind === 'offline';
}

function callNews(before: readonly Call[], after: readonly Call[]): News[] {
  if (before === after) return [];
  return after.flatMap((call): News[] => {
    const was = before.find((known) => known.id === call.id);
    if (was?.phase !== call.phase) {
      const { caller, calledNumber, rangAt, answeredAt, end } = call;
      if (call.phase === 'ringing') return [{ kind: 'ringing', caller, called: calledNumber }];
      if (call.phase === 'talking') return [{ kind: 'connected', caller }];
      if (end !== null && was !== undefined) {
        return [
          { kind: 'ended', cause: causeOf({ reason: end.reason, rangAt, answeredAt, endedAt: end.at }) },
        ];
      }
    }
    if (call.media === 'interrupted' && was?.media !== 'interrupted') return [{ kind: 'interrupted' }];
    if (call.media === 'flowing' && was?.media === 'interrupted') return [{ kind: 'resumed' }];
    return [];
  });
}

/** Just put at the head of the list, and never shown as a call. The list as read at sign-in is no news. */
function missedNews(before: DeskState, after: DeskState): News[] {
  const [call, next] = after.recent;
  if (before.recent === after.recent || call === undefined) return [];
  const isFirst = before.recent.length === 0 && next === undefined && after.calls.some(isLive);
  const isOneMore = before.recent.length > 0 && next?.id === before.recent[0]?.id;
  if (!(isFirst || isOneMore) || after.calls.some((shown) => shown.id === call.id)) return [];
  const { outcome, cause } = finished(call);
  return outcome === 'missed' ? [{ kind: 'missed', caller: call.caller, cause }] : [];
}

function lineNews(before: DeskState, after: DeskState): News[] {
  if (after.network === 'offline') return before.network === 'offline' ? [] : [{ kind: 'offline' }];
  const [was, is] = [before.line, after.line];
  if (is.kind === 'registered') return was.kind === 'registered' ? [] : [{ kind: 'line-ready' }];
  if (is.kind !== 'waiting' && is.kind !== 'refused') return [];
  // Each further try of a line that is down is no news.
  const isAnotherTry = isDown(was) && was.kind !== 'refused' && is.kind !== 'refused';
  return isAnotherTry || was.kind === is.kind ? [] : [{ kind: 'line-down', trouble: is.trouble }];
}

function isDown(line: DeskState['line']): boolean {
  return (
    line.kind === 'waiting' || line.kind === 'refused' || (line.kind === 'connecting' && line.attempt > 0)
  );
}

function deviceNews(before: DeskState, after: DeskState): News[] {
  const [was, is] = [before.device.effective, after.device.effective];
  return was === is || was === 'unknown' || is === 'unknown' ? [] : [{ kind: 'device', choice: is }];
}
