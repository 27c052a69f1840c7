// The Integrations API, as far as the phone uses it.
import { type DeviceChoice, deviceOrder } from '../../app/device/device.ts';
import { type App, type AppSetting, readApp, readAppSettings } from '../../app/exotel/app.ts';
import { type Mapping, readMapping } from '../../app/exotel/mapping.ts';
import { readToken, type Token } from '../../app/exotel/token.ts';
import { OffhookError } from '../../app/failure.ts';
import { type Service, ServiceError, type ServiceReply, type ServiceRequest } from './service.ts';

/** Where the API's token comes from. */
export interface TokenSource {
  get(signal: AbortSignal): Promise<string>;
  /** A token newer than `stale`, which the service no longer takes. */
  renew(stale: string, signal: AbortSignal): Promise<string>;
}

/** Every request rejects with an OffhookError, or with the signal's reason once it is aborted. */
export interface ExotelApi {
  app(signal: AbortSignal): Promise<App>;
  /** Empty, where the service says 404 for "none" (facts.md §1.6). */
  appSettings(signal: AbortSignal): Promise<AppSetting[]>;
  mapping(userId: string, signal: AbortSignal): Promise<Mapping>;
  /**
   * Asks for a device to be rung, once, and answers with the mapping read anew: a reply that says it was
   * done is no proof (facts.md §2). Whether it was is for the caller to see in the mapping.
   */
  switchDevice(userId: string, choice: DeviceChoice, signal: AbortSignal): Promise<Mapping>;
}

/** `base` is a region's `apiBase`, without a slash at its end. */
export function createExotelApi(options: { service: Service; base: string; tokens: TokenSource }): ExotelApi {
  const { service, base, tokens } = options;

  /** Sends with the token; when it is over, once more with a new one. Refused with 401, it did nothing. */
  async function send(
    request: Omit<ServiceRequest, 'token' | 'url'> & { path: string },
    signal: AbortSignal,
  ): Promise<ServiceReply> {
    const { path, ...rest } = request;
    const sendWith = (token: string) => service.send({ ...rest, url: `${base}${path}`, token }, signal);
    const token = await tokens.get(signal);
    try {
      return await sendWith(token);
    } catch (error) {
      if (!(error instanceof OffhookError) || error.reason !== 'token-expired') throw error;
      return await sendWith(await tokens.renew(token, signal));
    }
  }

  async function mapping(userId: string, signal: AbortSignal): Promise<Mapping> {
    // encodeURIComponent, not a form's encoding: a `+` must not turn into a space (facts.md §1.7).
    const path = `/usermapping?user_id=${encodeURIComponent(userId)}`;
    const reply = await send({ method: 'GET', path, purpose: 'mapping', repeatable: true }, signal);
    const found = withRequestId(reply, () => readMapping(reply.data, userId));
    if (found === null) throw new OffhookError('unknown-agent', { requestId: reply.requestId });
    return found;
  }

  return {
    mapping,

    async app(signal) {
      const reply = await send({ method: 'GET', path: '/app', purpose: 'app', repeatable: true }, signal);
      return withRequestId(reply, () => readApp(reply.data));
    },

    async appSettings(signal) {
      const request = {
        method: 'GET',
        path: '/app_setting',
        purpose: 'app-settings',
        repeatable: true,
      } as const;
      try {
        const reply = await send(request, signal);
        return withRequestId(reply, () => readAppSettings(reply.data));
      } catch (error) {
        if (error instanceof ServiceError && error.status === 404) return [];
        throw error;
      }
    },

    async switchDevice(userId, choice, signal) {
      const body = { UserId: userId, ...deviceOrder(choice) };
      const purpose = choice === 'off' ? 'device-off' : 'device-on';
      await send({ method: 'PUT', path: '/device', body, purpose, repeatable: false }, signal);
      return mapping(userId, signal);
    },
  };
}

/** Asks for an app's token. Asking twice only makes two tokens, so it may be tried again. */
export async function requestToken(
  service: Service,
  base: string,
  pair: { appId: string; appSecret: string },
  signal: AbortSignal,
): Promise<Token> {
  const reply = await service.send(
    {
      method: 'POST',
      url: `${base}/token`,
      token: null,
      body: { Id: pair.appId, Secret: pair.appSecret, Entity: 'app' },
      purpose: 'token',
      repeatable: true,
    },
    signal,
  );
  return withRequestId(reply, () => readToken(reply.data, Date.now()));
}

/** Reads a reply; a failure to goes with the RequestId that came with it. */
function withRequestId<T>(reply: ServiceReply, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OffhookError)) throw error;
    throw new OffhookError(error.reason, { requestId: reply.requestId, cause: error.cause });
  }
}
