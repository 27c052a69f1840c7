// Keeps the settings, each key by itself, so that one bad value costs one setting.
import { defaultSettings, type Settings, settingsSchema } from '../../app/settings/settings.ts';
import type { Rows } from './storage.ts';

const accountKey = 'account';

export class SettingsStore {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** The settings kept, and the default where none is kept or it can't be read. */
  read(): Settings {
    const kept: Record<string, unknown> = { ...defaultSettings };
    for (const key of settingsSchema.keyof().options) {
      const value = settingsSchema.shape[key].safeParse(parseJson(this.#get(key)));
      if (value.success) kept[key] = value.data;
    }
    return settingsSchema.parse(kept);
  }

  write(settings: Settings): void {
    for (const [key, value] of Object.entries(settings)) this.#set(key, JSON.stringify(value));
  }

  /** The account to sign in with at the next start; null after a sign-out. */
  readAccount(): string | null {
    const kept = parseJson(this.#get(accountKey));
    return typeof kept === 'string' ? kept : null;
  }

  writeAccount(accountId: string | null): void {
    this.#set(accountKey, JSON.stringify(accountId));
  }

  #get(key: string): string {
    const [found] = this.#rows.read('SELECT value FROM settings WHERE key = ?', key);
    return typeof found?.['value'] === 'string' ? found['value'] : '';
  }

  #set(key: string, value: string): void {
    this.#rows.write({
      sql: `INSERT INTO settings (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      values: [key, value],
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
