// The phone's SQLite file: opened for its owner alone, brought to the present schema, proven to take writes.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
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

/** The file, and what SQLite keeps beside it. */
const suffixes = ['', '-wal', '-shm'];

/** Milliseconds main waits for another process that holds the file: what asks for longer is tried again later. */
const busyTimeout = 20;

export interface OpenedDatabase {
  database: DatabaseSync;
  /** Where an unreadable file was moved to; null when all was well. */
  setAside: string | null;
}

/**
 * Opens the file at `path`. One that SQLite can't read, that lacks a table, or that a newer phone wrote, is
 * moved aside whole and a new one begun: yesterday's call list must not keep an agent from being rung.
 *
 * @throws when no file can be written there now: a full or read-only disk, a file held by another process.
 */
export function openDatabase(path: string, now: () => number = Date.now): OpenedDatabase {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    return { database: prepared(path), setAside: null };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  const setAside = `${path}.unreadable-${now()}`;
  for (const suffix of suffixes) {
    if (existsSync(path + suffix)) renameSync(path + suffix, setAside + suffix);
  }
  return { database: prepared(path), setAside };
}

/** SQLite's result codes, the low byte of its extended ones (sqlite.org/rescode.html). */
export const resultCodes = { busy: 5, locked: 6, corrupt: 11, notADatabase: 26 } as const;

/** The result code an error carries; null when it is none of SQLite's. */
export function resultCodeOf(error: unknown): number | null {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return typeof code === 'number' ? code & 0xff : null;
}

/** A file whose content is the trouble, not the disk or another process that holds it. */
class UnreadableFile extends Error {}

function isUnreadable(error: unknown): boolean {
  const code = resultCodeOf(error);
  return error instanceof UnreadableFile || code === resultCodes.corrupt || code === resultCodes.notADatabase;
}

function prepared(path: string): DatabaseSync {
  makePrivate(path);
  const database = new DatabaseSync(path, {
    timeout: busyTimeout,
    defensive: true,
    enableForeignKeyConstraints: true,
  });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    const check = database.prepare('PRAGMA quick_check').get();
    if (check?.['quick_check'] !== 'ok') throw new UnreadableFile('quick_check failed');
    migrate(database);
    checkTables(database);
    database
      .prepare(
        `INSERT INTO settings VALUES ('opened', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      )
      .run(String(Date.now()));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite gives what it keeps beside a file the file's own mode, so the file has it before SQLite comes. */
function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  for (const suffix of suffixes) {
    if (existsSync(path + suffix)) chmodSync(path + suffix, 0o600);
  }
}

function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > migrations.length) throw new UnreadableFile(`schema ${version} is newer than this phone`);
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}

/** A version says what a file should hold: another program may have dropped or changed a table all the same. */
function checkTables(database: DatabaseSync): void {
  const sound = new DatabaseSync(':memory:');
  migrate(sound);
  const tables = `SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name`;
  const found = new Map(
    database
      .prepare(tables)
      .all()
      .map(({ name, sql }) => [name, sql]),
  );
  for (const { name, sql } of sound.prepare(tables).all()) {
    if (found.get(name) !== sql) throw new UnreadableFile(`the table ${name} is not this phone's`);
  }
  sound.close();
}
