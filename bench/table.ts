// Medians, 95th percentiles and ratios, as a table.

export interface Measured {
  name: string;
  /** Milliseconds. */
  values: readonly number[];
  /** The middle of what the vendor's own web kit took for the same, in milliseconds; null where it has no such thing. */
  vendor: number | null;
}

/** The value that `share` (0 to 1) of the sorted values do not exceed (nearest rank). */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function table(rows: readonly Measured[]): string {
  const lines = rows.map(({ name, values, vendor }) => {
    const median = percentile(values, 0.5);
    return [
      name,
      median.toFixed(1),
      percentile(values, 0.95).toFixed(1),
      vendor === null ? '–' : vendor.toFixed(1),
      vendor === null ? '–' : `${(median / vendor).toFixed(2)} ×`,
    ];
  });
  const head = ['', 'median', 'p95', "vendor's kit", 'ratio'];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => (line[column] ?? '').length)),
  );
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
