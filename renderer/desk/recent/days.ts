// Recent calls by the day they rang, newest first.
import type { RecentCall } from '../../../app/desk/state.ts';
import { startOfDay } from '../../ui/format.ts';

export interface DayOfCalls {
  /** Midnight that begins the day, milliseconds since the epoch. */
  start: number;
  calls: RecentCall[];
}

export function byDay(recent: readonly RecentCall[]): DayOfCalls[] {
  const days: DayOfCalls[] = [];
  for (const call of recent.toSorted((one, other) => other.rangAt - one.rangAt)) {
    const start = startOfDay(call.rangAt);
    const day = days.at(-1);
    if (day?.start === start) day.calls.push(call);
    else days.push({ start, calls: [call] });
  }
  return days;
}
