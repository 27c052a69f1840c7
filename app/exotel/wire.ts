// Reading the vendor's JSON tolerantly: fields in any casing, numbers as text, times that mean "none".
import { z } from 'zod';
import { OffhookError } from '../failure.ts';

/** True for a JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/**
 * The value under `name` in any casing (`CustomerId`, `CustomerID`; facts.md §8.14). Where an object has it
 * twice, the first that is not empty; undefined where there is none.
 */
export function field(record: Record<string, unknown>, ...names: string[]): unknown {
  const wanted = names.map((name) => name.toLowerCase());
  let found: unknown;
  for (const [key, value] of Object.entries(record)) {
    if (!wanted.includes(key.toLowerCase())) continue;
    if (!isEmpty(value)) return value;
    found ??= value;
  }
  return found;
}

/** A schema of an object whose keys are looked up in any casing. */
export function anyCase<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape);
  return z.preprocess(
    (value) =>
      isRecord(value) ? Object.fromEntries(names.map((name) => [name, field(value, name)])) : value,
    z.object(shape),
  );
}

/** Text; a number becomes its digits, and what is missing or null becomes "". */
export const wireText = z
  .union([z.string(), z.number().transform(String), z.null(), z.undefined()])
  .transform((value) => (value ?? '').trim());

/** A whole number that may come as text (facts.md §8.19); null when missing, empty or not a number. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*-?\d+\s*$/.test(value)) return null;
  return Number(value);
}

/** True or false, also as text or 0 and 1; null when it is missing or neither. */
function readFlag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  return null;
}

/**
 * A time in milliseconds since the epoch; null for what the vendor writes instead of "none": empty text, the
 * zero time of year 1, the epoch itself, and anything that is no time (facts.md §1.10, §8.21).
 */
export function readTime(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value)) return null;
  if (value.startsWith('0001-') || value.startsWith('1970-01-01')) return null;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(value);
  // Times without a zone are the vendor's own, Indian Standard Time.
  const at = Date.parse(zoned ? value : `${value.replace(' ', 'T')}+05:30`);
  return Number.isFinite(at) ? at : null;
}

export const wireFlag = z.unknown().transform(readFlag);
export const wireTime = z.unknown().transform(readTime);

/** @throws OffhookError `unreadable-reply`; the issue's paths go along as cause, its values do not. */
export function readBy<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const paths = read.error.issues.map((issue) => issue.path.join('.') || '(whole)');
  throw new OffhookError('unreadable-reply', { cause: new Error(`not as expected: ${paths.join(', ')}`) });
}
