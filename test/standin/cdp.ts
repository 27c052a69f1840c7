// Speaks the DevTools protocol with Chromium over its pipe (messages end in a NUL byte).
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from '@playwright/test';

interface Message {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

interface Waiting {
  method: string;
  resolve(result: never): void;
  reject(error: Error): void;
}

/** Chromium refused, or is gone. */
export class CdpError extends Error {}

/** One target's channel; methods and events are typed by Playwright's copy of the protocol. */
export interface CdpTarget {
  readonly send: CDPSession['send'];
  readonly on: CDPSession['on'];
}

/** The connection; itself the channel to the browser. */
export class Cdp implements CdpTarget {
  readonly send: CDPSession['send'];
  readonly on: CDPSession['on'];
  readonly #write: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #targets = new Map<string, EventEmitter>();
  #lastId = 0;
  #rest: Buffer[] = [];

  constructor(write: Writable, read: Readable) {
    this.#write = write;
    const browser = this.#target('');
    this.send = browser.send;
    this.on = browser.on;
    read.on('data', (chunk: Buffer) => this.#received(chunk));
    read.on('close', () => this.#closed());
    read.on('error', () => this.#closed());
    write.on('error', () => this.#closed());
  }

  /** Attaches to a target and gives its channel. */
  async attach(targetId: string): Promise<CdpTarget> {
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    return this.#target(sessionId);
  }

  #target(sessionId: string): CdpTarget {
    const events = new EventEmitter();
    this.#targets.set(sessionId, events);
    const target: CdpTarget = {
      send: (method, params) =>
        new Promise((resolve, reject) => {
          this.#lastId += 1;
          this.#waiting.set(this.#lastId, { method, resolve, reject });
          const message = { id: this.#lastId, method, params, ...(sessionId === '' ? {} : { sessionId }) };
          this.#write.write(`${JSON.stringify(message)}\0`);
        }),
      on: ((event: string, listener: (payload: unknown) => void) => {
        events.on(event, listener);
        return target;
      }) as unknown as CDPSession['on'],
    };
    return target;
  }

  #received(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      const text = Buffer.concat([...this.#rest, chunk.subarray(start, end)]).toString();
      this.#rest = [];
      start = end + 1;
      this.#dispatch(JSON.parse(text) as Message);
    }
    if (start < chunk.length) this.#rest.push(chunk.subarray(start));
  }

  #dispatch(message: Message): void {
    if (message.id === undefined) {
      this.#targets.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) waiting?.reject(new CdpError(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result as never);
  }

  #closed(): void {
    for (const waiting of this.#waiting.values()) {
      waiting.reject(new CdpError(`${waiting.method}: Chromium is gone`));
    }
    this.#waiting.clear();
  }
}
