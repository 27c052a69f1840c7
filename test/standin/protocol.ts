// Custom schemes: which the app registered, and who answers their requests in a session.
import { mapScheme } from './address.ts';
import { NotInStandIn } from './missing.ts';

type Handler = (request: Request) => Response | Promise<Response>;

/** Schemes can be made privileged only before the app is ready. */
let ready = false;
export function closeSchemes(): void {
  ready = true;
}

/** A session's `protocol`. */
export class Protocol
  implements
    Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>
{
  readonly #handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard !== true || privileges.secure !== true) {
        throw new NotInStandIn(`a scheme that is not both standard and secure (${scheme})`);
      }
      mapScheme(scheme);
    }
  }

  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** Who answers a URL of the product, if anybody does. */
  handlerOf(appUrl: string): Handler | undefined {
    return URL.canParse(appUrl) ? this.#handlers.get(new URL(appUrl).protocol.slice(0, -1)) : undefined;
  }
}
