// A page's own channel to the stand-in: what it asks before it may, and what it is told of its window.

/** What a page wants to do; each is decided by the app at each use. */
export type Question =
  | { kind: 'capture'; audio: boolean; video: boolean }
  | { kind: 'check' | 'request'; name: string }
  | { kind: 'socket'; url: string };

/** `silent`: as good as granted to the page, but the system gives it no sound. */
export type Verdict = 'granted' | 'denied' | 'silent';

/** How alive the window lets its page be. */
export interface Activity {
  /** True: timers come once a second at most, and the page counts as hidden. */
  slowed: boolean;
  /** False: no animation frame comes. */
  drawn: boolean;
}

/** The names of the channel's DOM events, which page and preload share. */
export interface AskingNames {
  ask: string;
  told: string;
}

/** Runs in the page's world. One function without imports: its source runs in pages. */
export function asking(names: AskingNames) {
  const { parse, stringify } = JSON;
  const Letter = CustomEvent;
  const dispatch = document.dispatchEvent.bind(document);
  const waiting = new Map<number, (verdict: Verdict) => void>();
  const listeners: ((activity: Activity) => void)[] = [];
  let last = 0;
  document.addEventListener(
    names.told,
    (event) => {
      event.stopImmediatePropagation();
      const told = parse((event as CustomEvent<string>).detail) as
        | { id: number; verdict: Verdict }
        | { activity: Activity };
      if ('activity' in told) for (const listener of listeners) listener(told.activity);
      else {
        waiting.get(told.id)?.(told.verdict);
        waiting.delete(told.id);
      }
    },
    true,
  );
  return {
    ask: (question: Question): Promise<Verdict> =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        dispatch(new Letter(names.ask, { detail: stringify({ id: last, question }) }));
      }),
    onActivity: (listener: (activity: Activity) => void): void => {
      listeners.push(listener);
    },
  };
}

export type Asking = ReturnType<typeof asking>;
