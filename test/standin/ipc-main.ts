// ipcMain and webContents.ipc: who hears what a page sends.
import { emitterOf, NotInStandIn } from './missing.ts';

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown;

/** One scope of channels: the whole app's, or one window's. */
export class IpcMain
  extends emitterOf('ipcMain')
  implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, listener: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    if (typeof listener !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof listener}'`);
    }
    this.#handlers.set(channel, listener);
  }

  handleOnce(channel: string, listener: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return listener(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** The handler of a channel, for the side that received an invoke. */
  handlerOf(channel: string): Handler | undefined {
    return this.#handlers.get(channel);
  }
}

export const ipcMain = new IpcMain();

/** Calls the handler for an invoke: the window's own first, then the app's. */
export async function answerInvoke(
  scopes: readonly IpcMain[],
  channel: string,
  event: Electron.IpcMainInvokeEvent,
  args: unknown[],
): Promise<unknown> {
  const handler = scopes.map((scope) => scope.handlerOf(channel)).find((one) => one !== undefined);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return handler(event, ...args);
}

export function noReply(): never {
  throw new NotInStandIn('a synchronous reply to a page');
}
