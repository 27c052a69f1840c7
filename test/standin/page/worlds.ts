// Carries functions, promises and values between the preload's world and the page's, as Electron's contextBridge does.
import type { Encoded, Wire } from '../wire.ts';

type Callable = (...args: unknown[]) => unknown;

interface Letter {
  call?: number;
  args?: Encoded[];
  settle?: number;
  expose?: string;
  ready?: boolean;
  value?: Encoded;
  error?: Encoded;
}

/**
 * One end of the passage between two worlds of one document. Both worlds run this function's source; they share
 * nothing but the DOM, so letters go as DOM events (which are synchronous) under names that only they know.
 */
export function passage(wire: Wire, token: string, mine: string, theirs: string) {
  const target = document;
  const dispatch = target.dispatchEvent.bind(target);
  const Letterbox = CustomEvent;
  const { parse, stringify } = JSON;
  const functions = new Map<number, Callable>();
  const numbers = new WeakMap<Callable, number>();
  const promises = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>();
  let last = 0;
  let reply = '';
  let onExpose: (key: string, value: unknown) => void = () => {};
  let onReady: () => void = () => {};

  function deliver(letter: Letter): Letter | undefined {
    reply = '';
    dispatch(new Letterbox(token + theirs, { detail: stringify(letter) }));
    const answer = reply;
    reply = '';
    return answer === '' ? undefined : (parse(answer) as Letter);
  }

  function pack(value: unknown, depth = 0): Encoded {
    if (depth > 100)
      throw new Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    if (typeof value === 'function') {
      const callable = value as Callable;
      let number = numbers.get(callable);
      if (number === undefined) {
        last += 1;
        number = last;
        numbers.set(callable, number);
        functions.set(number, callable);
      }
      return ['fn', number];
    }
    if (value instanceof Promise) {
      last += 1;
      const number = last;
      value
        .then(
          (result) => deliver({ settle: number, value: pack(result) }),
          (reason) => deliver({ settle: number, error: pack(reason) }),
        )
        .catch((reason) => deliver({ settle: number, error: pack(reason) }));
      return ['pr', number];
    }
    if (Array.isArray(value)) return ['ar', ...value.map((item) => pack(item, depth + 1))];
    if (
      value !== null &&
      typeof value === 'object' &&
      Object.prototype.toString.call(value) === '[object Object]'
    ) {
      return [
        'ob',
        Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item, depth + 1)])),
      ];
    }
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    return ['va', wire.encode(value)];
  }

  function unpack(packed: Encoded | undefined): unknown {
    const [tag, ...rest] = (packed ?? ['va', ['u']]) as [string, ...Encoded[]];
    switch (tag) {
      case 'fn': {
        const number = Number(rest[0]);
        return (...args: unknown[]) => {
          const answer = deliver({ call: number, args: args.map((item) => pack(item)) });
          if (answer?.error !== undefined) throw unpack(answer.error);
          return unpack(answer?.value);
        };
      }
      case 'pr':
        return new Promise((resolve, reject) => promises.set(Number(rest[0]), { resolve, reject }));
      case 'ar':
        return rest.map(unpack);
      case 'ob':
        return Object.fromEntries(
          Object.entries(rest[0] as Record<string, Encoded>).map(([key, item]) => [key, unpack(item)]),
        );
      default: {
        const value = wire.decode(rest[0] ?? null);
        return value instanceof Error ? new Error(value.message) : value;
      }
    }
  }

  function receive(letter: Letter): Letter {
    if (letter.ready) onReady();
    if (letter.expose !== undefined) onExpose(letter.expose, unpack(letter.value));
    if (letter.settle !== undefined) {
      const promise = promises.get(letter.settle);
      promises.delete(letter.settle);
      if (letter.error !== undefined) promise?.reject(unpack(letter.error));
      else promise?.resolve(unpack(letter.value));
    }
    if (letter.call !== undefined)
      return { value: pack(functions.get(letter.call)?.(...(letter.args ?? []).map(unpack))) };
    return {};
  }

  target.addEventListener(
    token + mine,
    (event) => {
      event.stopImmediatePropagation();
      let answer: Letter;
      try {
        answer = receive(parse((event as CustomEvent<string>).detail) as Letter);
      } catch (error) {
        const message =
          error instanceof Error ? error.message : 'An unknown exception occurred in the isolated context';
        answer = { error: ['va', wire.encode(new Error(message))] };
      }
      dispatch(new Letterbox(`${token}${theirs}?`, { detail: stringify(answer) }));
    },
    true,
  );
  target.addEventListener(
    `${token}${mine}?`,
    (event) => {
      event.stopImmediatePropagation();
      reply = (event as CustomEvent<string>).detail;
    },
    true,
  );

  return {
    /** Puts `value` into the other world; false while nobody listens there yet. */
    expose(key: string, value: unknown): boolean {
      const answer = deliver({ expose: key, value: pack(value) });
      if (answer?.error !== undefined) throw unpack(answer.error);
      return answer !== undefined;
    },
    onExpose(listener: (key: string, value: unknown) => void): void {
      onExpose = listener;
    },
    /** Called when the other world begins to listen. */
    onReady(listener: () => void): void {
      onReady = listener;
    },
    ready: (): unknown => deliver({ ready: true }),
  };
}

export type Passage = ReturnType<typeof passage>;

/** The page's side: puts what the preload exposes onto `window`, frozen. */
export function mainWorld(end: Passage): void {
  const freeze = (value: unknown): unknown => {
    if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
      Object.freeze(value);
      for (const item of Object.values(value)) freeze(item);
    }
    return value;
  };
  end.onExpose((key, value) => {
    if (Object.hasOwn(window, key)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    Object.defineProperty(window, key, { value: freeze(value), enumerable: true });
  });
  end.ready();
}
