// Rows that end with the test, for whoever keeps settings.
import { DatabaseSync } from 'node:sqlite';
import type { Rows } from '../../../main/storage/storage.ts';

export function rowsInMemory(): Rows {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  return {
    write: ({ sql, values, onWritten }) => {
      database.prepare(sql).run(...values);
      onWritten?.();
    },
    read: (sql, ...values) => database.prepare(sql).all(...values),
  };
}
