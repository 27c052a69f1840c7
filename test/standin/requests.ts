// Stops at a window's requests: gates navigation, asks the session's filters, serves the app's own schemes.
import { headerToPage, isMapped, mappedPatterns, originOf, toApp, toPage } from './address.ts';
import { CdpError, type CdpTarget } from './cdp.ts';
import type { Session } from './session.ts';
import { nextRequestId, type RequestFacts } from './web-request.ts';

/** What `Fetch.requestPaused` tells that is used here. */
export interface PausedRequest {
  requestId: string;
  networkId?: string;
  redirectedRequestId?: string;
  frameId: string;
  resourceType: string;
  request: { url: string; method: string; headers: Record<string, string>; postData?: string };
}

/** Decides whether a document may be loaded; the window's navigation rules. */
export type NavigationGate = (request: PausedRequest, appUrl: string) => Promise<boolean>;

const TYPES: Record<string, RequestFacts['resourceType']> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
  WebSocket: 'webSocket',
};

/** The requests of one window. */
export class Requests {
  readonly #target: CdpTarget;
  readonly #browser: CdpTarget;
  readonly #session: Session;
  readonly #contents: Electron.WebContents;
  readonly #gate: NavigationGate;
  readonly #known = new Set<string>();

  constructor(
    target: CdpTarget,
    browser: CdpTarget,
    session: Session,
    contents: Electron.WebContents,
    gate: NavigationGate,
  ) {
    this.#target = target;
    this.#browser = browser;
    this.#session = session;
    this.#contents = contents;
    this.#gate = gate;
  }

  async open(): Promise<void> {
    this.#target.on('Fetch.requestPaused', (paused) => {
      this.#handle(paused as PausedRequest).catch((error: unknown) => {
        // A page that went away before its request was answered is no fault.
        if (error instanceof CdpError) return;
        process.stderr.write(`the stand-in could not answer ${paused.request.url}: ${String(error)}\n`);
        this.#target
          .send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' })
          .catch(() => {});
      });
    });
    this.#session.webRequest.whenChanged(() => {
      this.#enable().catch(() => {});
    });
    await this.#enable();
  }

  async #enable(): Promise<void> {
    const everything = this.#session.webRequest.listening;
    await this.#target.send('Fetch.enable', {
      patterns: everything
        ? [{ urlPattern: '*' }]
        : [
            ...mappedPatterns().map((urlPattern) => ({ urlPattern })),
            { urlPattern: '*', resourceType: 'Document' as const },
          ],
    });
  }

  async #handle(paused: PausedRequest): Promise<void> {
    const { requestId, request } = paused;
    const appUrl = toApp(request.url);
    const fail = (errorReason: 'Aborted' | 'BlockedByClient' | 'Failed') =>
      this.#target.send('Fetch.failRequest', { requestId, errorReason });
    if (paused.resourceType === 'Document' && !(await this.#gate(paused, appUrl))) {
      await fail('Aborted');
      return;
    }
    const facts = this.#facts(paused, appUrl);
    const answer = await this.#session.webRequest.before(facts);
    if (answer.cancel === true) {
      await fail('BlockedByClient');
      return;
    }
    if (answer.redirectURL !== undefined) {
      await this.#target.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 307,
        responseHeaders: [{ name: 'location', value: toPage(answer.redirectURL) }],
      });
      return;
    }
    if (paused.resourceType === 'Document') await this.#denyAll(appUrl);
    if (!isMapped(appUrl)) {
      await this.#target.send('Fetch.continueRequest', { requestId });
      return;
    }
    await this.#serve(paused, appUrl, facts);
  }

  /** An origin has no permission before its first document: each is asked for when it is used. */
  async #denyAll(appUrl: string): Promise<void> {
    const origin = originOf(appUrl);
    if (origin === 'null' || this.#known.has(origin)) return;
    this.#known.add(origin);
    await this.#session.permissions.denyAll({
      browser: this.#browser,
      contents: this.#contents,
      origin,
      pageOrigin: originOf(toPage(appUrl)),
    });
  }

  async #serve(paused: PausedRequest, appUrl: string, facts: RequestFacts): Promise<void> {
    const { requestId, request } = paused;
    const handler = this.#session.protocol.handlerOf(appUrl);
    if (handler === undefined) {
      await this.#target.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
      return;
    }
    const body = request.method === 'GET' || request.method === 'HEAD' ? undefined : (request.postData ?? '');
    const asked = new Request(appUrl, {
      method: request.method,
      headers: request.headers,
      ...(body === undefined ? {} : { body }),
    });
    let response: Response;
    try {
      response = await handler(asked);
    } catch (error) {
      process.stderr.write(`protocol handler of ${appUrl} failed: ${String(error)}\n`);
      response = Response.error();
    }
    if (response.type === 'error') {
      await this.#target.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
      return;
    }
    const received: Record<string, string[]> = {};
    response.headers.forEach((value, name) => {
      received[name] = [value];
    });
    const headers = await this.#session.webRequest.headers(facts, response.status, received);
    await this.#target.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: Object.entries(headers).flatMap(([name, values]) =>
        values.map((value) => ({ name, value: headerToPage(value) })),
      ),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  #facts(paused: PausedRequest, appUrl: string): RequestFacts {
    return {
      id: nextRequestId(),
      url: appUrl,
      method: paused.request.method,
      resourceType: TYPES[paused.resourceType] ?? 'other',
      referrer: toApp(paused.request.headers['Referer'] ?? ''),
      timestamp: Date.now(),
      webContentsId: this.#contents.id,
    };
  }
}
