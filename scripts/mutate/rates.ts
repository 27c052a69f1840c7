// How many broken behaviours were noticed, by room, as a table.
import type { Mutant } from '../../test/mutants/mutant.ts';
import { roomOf } from './mutants.ts';

export interface Verdict {
  readonly mutant: Mutant;
  /** `STALE`: the edit no longer fits the code, so it says nothing. */
  readonly outcome: 'noticed' | 'SURVIVED' | 'STALE';
  readonly why: string | null;
}

/** `rate` is the share noticed of those that could be tried, 0 to 1. */
export function byRoom(verdicts: readonly Verdict[]): { text: string; rate: number; stale: number } {
  const rooms = Map.groupBy(verdicts, ({ mutant }) => roomOf(mutant));
  const lines = [...rooms].sort(([a], [b]) => a.localeCompare(b)).map(([room, of]) => line(room, of));
  return {
    text: [...lines, line('all rooms', verdicts)].join('\n'),
    rate: rateOf(verdicts),
    stale: verdicts.filter(({ outcome }) => outcome === 'STALE').length,
  };
}

function rateOf(verdicts: readonly Verdict[]): number {
  const tried = verdicts.filter(({ outcome }) => outcome !== 'STALE');
  return tried.length === 0 ? 0 : tried.filter(({ outcome }) => outcome === 'noticed').length / tried.length;
}

function line(room: string, verdicts: readonly Verdict[]): string {
  const noticed = verdicts.filter(({ outcome }) => outcome === 'noticed').length;
  const rate = `${(100 * rateOf(verdicts)).toFixed(0)} %`;
  return `${room.padEnd(16)} ${String(noticed).padStart(4)} of ${String(verdicts.length).padStart(4)}  ${rate.padStart(5)}`;
}
