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
}

/**
 * Opens the file at `path`. One that SQLite can't read, or that a newer phone wrote, is moved aside whole and
 * a new one begun: yesterday's call list must not keep an agent from being rung.
 */
export function openDatabase(path: string, now: () => number = Date.now): OpenedDatabase {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    return { database: prepared(path), setAside: null };
  } catch (error) {
    if (!existsSync(path)) throw error;
    const setAside = `${path}.unreadable-${now()}`;
    renameSync(path, setAside);
    for (const suffix of ['-wal', '-shm']) {
      if (existsSync(path + suffix)) renameSync(path + suffix, setAside + suffix);
    }
    return { database: prepared(path), setAside };
  }
}

function prepared(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 2000; PRAGMA foreign_keys = ON;');
    const check = database.prepare('PRAGMA quick_check').get();
    if (check?.['quick_check'] !== 'ok') throw new Error('quick_check failed');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > migrations.length) throw new Error(`schema ${version} is newer than this phone`);
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
