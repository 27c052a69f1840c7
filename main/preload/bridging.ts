// The two ways a bridge may use IPC: ask main for an answer, and hear what main tells.
import { ipcRenderer } from 'electron';
import type { Unsubscribe } from '../../app/contract/bridge.ts';
import type { Answer, Asks, ReplyOf, RequestOf } from '../../app/contract/channels.ts';

/** No argument where the contract's request is nothing. */
type Payload<R> = undefined extends R ? [] : [request: R];

/** A function that asks main by a name of the map `A`; main reads the request, the window the reply. */
export function asking<A extends Asks>() {
  return <K extends keyof A & string>(
    name: K,
    ...request: Payload<RequestOf<A, K>>
  ): Promise<Answer<ReplyOf<A, K>>> => ipcRenderer.invoke(name, ...request);
}

/** A function that hears what main tells by a name of the map `T`. Electron's event never crosses. */
export function hearing<T extends object>() {
  return (name: keyof T & string, listener: (payload: unknown) => void): Unsubscribe => {
    const pass = (_event: unknown, payload: unknown) => listener(payload);
    ipcRenderer.on(name, pass);
    return () => {
      ipcRenderer.off(name, pass);
    };
  };
}
