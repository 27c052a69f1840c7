// Events a listener can stop.

export interface Preventable {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** An event object with `preventDefault()`, carrying `extra`. */
export function preventable<T extends object>(extra: T): T & Preventable {
  let prevented = false;
  const event = {
    ...extra,
    preventDefault: () => {
      prevented = true;
    },
    defaultPrevented: false,
  };
  Object.defineProperty(event, 'defaultPrevented', { get: () => prevented, enumerable: true });
  return event;
}
