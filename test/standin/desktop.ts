// The smaller pieces of the desktop: links, clipboard, shortcuts, power and the network.
import { desktopProfile } from './desktop-profile.ts';
import { askForMicrophone, microphone } from './microphone.ts';
import { emitterOf } from './missing.ts';

/** What the app asked of the desktop, for tests to look at. */
export const asked = {
  opened: [] as string[],
};

/** Opens nothing: a test must not start a browser. */
export const shell = {
  openExternal: async (url: string, _options?: Electron.OpenExternalOptions): Promise<void> => {
    asked.opened.push(url);
  },
  openPath: async (file: string): Promise<string> => {
    asked.opened.push(file);
    return '';
  },
  showItemInFolder: (file: string): void => {
    asked.opened.push(file);
  },
  beep: (): void => {},
} satisfies Partial<Electron.Shell>;

let copied = '';
export const clipboard = {
  readText: async () => copied,
  writeText: async (text: string) => {
    copied = text;
  },
  clear: async () => {
    copied = '';
  },
} satisfies Partial<Electron.Clipboard>;

const shortcuts = new Map<string, () => void>();
export const globalShortcut = {
  register: (accelerator: string, callback: () => void) => {
    if (shortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  isRegistered: (accelerator: string) => shortcuts.has(accelerator),
  unregister: (accelerator: string) => {
    shortcuts.delete(accelerator);
  },
  unregisterAll: () => shortcuts.clear(),
};

/** For tests: a person presses a shortcut anywhere; false when nobody registered it. */
export function pressShortcut(accelerator: string): boolean {
  const callback = shortcuts.get(accelerator);
  callback?.();
  return callback !== undefined;
}

class PowerMonitor
  extends emitterOf('powerMonitor')
  implements Pick<Electron.PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState' | 'isOnBatteryPower'>
{
  onBatteryPower = false;

  getSystemIdleTime(): number {
    return 0;
  }

  getSystemIdleState(_threshold: number): 'active' {
    return 'active';
  }

  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }
}
export const powerMonitor = new PowerMonitor();

const blockers = new Map<number, string>();
let lastBlocker = 0;
export const powerSaveBlocker = {
  start: (type: 'prevent-app-suspension' | 'prevent-display-sleep') => {
    lastBlocker += 1;
    blockers.set(lastBlocker, type);
    return lastBlocker;
  },
  stop: (id: number) => blockers.delete(id),
  isStarted: (id: number) => blockers.has(id),
} satisfies Partial<Electron.PowerSaveBlocker>;

/** The kinds of sleep the app holds off now. */
export function sleepBlocked(): string[] {
  return [...blockers.values()];
}

let online = true;

/** For tests: the network goes and comes. Pages are told by the caller. */
export function setOnline(value: boolean): void {
  online = value;
}

export const net = {
  fetch: async (...[input, init]: Parameters<typeof fetch>) => {
    if (!online) throw new TypeError('net::ERR_INTERNET_DISCONNECTED');
    return fetch(input, init);
  },
  isOnline: () => online,
  get online() {
    return online;
  },
};

const { platform } = desktopProfile;
type Access = Pick<Electron.SystemPreferences, 'getMediaAccessStatus' | 'askForMediaAccess'>;

/** A system that lacks one of these lacks the function: calling it throws, as in Electron. */
class SystemPreferences extends emitterOf('systemPreferences') {
  readonly getMediaAccessStatus: Access['getMediaAccessStatus'] | undefined =
    platform === 'linux' ? undefined : (kind) => (kind === 'microphone' ? microphone.access() : 'denied');
  readonly askForMediaAccess: Access['askForMediaAccess'] | undefined =
    platform === 'darwin' ? async (kind) => kind === 'microphone' && askForMicrophone() : undefined;
}
export const systemPreferences = new SystemPreferences();
