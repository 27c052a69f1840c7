// The phone's SQLite file: opened, brought to the present schema, and set aside when it can't be read.
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Each step brings the file from the version of its index to the next; `user_version` keeps where it is. */
const migrations = [
  `CREATE TABLE calls (
     id TEXT PRIMARY KEY,
     call_sid TEXT,
     direction TEXT NOT NULL,
     caller_e164 TEXT,
     caller_display TEXT NOT NULL,
     caller_name TEXT,
     called_number TEXT,
     rang_at REAL NOT NULL,
     answered_at REAL,
     ended_at REAL NOT NULL,
     reason TEXT NOT NULL,
     account_id TEXT NOT NULL,
     packets_sent INTEGER,
     packets_received INTEGER,
     packets_lost INTEGER,
     energy_sent REAL,
     energy_received REAL,
     round_trip REAL,
     jitter REAL,
     codec TEXT
   ) STRICT;
   CREATE INDEX calls_by_time ON calls (account_id, rang_at DESC);
   CREATE INDEX calls_by_caller ON calls (caller_e164, rang_at DESC);
   CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
];

export interface OpenedDatabase {
  database: DatabaseSync;
  /** Where an unreadable file was moved to; null when all was well. */
  setAside: string | null;
  /** Why nothing will be kept past this process; null when the file is in use. */
  inMemory: unknown;
}

/**
 * Opens the file at `path`. One that SQLite can't read, or that a newer phone wrote, is moved aside whole and
 * a new one begun; where no file can be used (a full or read-only disk, a file held by another), the database
 * is in memory and ends with the process. Yesterday's call list must not keep an agent from being rung.
 */
export function openDatabase(path: string, now: () => number = Date.now): OpenedDatabase {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return { database: prepared(path), setAside: null, inMemory: null };
  } catch (error) {
    if (!isUnreadable(error)) return { database: prepared(':memory:'), setAside: null, inMemory: error };
  }
  try {
    const setAside = `${path}.unreadable-${now()}`;
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(path + suffix)) renameSync(path + suffix, setAside + suffix);
    }
    return { database: prepared(path), setAside, inMemory: null };
  } catch (error) {
    return { database: prepared(':memory:'), setAside: null, inMemory: error };
  }
}

/** A file whose content is the trouble, not the disk or another process that holds it. */
class UnreadableFile extends Error {}

/** SQLITE_CORRUPT and SQLITE_NOTADB: the low byte of SQLite's extended result codes. */
const unreadableCodes = [11, 26];

function isUnreadable(error: unknown): boolean {
  if (error instanceof UnreadableFile) return true;
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return typeof code === 'number' && unreadableCodes.includes(code & 0xff);
}

function prepared(path: string): DatabaseSync {
  const database = new DatabaseSync(path, {
    timeout: 2000,
    defensive: true,
    enableForeignKeyConstraints: true,
  });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    const check = database.prepare('PRAGMA quick_check').get();
    if (check?.['quick_check'] !== 'ok') throw new UnreadableFile('quick_check failed');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > migrations.length) throw new UnreadableFile(`schema ${version} is newer than this phone`);
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
