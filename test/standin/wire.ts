// Values on their way between main and a page: what structured clone carries, written as JSON.

export type Encoded = null | boolean | number | string | Encoded[] | { [key: string]: Encoded };

/**
 * The two halves of the codec. One function without imports, because its source also runs in pages.
 * What structured clone would refuse is refused with the same words Electron uses.
 */
export function wire() {
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };

  function encode(value: unknown, above: readonly object[] = []): Encoded {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number') {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : ['f', Object.is(value, -0) ? '-0' : String(value)];
    }
    if (value === undefined) return ['u'];
    if (typeof value === 'bigint') return ['n', String(value)];
    if (typeof value !== 'object') return refuse();
    if (above.includes(value)) throw new Error('not in the stand-in: a circular value in a message');
    const inside = [...above, value];
    if (Array.isArray(value)) return ['a', ...Array.from(value, (item) => encode(item, inside))];
    if (value instanceof Date) return ['d', value.getTime()];
    if (value instanceof Map)
      return ['m', ...[...value].map(([k, v]) => [encode(k, inside), encode(v, inside)])];
    if (value instanceof Set) return ['s', ...[...value].map((item) => encode(item, inside))];
    if (value instanceof RegExp) return ['r', value.source, value.flags];
    if (value instanceof Error) return ['e', value.name, value.message, value.stack ?? ''];
    if (value instanceof ArrayBuffer) return ['b', ...new Uint8Array(value)];
    if (ArrayBuffer.isView(value)) {
      const kind = Object.prototype.toString.call(value).slice(8, -1);
      return ['v', kind, ...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
    }
    if (Object.prototype.toString.call(value) !== '[object Object]') return refuse();
    if (value instanceof WeakMap || value instanceof WeakSet || value instanceof Promise) return refuse();
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item, inside)]));
  }

  function decode(encoded: Encoded): unknown {
    if (encoded === null || typeof encoded !== 'object') return encoded;
    if (!Array.isArray(encoded)) {
      const result: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(encoded)) {
        Object.defineProperty(result, key, {
          value: decode(item),
          enumerable: true,
          writable: true,
          configurable: true,
        });
      }
      return result;
    }
    const [tag, ...rest] = encoded;
    switch (tag) {
      case 'a':
        return rest.map(decode);
      case 'f':
        return Number(rest[0]);
      case 'n':
        return BigInt(String(rest[0]));
      case 'd':
        return new Date(Number(rest[0]));
      case 'm':
        return new Map(rest.map((pair) => decode(['a', ...(pair as Encoded[])]) as [unknown, unknown]));
      case 's':
        return new Set(rest.map(decode));
      case 'r':
        return new RegExp(String(rest[0]), String(rest[1]));
      case 'e':
        return Object.assign(new Error(String(rest[1])), { name: String(rest[0]), stack: String(rest[2]) });
      case 'b':
        return Uint8Array.from(rest.map(Number)).buffer;
      case 'v': {
        const bytes = Uint8Array.from(rest.slice(1).map(Number));
        const View = Reflect.get(globalThis, String(rest[0])) as new (buffer: ArrayBuffer) => unknown;
        return new View(bytes.buffer);
      }
      default:
        return undefined;
    }
  }

  return { encode: (value: unknown) => encode(value), decode };
}

export type Wire = ReturnType<typeof wire>;
export const { encode, decode } = wire();
