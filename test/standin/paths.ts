// The folders `app.getPath` names.
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

export type PathName = Parameters<Electron.App['getPath']>[0];

/** Folders by name; those nobody set follow from the app's name and the home folder. */
export class Paths {
  readonly #set = new Map<string, string>();
  readonly #name: () => string;

  constructor(name: () => string) {
    this.#name = name;
  }

  get(name: PathName): string {
    const known = this.#set.get(name);
    if (known !== undefined) return known;
    const home = homedir();
    switch (name) {
      case 'home':
        return home;
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
      case 'userData':
        return path.join(this.get('appData'), this.#name());
      case 'sessionData':
        return this.get('userData');
      case 'temp':
        return tmpdir();
      case 'exe':
        return process.execPath;
      case 'logs':
        return path.join(this.get('userData'), 'logs');
      case 'crashDumps':
        return path.join(this.get('userData'), 'Crashpad');
      case 'desktop':
      case 'documents':
      case 'downloads':
      case 'music':
      case 'pictures':
      case 'videos':
        return path.join(home, `${name[0]?.toUpperCase()}${name.slice(1)}`);
      default:
        throw new Error(`Failed to get '${name}' path`);
    }
  }

  set(name: PathName, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.#set.set(name, folder);
  }
}
