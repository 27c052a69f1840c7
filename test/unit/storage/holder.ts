// A process of its own that holds the file it is given until its input ends, for writing or (`whole`) for all use.
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2] ?? '');
if (process.argv[3] === 'whole') database.exec('PRAGMA locking_mode = EXCLUSIVE');
database.exec('BEGIN EXCLUSIVE');
console.log('held');
process.stdin.on('end', () => {
  database.exec('COMMIT');
  database.close();
  console.log('free');
});
process.stdin.resume();
