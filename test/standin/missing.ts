// Says loudly what the stand-in does not do, so that a test never passes on an undefined.
import { EventEmitter } from 'node:events';

export class NotInStandIn extends Error {
  constructor(what: string) {
    super(`not in the stand-in: ${what}`);
    this.name = 'NotInStandIn';
  }
}

/** Names that inspectors, promises and assertion libraries look up on any object. */
const QUIET = new Set([
  'then',
  'catch',
  'toJSON',
  'nodeType',
  'tagName',
  'asymmetricMatch',
  '$$typeof',
  'domain',
]);

function loud<T extends object>(kind: string, target: T): T {
  return new Proxy(target, {
    get(inner, key, receiver) {
      if (typeof key === 'symbol' || key in inner || QUIET.has(key) || key.startsWith('_')) {
        return Reflect.get(inner, key, receiver);
      }
      throw new NotInStandIn(`${kind}.${key}`);
    },
  });
}

/** The base class of one of Electron's classes: an EventEmitter whose unknown members throw. */
export function emitterOf(kind: string): typeof EventEmitter {
  class Emitter extends EventEmitter {}
  Object.setPrototypeOf(Emitter.prototype, loud(kind, EventEmitter.prototype));
  return Emitter as typeof EventEmitter;
}

/** A whole module or class of Electron's that the stand-in does not have. */
export function absent(name: string): unknown {
  const refuse = () => {
    throw new NotInStandIn(name);
  };
  return new Proxy(class {}, {
    get: (_inner, key) => (typeof key === 'symbol' || QUIET.has(key) ? undefined : refuse()),
    apply: refuse,
    construct: refuse,
  });
}
