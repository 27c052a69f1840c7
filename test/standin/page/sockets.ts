// A WebSocket that is opened only when the app lets it: the protocol cannot stop Chromium's own.
import type { Asking } from './asking.ts';

/** Runs in the page's world; its source runs in pages. */
export function sockets(link: Asking): void {
  const Native = WebSocket;
  const events = ['open', 'message', 'error', 'close'] as const;

  class Asked extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    readonly url: string;
    onopen: ((event: Event) => void) | null = null;
    onmessage: ((event: Event) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    onclose: ((event: Event) => void) | null = null;
    #socket: WebSocket | null = null;
    #state: number = Native.CONNECTING;
    #binaryType: BinaryType = 'blob';

    constructor(url: string | URL, protocols: string | string[] = []) {
      super();
      // What can never be opened is refused at once, as Chromium does.
      this.url = new URL(url, location.href).href.replace(/^http/, 'ws');
      if (!/^wss?:/.test(this.url)) throw new DOMException(`The URL '${url}' is invalid.`, 'SyntaxError');
      void link.ask({ kind: 'socket', url: this.url }).then((verdict) => {
        if (verdict === 'denied' || this.#state !== Native.CONNECTING) this.#refused();
        else this.#connect(protocols);
      });
    }

    get readyState(): number {
      return this.#socket?.readyState ?? this.#state;
    }

    get protocol(): string {
      return this.#socket?.protocol ?? '';
    }

    get extensions(): string {
      return this.#socket?.extensions ?? '';
    }

    get bufferedAmount(): number {
      return this.#socket?.bufferedAmount ?? 0;
    }

    get binaryType(): BinaryType {
      return this.#socket?.binaryType ?? this.#binaryType;
    }

    set binaryType(type: BinaryType) {
      this.#binaryType = type;
      if (this.#socket !== null) this.#socket.binaryType = type;
    }

    send(data: Parameters<WebSocket['send']>[0]): void {
      if (this.#socket !== null) this.#socket.send(data);
      else if (this.#state === Native.CONNECTING)
        throw new DOMException('Still in CONNECTING state.', 'InvalidStateError');
    }

    close(code?: number, reason?: string): void {
      if (this.#socket !== null) this.#socket.close(code, reason);
      else if (this.#state === Native.CONNECTING) this.#state = Native.CLOSING;
    }

    #connect(protocols: string | string[]): void {
      const socket = new Native(this.url, protocols);
      socket.binaryType = this.#binaryType;
      this.#socket = socket;
      for (const name of events) socket.addEventListener(name, (event) => this.#pass(again(event)));
    }

    #refused(): void {
      this.#state = Native.CLOSED;
      this.#pass(new Event('error'));
      this.#pass(new CloseEvent('close', { code: 1006 }));
    }

    #pass(event: Event): void {
      const listener: unknown = Reflect.get(this, `on${event.type}`);
      if (typeof listener === 'function') listener.call(this, event);
      this.dispatchEvent(event);
    }
  }

  /** An event that was dispatched once cannot be again: its like. */
  function again(event: Event): Event {
    if (event instanceof MessageEvent)
      return new MessageEvent('message', { data: event.data, origin: event.origin });
    if (event instanceof CloseEvent) {
      const { code, reason, wasClean } = event;
      return new CloseEvent('close', { code, reason, wasClean });
    }
    return new Event(event.type);
  }

  Object.defineProperty(window, 'WebSocket', { value: Asked, configurable: true, writable: true });
}
