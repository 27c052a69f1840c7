// The preload's world in a page: what a sandboxed preload is given, and nothing else.
import type { Encoded, Wire } from '../wire.ts';
import type { Activity, AskingNames, Question, Verdict } from './asking.ts';
import type { Passage } from './worlds.ts';

/** What the preload's world tells main, in one protocol message each. */
export type FromPage =
  | { kind: 'hello'; url: string }
  | { kind: 'send'; channel: string; args: Encoded }
  | { kind: 'invoke'; id: number; channel: string; args: Encoded }
  | { kind: 'failed'; message: string; stack: string }
  | { kind: 'ask'; id: number; question: Question };

/** What main tells the preload's world. */
export type ToPage =
  | { kind: 'message'; channel: string; args: Encoded }
  | { kind: 'reply'; id: number; value: Encoded }
  | { kind: 'refusal'; id: number; message: string }
  | { kind: 'verdict'; id: number; verdict: Verdict }
  | { kind: 'activity'; activity: Activity };

type Listener = (event: object, ...args: unknown[]) => void;
type Preload = (require: (name: string) => unknown, process: object, module: object, exports: object) => void;

/** Runs a preload script. One function without imports: its source runs in pages. */
export function preloadWorld(
  wire: Wire,
  end: Passage,
  names: AskingNames,
  process: object,
  preload: Preload,
): void {
  const scope = globalThis as unknown as Record<string, (message: string) => void>;
  const binding = scope['__standin'];
  const tell = (message: FromPage) => binding?.(JSON.stringify(message));
  tell({ kind: 'hello', url: location.href });
  // The page's own world has no way to main but through this one.
  document.addEventListener(
    names.ask,
    (event) => {
      event.stopImmediatePropagation();
      tell({
        kind: 'ask',
        ...(JSON.parse((event as CustomEvent<string>).detail) as { id: number; question: Question }),
      });
    },
    true,
  );

  const missing = (what: string) => () => {
    throw new Error(`not in the stand-in: ${what}`);
  };
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(reason: Error): void }>();
  let last = 0;

  const add = (channel: string, listener: Listener, once: boolean) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener) => {
    const all = listeners.get(channel) ?? [];
    const index = all.findLastIndex((one) => one.listener === listener);
    listeners.set(
      channel,
      all.filter((_one, at) => at !== index),
    );
    return ipcRenderer;
  };
  const ipcRenderer = {
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel: string) => {
      listeners.delete(channel);
      return ipcRenderer;
    },
    send: (channel: string, ...args: unknown[]) => tell({ kind: 'send', channel, args: wire.encode(args) }),
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const encoded = wire.encode(args);
        last += 1;
        waiting.set(last, { resolve, reject });
        tell({ kind: 'invoke', id: last, channel, args: encoded });
      }),
    sendSync: missing('ipcRenderer.sendSync'),
    sendToHost: missing('ipcRenderer.sendToHost'),
    postMessage: missing('ipcRenderer.postMessage'),
  };

  const early: [string, unknown][] = [];
  end.onReady(() => {
    for (const [key, value] of early.splice(0)) end.expose(key, value);
  });
  const contextBridge = {
    exposeInMainWorld: (key: string, value: unknown) => {
      if (!end.expose(key, value)) early.push([key, value]);
    },
    exposeInIsolatedWorld: missing('contextBridge.exposeInIsolatedWorld'),
    executeInMainWorld: missing('contextBridge.executeInMainWorld'),
  };
  const webFrame = new Proxy({}, { get: (_inner, key) => missing(`webFrame.${String(key)}`) });
  const electron = { contextBridge, ipcRenderer, webFrame };

  const receive = (message: ToPage) => {
    if (message.kind === 'message') {
      const args = wire.decode(message.args) as unknown[];
      for (const one of listeners.get(message.channel) ?? []) {
        if (one.once) remove(message.channel, one.listener);
        one.listener({ sender: ipcRenderer, ports: [] }, ...args);
      }
      return;
    }
    if (message.kind === 'verdict' || message.kind === 'activity') {
      document.dispatchEvent(new CustomEvent(names.told, { detail: JSON.stringify(message) }));
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'reply') call?.resolve(wire.decode(message.value));
    else call?.reject(new Error(message.message));
  };
  Object.defineProperty(globalThis, '__standinReceive', { value: receive });

  const require = (name: string) => {
    if (['electron', 'electron/renderer', 'electron/common'].includes(name)) return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  try {
    preload(require, process, module, module.exports);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    console.error('Unable to load preload script:', message);
    tell({ kind: 'failed', message, stack: stack ?? '' });
  }
}
