// Requests the edge has sent and still waits for (RFC 3261 §17.1). A WebSocket is reliable: nothing is sent twice.
import { randomBytes } from 'node:crypto';
import { parseParameters } from './address.ts';
import type { Flow } from './flow.ts';
import { header, type SipRequest, type SipResponse } from './message.ts';

/** Timers B and F: 64 × T1 (RFC 3261 §17.1.1.2, §17.1.2.2), in milliseconds. */
const transactionTimeout = 32_000;

export function newBranch(): string {
  return `z9hG4bK${randomBytes(8).toString('hex')}`;
}

/** The branch of the topmost Via. */
function branchOf(message: SipRequest | SipResponse): string {
  const via = header(message, 'Via').split(',')[0] ?? '';
  return parseParameters(via.slice(via.indexOf(';') + 1)).get('branch') ?? '';
}

function methodOf(message: SipRequest | SipResponse): string {
  return header(message, 'CSeq').split(/\s+/)[1] ?? '';
}

interface Handlers {
  /** `flow` is where it came in: after a reconnection, not where the request went out. */
  response(response: SipResponse, flow: Flow): void;
  timedOut(): void;
}

export class Transactions {
  readonly #open = new Map<string, { handlers: Handlers; timer: NodeJS.Timeout }>();

  /**
   * Sends a request. Replies are matched by branch and method alone, so a reply that arrives over the
   * agent's next socket still counts. An INVITE's stay matched after the final one, as 2xx may be repeated.
   */
  send(flow: Flow, request: SipRequest, handlers: Handlers): void {
    const key = `${branchOf(request)} ${request.method}`;
    const timer = setTimeout(() => {
      this.#open.delete(key);
      handlers.timedOut();
    }, transactionTimeout);
    this.#open.set(key, { handlers, timer });
    flow.send(request);
  }

  /** Sends a request that is no INVITE; gives its final status, or 408 when none came. */
  ask(flow: Flow, request: SipRequest): Promise<SipResponse | null> {
    return new Promise((resolve) => {
      this.send(flow, request, {
        response: (response) => {
          if (response.status >= 200) resolve(response);
        },
        timedOut: () => resolve(null),
      });
    });
  }

  /** Hands a reply to the request it answers; false when there is none. */
  receive(response: SipResponse, flow: Flow): boolean {
    const method = methodOf(response);
    const key = `${branchOf(response)} ${method}`;
    const entry = this.#open.get(key);
    if (!entry) return false;
    clearTimeout(entry.timer);
    if (response.status >= 200 && method !== 'INVITE') this.#open.delete(key);
    entry.handlers.response(response, flow);
    return true;
  }

  /** Forgets an INVITE whose call is over. */
  forget(request: SipRequest): void {
    const key = `${branchOf(request)} ${request.method}`;
    clearTimeout(this.#open.get(key)?.timer);
    this.#open.delete(key);
  }

  clear(): void {
    for (const { timer } of this.#open.values()) clearTimeout(timer);
    this.#open.clear();
  }
}
