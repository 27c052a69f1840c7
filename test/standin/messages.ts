// What arrives from a page's preload, handed to the app's listeners and handlers.
import { toApp } from './address.ts';
import { answerInvoke, type IpcMain, ipcMain, noReply } from './ipc-main.ts';
import type { Verdict } from './page/asking.ts';
import type { FromPage } from './page/preload.ts';
import type { PageLink } from './page-link.ts';
import type { Session } from './session.ts';
import { judge } from './verdicts.ts';
import type { WebFrameMain } from './web-frame.ts';
import { decode, encode } from './wire.ts';

/** What of a window takes part in its messages. */
export interface Receiver {
  readonly session: Electron.Session;
  readonly id: number;
  readonly ipc: IpcMain;
  readonly mainFrame: Electron.WebFrameMain;
  emit(event: string, ...args: unknown[]): boolean;
  send(channel: string, ...args: unknown[]): void;
}

export function receive(receiver: Receiver, frame: WebFrameMain, link: PageLink, message: FromPage): void {
  const scopes = [receiver.ipc, ipcMain];
  const event = {
    sender: receiver as unknown as Electron.WebContents,
    senderFrame: receiver.mainFrame,
    processId: receiver.id,
    frameId: 1,
    type: 'frame' as const,
    ports: [],
  };
  switch (message.kind) {
    case 'hello':
      frame.url = toApp(message.url);
      return;
    case 'failed': {
      const error = Object.assign(new Error(message.message), { stack: message.stack });
      receiver.emit('preload-error', {}, 'preload', error);
      return;
    }
    case 'ask': {
      const session = receiver.session as unknown as Session;
      const contents = receiver as unknown as Electron.WebContents;
      judge(session, contents, message.question)
        .catch((error: unknown): Verdict => {
          process.stderr.write(`the stand-in could not judge ${message.question.kind}: ${String(error)}\n`);
          return 'denied';
        })
        .then((verdict) => link.send({ kind: 'verdict', id: message.id, verdict }));
      return;
    }
    case 'send': {
      const args = decode(message.args) as unknown[];
      const replying = {
        ...event,
        reply: (channel: string, ...rest: unknown[]) => receiver.send(channel, ...rest),
      };
      Object.defineProperty(replying, 'returnValue', { set: noReply });
      for (const scope of scopes) scope.emit(message.channel, replying, ...args);
      return;
    }
    case 'invoke': {
      const args = decode(message.args) as unknown[];
      const invoked = event as unknown as Electron.IpcMainInvokeEvent;
      answerInvoke(scopes, message.channel, invoked, args)
        .then((value) => link.send({ kind: 'reply', id: message.id, value: encode(value) }))
        .catch((error: unknown) => {
          const text = `Error invoking remote method '${message.channel}': ${String(error)}`;
          link.send({ kind: 'refusal', id: message.id, message: text });
        });
    }
  }
}
