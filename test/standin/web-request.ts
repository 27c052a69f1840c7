// A session's webRequest: lets the app cancel or redirect requests and change response headers.

type Before = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (answer: Electron.CallbackResponse) => void,
) => void;
type Received = (
  details: Electron.OnHeadersReceivedListenerDetails,
  callback: (answer: Electron.HeadersReceivedResponse) => void,
) => void;

/** What a page asks for, in the words of Electron's listeners. */
export interface RequestFacts {
  id: number;
  url: string;
  method: string;
  resourceType: Electron.OnBeforeRequestListenerDetails['resourceType'];
  referrer: string;
  timestamp: number;
  webContentsId: number;
}

let lastId = 0;

/** Each request of the app has a number of its own. */
export function nextRequestId(): number {
  lastId += 1;
  return lastId;
}

/** A page's wish for a WebSocket; no protocol event tells of it, so the page itself does. */
export function socketFacts(url: string, webContentsId: number): RequestFacts {
  const id = nextRequestId();
  return {
    id,
    url,
    method: 'GET',
    resourceType: 'webSocket',
    referrer: '',
    timestamp: Date.now(),
    webContentsId,
  };
}

export class WebRequest {
  #before: Before | null = null;
  #received: Received | null = null;
  #urls: readonly string[] | null = null;
  #onChange: () => void = () => {};

  /** Whether requests other than the app's own must be stopped at. */
  get listening(): boolean {
    return this.#before !== null;
  }

  /** Called when `listening` may have changed. */
  whenChanged(listener: () => void): void {
    const earlier = this.#onChange;
    this.#onChange = () => {
      earlier();
      listener();
    };
  }

  onBeforeRequest(...args: [Before | null] | [Electron.WebRequestFilter, Before | null]): void {
    this.#urls = args.length === 1 ? null : (args[0].urls ?? null);
    this.#before = args.length === 1 ? args[0] : args[1];
    this.#onChange();
  }

  onHeadersReceived(...args: [Received | null] | [Electron.WebRequestFilter, Received | null]): void {
    this.#received = args.length === 1 ? args[0] : args[1];
  }

  /** Asks the app about a request before it is made. */
  async before(facts: RequestFacts): Promise<Electron.CallbackResponse> {
    const listener = this.#before;
    if (listener === null || !this.#matches(facts.url)) return {};
    return new Promise((resolve) => {
      listener({ ...facts, uploadData: [] } as unknown as Electron.OnBeforeRequestListenerDetails, resolve);
    });
  }

  /** Lets the app change the headers of an answer. */
  async headers(
    facts: RequestFacts,
    statusCode: number,
    responseHeaders: Record<string, string[]>,
  ): Promise<Record<string, string[]>> {
    const listener = this.#received;
    if (listener === null) return responseHeaders;
    const answer = await new Promise<Electron.HeadersReceivedResponse>((resolve) => {
      listener({ ...facts, statusCode, statusLine: `HTTP/1.1 ${statusCode}`, responseHeaders }, resolve);
    });
    const changed = Object.entries(answer.responseHeaders ?? responseHeaders);
    return Object.fromEntries(changed.map(([name, value]) => [name, Array.isArray(value) ? value : [value]]));
  }

  #matches(url: string): boolean {
    if (this.#urls === null || this.#urls.includes('<all_urls>')) return true;
    return this.#urls.some((pattern) => {
      const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
      return new RegExp(`^${escaped}$`).test(url);
    });
  }
}
