// A desk with its shifts, in front of a service that a test turns this way and that.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mumbai, type SignInForm } from '../../../app/account/account.ts';
import { KnownSecrets } from '../../../main/auth/known-secrets.ts';
import { memoryStore, type SecretStore } from '../../../main/auth/secret-store.ts';
import { Desk } from '../../../main/desk/desk.ts';
import type { Shift } from '../../../main/desk/shift.ts';
import { Shifts } from '../../../main/desk/shifts.ts';
import { createService } from '../../../main/exotel/service.ts';
import { createLog } from '../../../main/log/log.ts';
import { SettingsStore } from '../../../main/storage/settings-store.ts';

export const pair = { appId: 'app-1', appSecret: 'pair-secret' };

import { rowsInMemory } from '../storage/rows.ts';

/** A service with one app and one agent; what a test changes here is what the next request meets. */
export async function startVendor() {
  const waiting = new Set<() => void>();
  const vendor = {
    apiBase: '',
    mapping: {
      AppUserId: 'a+b@c.in',
      AppUsername: 'Asha Rao',
      ExotelAccountSid: 'acme1',
      AgentNumber: '+919876543210',
      ActiveDeviceId: '1',
      SipDeviceID: '1',
      PhoneDeviceID: '2',
      SipId: 'sip:ashar1',
      SipSecret: 'plain-sip-secret',
      IsActive: true,
    },
    /** Tokens issued so far; only the last one is taken. */
    tokens: 0,
    takesToken: true,
    movesDevice: true,
    /** What is answered instead, by path: HTTP status and body; null drops the connection. */
    instead: new Map<string, { status: number; body: string } | null>(),
    /** Requests to this path are not answered until `release`. */
    held: '',
    asked: [] as string[],
    release,
    close,
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    const path = url.pathname.replace('/v2/integrations', '');
    vendor.asked.push(`${request.method} ${path}`);
    const body = await readBody(request);
    if (path === vendor.held) await new Promise<void>((go) => waiting.add(go));
    const instead = vendor.instead.get(path);
    if (instead === null) return request.socket.destroy();
    if (instead !== undefined) return response.writeHead(instead.status).end(instead.body);
    const [status, Data] = answer(request, path, url.searchParams.get('user_id'), body);
    response.writeHead(status);
    return response.end(
      JSON.stringify({ RequestId: 'r-1', Code: status, Error: status === 200 ? '' : 'refused', Data }),
    );
  });
  function answer(
    request: IncomingMessage,
    path: string,
    userId: string | null,
    body: Record<string, unknown>,
  ): [number, unknown] {
    const { mapping } = vendor;
    if (path === '/token') {
      if (body['Id'] !== pair.appId || body['Secret'] !== pair.appSecret) return [401, null];
      vendor.tokens += 1;
      vendor.takesToken = true;
      return [200, `token-${vendor.tokens}`];
    }
    const isTaken = vendor.takesToken && request.headers.authorization === `token-${vendor.tokens}`;
    if (!isTaken) return [401, null];
    if (path === '/device') {
      if (vendor.movesDevice) {
        const on = body['DeviceName'] === 'sip' ? '1' : '2';
        mapping.ActiveDeviceId = body['DeviceStatus'] === true ? on : '';
      }
      return [200, mapping];
    }
    return userId === mapping.AppUserId ? [200, mapping] : [404, null];
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vendor.apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/integrations`;
  function release(): void {
    vendor.held = '';
    for (const go of waiting) go();
    waiting.clear();
  }
  async function close(): Promise<void> {
    release();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return vendor;
}
export type Vendor = Awaited<ReturnType<typeof startVendor>>;

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}

/** What outlives a run of the phone. */
export interface Kept {
  store: SecretStore;
  settings: SettingsStore;
}

export function nothingKept(): Kept {
  return { store: memoryStore(), settings: new SettingsStore(rowsInMemory()) };
}

/** One run of the phone on `kept`. */
export function runPhone(
  kept: Kept,
  openKeyring: () => Promise<SecretStore> = async () => kept.store,
  patience = 5_000,
) {
  const edges: string[] = [];
  const lines: string[] = [];
  const effects: string[] = [];
  const shiftsSeen: (Shift | null)[] = [];
  const desk = new Desk({
    perform: (effect) => effects.push(effect.kind),
    onFault: (error) => lines.push(`fault ${error}`),
  });
  const secrets = new KnownSecrets();
  const { hide } = secrets;
  const log = createLog({ sink: (line) => lines.push(line), now: Date.now, from: 'debug', hide });
  const shifts = new Shifts({
    desk,
    secrets,
    service: createService({
      fetch,
      hide,
      log: (attempt) => log.debug('try', { ...attempt }),
      random: () => 0,
    }),
    settings: kept.settings,
    log,
    openKeyring,
    patience,
    onSigningIn: (sipUrl) => edges.push(sipUrl),
    onShift: (shift) => shiftsSeen.push(shift),
  });
  return { desk, shifts, lines, effects, shiftsSeen, edges };
}

export function formFor(vendor: Vendor, over: Partial<SignInForm> = {}): SignInForm {
  const region = { ...mumbai, name: 'custom' as const, apiBase: vendor.apiBase };
  return { region, ...pair, userId: 'a+b@c.in', ...over };
}

/** The state's own word on whether the agent is signed in, and why not. */
export function signInOf(desk: Desk): string {
  const { signIn } = desk.state;
  if (signIn.kind !== 'signed-out') return signIn.kind;
  return signIn.failure === null ? 'signed-out' : `signed-out: ${signIn.failure.reason}`;
}
