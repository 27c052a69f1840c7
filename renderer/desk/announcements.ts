// What is worth telling a screen reader, from one state of the desk to the next.
import type { Call } from '../../app/calls/call.ts';
import type { Caller } from '../../app/calls/caller.ts';
import { type Cause, causeOf } from '../../app/calls/cause.ts';
import type { DeskState } from '../../app/desk/state.ts';
import type { LineTrouble } from '../../app/line/line.ts';

export type News =
  | { kind: 'ringing'; caller: Caller }
  | { kind: 'connected'; caller: Caller }
  | { kind: 'interrupted' }
  | { kind: 'resumed' }
  | { kind: 'ended'; cause: Cause }
  | { kind: 'line-ready' }
  | { kind: 'line-down'; trouble: LineTrouble }
  | { kind: 'device'; choice: 'sip' | 'phone' | 'off' };

/** The one thing to tell, the most urgent if several happened at once; null when nothing did. */
export function newsBetween(before: DeskState, after: DeskState): News | null {
  return callNews(before.calls, after.calls) ?? lineNews(before, after) ?? deviceNews(before, after);
}

/** True for news that interrupts what is being read. */
export function isUrgent(news: News): boolean {
  return news.kind === 'ringing' || news.kind === 'ended' || news.kind === 'interrupted';
}

function callNews(before: readonly Call[], after: readonly Call[]): News | null {
  if (before === after) return null;
  for (const call of after) {
    const was = before.find((known) => known.id === call.id);
    if (was?.phase !== call.phase) {
      if (call.phase === 'ringing') return { kind: 'ringing', caller: call.caller };
      if (call.phase === 'talking') return { kind: 'connected', caller: call.caller };
      if (call.end !== null && was !== undefined) {
        const { rangAt, answeredAt, end } = call;
        return { kind: 'ended', cause: causeOf({ reason: end.reason, rangAt, answeredAt, endedAt: end.at }) };
      }
    }
    if (call.media === 'interrupted' && was?.media !== 'interrupted') return { kind: 'interrupted' };
    if (call.media === 'flowing' && was?.media === 'interrupted') return { kind: 'resumed' };
  }
  return null;
}

function lineNews(before: DeskState, after: DeskState): News | null {
  const [was, is] = [before.line, after.line];
  if (is.kind === 'registered') return was.kind === 'registered' ? null : { kind: 'line-ready' };
  if (is.kind !== 'waiting' && is.kind !== 'refused') return null;
  // Each further try of a line that is down is no news.
  const wasDown = was.kind === 'waiting' || was.kind === 'refused' || isRetry(was);
  return wasDown && was.kind !== 'refused' && is.kind !== 'refused'
    ? null
    : was.kind === is.kind
      ? null
      : { kind: 'line-down', trouble: is.trouble };
}

function isRetry(line: DeskState['line']): boolean {
  return line.kind === 'connecting' && line.attempt > 0;
}

function deviceNews(before: DeskState, after: DeskState): News | null {
  const [was, is] = [before.device.effective, after.device.effective];
  return was === is || was === 'unknown' || is === 'unknown' ? null : { kind: 'device', choice: is };
}
