// A connection to the service for one account: its token and its API, put together.
import type { Region } from '../../app/account/account.ts';
import type { Token } from '../../app/exotel/token.ts';
import { createExotelApi, type ExotelApi, requestToken } from '../exotel/api.ts';
import type { Service } from '../exotel/service.ts';
import { createTokens, type TokenOptions, type Tokens } from './tokens.ts';

export interface ConnectionOptions extends Pick<TokenOptions, 'onRenewed' | 'onFault' | 'now'> {
  service: Service;
  region: Region;
  appId: string;
  appSecret: string;
  /** The token kept from before; null when there is none. */
  token: Token | null;
}

export interface Connection {
  api: ExotelApi;
  tokens: Tokens;
}

export function connect(options: ConnectionOptions): Connection {
  const { service, region, appId, appSecret, token, ...rest } = options;
  const tokens = createTokens({
    ...rest,
    kept: token,
    request: (signal) => requestToken(service, region.apiBase, { appId, appSecret }, signal),
  });
  return { tokens, api: createExotelApi({ service, base: region.apiBase, tokens }) };
}
