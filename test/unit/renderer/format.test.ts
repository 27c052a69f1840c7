// How lengths, days and lists of days read.
import { describe, expect, test } from 'vitest';
import type { RecentCall } from '../../../app/desk/state.ts';
import { byDay } from '../../../renderer/desk/recent/days.ts';
import { callerLines } from '../../../renderer/ui/caller-text.tsx';
import { clockTime, dayName, dayOf, endOfDay, spokenTime } from '../../../renderer/ui/format.ts';

test.each([
  [0, '0:00'],
  [7.9, '0:07'],
  [754, '12:34'],
  [3_723, '1:02:03'],
  [-5, '0:00'],
])('a timer at %s seconds shows %s', (seconds, shown) => expect(clockTime(seconds)).toBe(shown));

test.each([
  [400, '0 s'],
  [7_000, '7 s'],
  [120_000, '2 min'],
  [754_000, '12 min 34 s'],
  [3_720_000, '1 h 2 min'],
  [7_200_000, '2 h'],
])('a length of %s ms reads %s', (length, shown) => expect(spokenTime(length)).toBe(shown));

describe('days', () => {
  const noon = new Date(2026, 2, 10, 12).getTime();
  test('midnight parts today from yesterday, and yesterday from earlier', () => {
    expect(dayOf(new Date(2026, 2, 10, 0, 0).getTime(), noon)).toBe('today');
    expect(dayOf(new Date(2026, 2, 9, 23, 59, 59).getTime(), noon)).toBe('yesterday');
    expect(dayOf(new Date(2026, 2, 8, 23, 59, 59).getTime(), noon)).toBe('earlier');
  });
  test('the day ends at the next midnight', () => {
    expect(endOfDay(noon)).toBe(new Date(2026, 2, 11).getTime());
  });
  test('the year is named only when it is another', () => {
    expect(dayName(new Date(2026, 0, 5, 9).getTime(), noon, 'en-GB')).toBe('Monday 5 January');
    expect(dayName(new Date(2025, 0, 6, 9).getTime(), noon, 'en-GB')).toContain('2025');
  });
  test('calls come newest first, a group for each day', () => {
    const at = (day: number, hour: number): RecentCall => ({
      id: `${day}-${hour}`,
      callSid: null,
      direction: 'inbound',
      caller: { e164: null, display: '', name: null },
      calledNumber: null,
      rangAt: new Date(2026, 2, day, hour).getTime(),
      answeredAt: null,
      endedAt: new Date(2026, 2, day, hour).getTime(),
      reason: 'caller-gave-up',
    });
    const days = byDay([at(9, 10), at(10, 8), at(9, 12), at(10, 9)]);
    expect(days.map((day) => day.calls.map((call) => call.id))).toEqual([
      ['10-9', '10-8'],
      ['9-12', '9-10'],
    ]);
  });
});

test('the caller’s name is largest where there is one, else the number, else that it is withheld', () => {
  const caller = { e164: null, display: '098765 43210', name: 'Priya' };
  expect(callerLines(caller, 'withheld')).toEqual({ first: 'Priya', second: '098765 43210' });
  expect(callerLines({ ...caller, name: null }, 'withheld')).toEqual({ first: '098765 43210', second: null });
  expect(callerLines({ ...caller, display: '', name: null }, 'withheld').first).toBe('withheld');
});
