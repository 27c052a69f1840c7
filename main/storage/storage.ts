// What is written to the phone's file, in order: at once, or as soon as the file can be written again.
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Log } from '../log/log.ts';
import { type OpenedDatabase, openDatabase, resultCodeOf, resultCodes } from './database.ts';

/** One statement that changes the file. */
export interface Write {
  sql: string;
  values: SQLInputValue[];
  /** It is in the file. */
  onWritten?: () => void;
}

type Row = Record<string, SQLOutputValue>;

/** What stores are given: writing and reading never throw, whatever the disk does. */
export interface Rows {
  write(write: Write): void;
  /** The rows the file has; none while it can't be read. */
  read(sql: string, ...values: SQLInputValue[]): Row[];
}

export interface StorageOptions {
  path: string;
  log: Log;
  /** Writes wait, for this reason; or null: all is written again. Told after some tries, not for a moment's lock. */
  onWaiting: (error: unknown) => void;
  /** The file could not be read and was moved there. */
  onSetAside: (path: string) => void;
  /** The file, which could not be opened at the start, is there now: what it holds can be read at last. */
  onLateOpen: () => void;
  open?: (path: string) => OpenedDatabase;
}

/** Milliseconds until the next try, doubled with each up to the longest. */
const firstPause = 100;
const longestPause = 15_000;
/** Tries that fail before it is said: about a second. */
const quietTries = 3;
/** Milliseconds a write may wait for another process when the phone quits: there is no later. */
const lastTimeout = 300;

export class Storage implements Rows {
  #database: DatabaseSync | null = null;
  #hasOpened = false;
  #tries = 0;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  readonly #waiting: Write[] = [];
  /** Written twice in vain on a sound file: the statement is the trouble. */
  readonly #doubted = new WeakSet<Write>();
  readonly #options: StorageOptions;

  constructor(options: StorageOptions) {
    this.#options = options;
  }

  /** Opens the file, now or, where that fails, as soon as it works. */
  open(): void {
    this.#hasOpened = this.#flush();
  }

  write(write: Write): void {
    this.#waiting.push(write);
    // While the file is in trouble the next try takes it along: each try can hold main up.
    if (this.#timer === null) this.#flush();
  }

  read(sql: string, ...values: SQLInputValue[]): Row[] {
    if (this.#database === null) return [];
    try {
      return this.#database.prepare(sql).all(...values);
    } catch (error) {
      this.#options.log.error('not-read', { error });
      this.#failed(error);
      return [];
    }
  }

  /** Writes what waits, if that is possible at all, and ends. */
  close(): void {
    const { log } = this.#options;
    this.#closed = true;
    if (this.#waiting.length > 0) {
      if (this.#database !== null)
        this.#try(() => this.#database?.exec(`PRAGMA busy_timeout = ${lastTimeout}`));
      this.#flush();
      if (this.#waiting.length > 0) log.error('writes-lost', { count: this.#waiting.length });
    }
    this.#clearTimer();
    this.#shut();
  }

  /** True when nothing waits any more. */
  #flush(): boolean {
    this.#clearTimer();
    try {
      const database = this.#opened();
      for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
        this.#run(database, next);
        this.#waiting.shift();
      }
    } catch (error) {
      this.#failed(error);
      return false;
    }
    if (this.#tries > quietTries) this.#options.onWaiting(null);
    this.#tries = 0;
    return true;
  }

  #run(database: DatabaseSync, write: Write): void {
    try {
      database.prepare(write.sql).run(...write.values);
    } catch (error) {
      if (!this.#doubted.has(write) || isFileTrouble(error)) {
        if (!isFileTrouble(error)) this.#doubted.add(write);
        throw error;
      }
      this.#options.log.error('write-dropped', { error });
      return;
    }
    write.onWritten?.();
  }

  #opened(): DatabaseSync {
    if (this.#database !== null) return this.#database;
    const { path, open = openDatabase, onSetAside } = this.#options;
    const { database, setAside } = open(path);
    this.#database = database;
    if (setAside !== null) onSetAside(setAside);
    return database;
  }

  /** Tries again later. Only a file that is merely held by another stays open: any other trouble may be in it. */
  #failed(error: unknown): void {
    const { log, onWaiting } = this.#options;
    const code = resultCodeOf(error);
    if (code !== resultCodes.busy && code !== resultCodes.locked) this.#shut();
    this.#tries += 1;
    if (this.#tries === quietTries + 1) {
      log.error('writes-wait', { error, count: this.#waiting.length });
      onWaiting(error);
    }
    if (this.#closed || this.#timer !== null) return;
    const pause = Math.min(firstPause * 2 ** (this.#tries - 1), longestPause);
    this.#timer = setTimeout(() => this.#retry(), pause * (0.8 + 0.4 * Math.random()));
  }

  #retry(): void {
    this.#timer = null;
    if (!this.#flush() || this.#hasOpened) return;
    this.#hasOpened = true;
    this.#options.onLateOpen();
  }

  #shut(): void {
    this.#try(() => this.#database?.close());
    this.#database = null;
  }

  #try(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#options.log.warn('database-not-closed', { error });
    }
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/**
 * The file or its disk is the trouble, not the statement: SQLite's NOMEM, READONLY, IOERR, FULL, CANTOPEN and
 * PROTOCOL, its locks, and damage.
 */
function isFileTrouble(error: unknown): boolean {
  const code = resultCodeOf(error);
  return code !== null && [5, 6, 7, 8, 10, 11, 13, 14, 15, 26].includes(code);
}
