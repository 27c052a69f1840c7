// Sessions (partitions): their protocol handlers, request filters and permission handlers.
import { emitterOf } from './missing.ts';
import { Permissions } from './permissions.ts';
import { Protocol } from './protocol.ts';
import { WebRequest } from './web-request.ts';

type PermissionMethods =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler';

/** One partition. They share one Chromium profile, where the windows' different hosts keep them apart. */
export class Session
  extends emitterOf('session')
  implements
    Pick<
      Electron.Session,
      PermissionMethods | 'setProxy' | 'resolveProxy' | 'setSpellCheckerEnabled' | 'isPersistent'
    >
{
  readonly protocol = new Protocol();
  readonly webRequest = new WebRequest();
  readonly permissions = new Permissions();
  readonly partition: string;
  #proxy = '';

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  setPermissionRequestHandler(
    ...[handler]: Parameters<Electron.Session['setPermissionRequestHandler']>
  ): void {
    this.permissions.onRequest = handler;
  }

  setPermissionCheckHandler(...[handler]: Parameters<Electron.Session['setPermissionCheckHandler']>): void {
    this.permissions.onCheck = handler;
  }

  setDevicePermissionHandler(...[handler]: Parameters<Electron.Session['setDevicePermissionHandler']>): void {
    this.permissions.onDevice = handler;
  }

  setDisplayMediaRequestHandler(
    ...[handler]: Parameters<Electron.Session['setDisplayMediaRequestHandler']>
  ): void {
    this.permissions.onDisplayMedia = handler;
  }

  /** Kept and told again: one Chromium has no proxy for each session. */
  async setProxy(config: Electron.ProxyConfig): Promise<void> {
    this.#proxy = config.mode === 'direct' ? '' : (config.proxyRules ?? '');
  }

  async resolveProxy(_url: string): Promise<string> {
    const [, kind, host] = /^(\w+):\/\/(.+)$/.exec(this.#proxy) ?? [];
    return kind === undefined ? 'DIRECT' : `${kind.toUpperCase()} ${host}`;
  }

  setSpellCheckerEnabled(enable: boolean): void {
    this.spellCheckerEnabled = enable;
  }

  spellCheckerEnabled = true;

  isPersistent(): boolean {
    return this.partition === '' || this.partition.startsWith('persist:');
  }

  isSpellCheckerEnabled(): boolean {
    return this.spellCheckerEnabled;
  }

  async closeAllConnections(): Promise<void> {}

  async clearCache(): Promise<void> {}
}

const sessions = new Map<string, Session>();

export function sessionOf(partition: string): Session {
  const known = sessions.get(partition);
  if (known) return known;
  const made = new Session(partition);
  sessions.set(partition, made);
  return made;
}

/** The module's `session`. */
export const session = {
  get defaultSession() {
    return sessionOf('');
  },
  fromPartition: (partition: string, _options?: Electron.FromPartitionOptions) => sessionOf(partition),
};
