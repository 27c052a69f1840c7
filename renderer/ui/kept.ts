// Keeps what did not change the very same object, from one state that main pushes to the next.

/**
 * `after`, made of the objects of `before` wherever they say the same; `before` itself where all of it does.
 * Items of a list are known by their `id` or `key`, else by their place. For plain data, as IPC brings it:
 * without this each push would be all new objects, and what views remember of the old ones is never freed.
 */
export function kept<T>(before: unknown, after: T): T;
export function kept(before: unknown, after: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(after)) return keptList(before, after);
  if (isRecord(before) && isRecord(after)) return keptRecord(before, after);
  return after;
}

function keptList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const known = new Map(before.map((item, index) => [nameOf(item) ?? index, item]));
  const items = after.map((item, index) => kept(known.get(nameOf(item) ?? index), item));
  const isSame = items.length === before.length && items.every((item, index) => item === before[index]);
  return isSame ? before : items;
}

function keptRecord(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const entries = Object.entries(after).map(([name, value]) => [name, kept(before[name], value)] as const);
  const isSame =
    entries.length === Object.keys(before).length &&
    entries.every(([name, value]) => Object.hasOwn(before, name) && Object.is(value, before[name]));
  return isSame ? before : Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(item: unknown): string | null {
  if (!isRecord(item)) return null;
  const name = item['id'] ?? item['key'];
  return typeof name === 'string' ? name : null;
}
