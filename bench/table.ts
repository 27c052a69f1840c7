// Medians, 95th percentiles and ratios, as tables.
import type { Cost } from './cost.ts';

export interface Measured {
  name: string;
  /** Milliseconds. */
  values: readonly number[];
  /** What the vendor's own web kit took for the same, in milliseconds; null where it has no such thing. */
  vendor: readonly number[] | null;
}

export interface Kept {
  name: string;
  cost: Cost;
  vendor: Cost;
}

/** The value that `share` (0 to 1) of the sorted values do not exceed (nearest rank). */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function timeTable(rows: readonly Measured[]): string {
  const lines = rows.map(({ name, values, vendor }) => {
    const median = percentile(values, 0.5);
    const figures = [name, median.toFixed(0), percentile(values, 0.95).toFixed(0)];
    if (vendor === null) return [...figures, '–', '–', '–'];
    const theirs = percentile(vendor, 0.5);
    return [
      ...figures,
      theirs.toFixed(0),
      percentile(vendor, 0.95).toFixed(0),
      `${(median / theirs).toFixed(2)} ×`,
    ];
  });
  return inColumns([['', 'median', 'p95', "vendor's kit", 'its p95', 'ratio'], ...lines]);
}

export function costTable(rows: readonly Kept[]): string {
  const cells = ({ cpu, pss }: Cost) => [`${(100 * cpu).toFixed(1)} %`, `${(pss / 1e6).toFixed(0)} MB`];
  const lines = rows.map(({ name, cost, vendor }) => [name, ...cells(cost), ...cells(vendor)]);
  return inColumns([['', 'of a core', 'memory (PSS)', "vendor's kit", 'its memory'], ...lines]);
}

function inColumns(lines: readonly string[][]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
