// The phone's file: what survives a restart, a damaged file, and a file that cannot be written for a while.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RecentCall } from '../../../app/desk/state.ts';
import { defaultSettings } from '../../../app/settings/settings.ts';
import { createLog } from '../../../main/log/log.ts';
import { CallLog } from '../../../main/storage/call-log.ts';
import { openDatabase } from '../../../main/storage/database.ts';
import { SettingsStore } from '../../../main/storage/settings-store.ts';
import { Storage } from '../../../main/storage/storage.ts';
import { holdDatabase } from './hold.ts';

let folder = '';
let path = '';
const opened: Storage[] = [];
const holds: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-storage-'));
  path = join(folder, 'profile', 'offhook.sqlite');
});
afterEach(async () => {
  for (const letGo of holds.splice(0)) await letGo();
  for (const storage of opened.splice(0)) storage.close();
  rmSync(folder, { recursive: true, force: true });
});

function phone({ openable = (): boolean => true } = {}) {
  const told: string[] = [];
  const lines: string[] = [];
  const storage = new Storage({
    path,
    log: createLog({ sink: (line) => lines.push(line), now: Date.now }),
    onWaiting: (error) => told.push(error === null ? 'written again' : 'waiting'),
    onSetAside: (where) => told.push(`set aside ${where}`),
    onLateOpen: () => told.push('opened late'),
    open: (where) => {
      if (!openable()) throw new Error('EROFS: read-only file system');
      return openDatabase(where, () => 77);
    },
  });
  opened.push(storage);
  storage.open();
  const onUnreadable = vi.fn<(id: unknown) => void>();
  const log = new CallLog(storage, onUnreadable);
  return { storage, log, onUnreadable, settings: new SettingsStore(storage), told, lines };
}

/** What another reader finds in the file. */
function inFile(sql = 'SELECT id FROM calls ORDER BY id'): unknown[] {
  const reader = new DatabaseSync(path);
  try {
    return reader
      .prepare(sql)
      .all()
      .map((row) => Object.values(row)[0]);
  } finally {
    reader.close();
  }
}

/** Changes the file as another program could. */
function meddle(act: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(path);
  act(database);
  database.close();
}

async function hold(what?: 'whole'): Promise<() => Promise<void>> {
  const letGo = await holdDatabase(path, what);
  holds.push(letGo);
  return letGo;
}

function call(id: string, over: Partial<RecentCall> = {}): RecentCall {
  return {
    id,
    callSid: 'sid',
    direction: 'inbound',
    caller: { e164: '+919876543210', display: '098765 43210', name: null },
    calledNumber: null,
    rangAt: 1000.5,
    answeredAt: null,
    endedAt: 2000,
    reason: 'caller-gave-up',
    ...over,
  };
}

describe('the call log', () => {
  test('is there after a restart, the newest call first, and each account has its own', () => {
    const first = phone();
    first.log.keep('one', call('a'), null);
    first.log.keep('one', call('b', { rangAt: 3000, answeredAt: 3100, reason: 'hung-up-by-agent' }), null);
    first.log.keep('two', call('c'), null);
    first.storage.close();
    const { log } = phone();
    expect(log.recent('one', 10)).toEqual([
      call('b', { rangAt: 3000, answeredAt: 3100, reason: 'hung-up-by-agent' }),
      call('a'),
    ]);
    expect(log.recent('one', 1)).toHaveLength(1);
    expect(log.recent('two', 10)).toHaveLength(1);
  });

  test('keeps what is not closed in order: a phone that is killed loses no finished call', () => {
    phone().log.keep('one', call('a'), null);
    expect(inFile()).toEqual(['a']);
  });

  test('has a call once, as it was kept first', () => {
    const { log } = phone();
    log.keep('one', call('a'), null);
    log.keep('one', call('a', { endedAt: 9000, reason: 'failed' }), null);
    expect(log.recent('one', 10)).toEqual([call('a')]);
  });

  test('keeps what the call’s media measured', () => {
    const figures = { packetsSent: 10, packetsReceived: 9, packetsLost: 1, energyReceived: 0.5 };
    const more = { energySent: 0.25, roundTrip: 0.1, jitter: null, codec: 'opus' };
    phone().log.keep('one', call('a'), { callId: 'a', ...figures, ...more });
    expect(inFile(`SELECT packets_lost || ' ' || round_trip || ' ' || codec FROM calls`)).toEqual([
      '1 0.1 opus',
    ]);
    expect(inFile('SELECT jitter FROM calls')).toEqual([null]);
  });

  test('skips a row that cannot be read, and says which', () => {
    const { log, onUnreadable } = phone();
    log.keep('one', call('a'), null);
    log.keep('one', call('b', { rangAt: 5000 }), null);
    meddle((database) => database.exec(`UPDATE calls SET reason = 'abducted' WHERE id = 'b'`));
    expect(log.recent('one', 10)).toEqual([call('a')]);
    expect(onUnreadable.mock.calls).toEqual([['b']]);
  });
});

describe('a damaged file', () => {
  function damagedBy(damage: () => void): Buffer {
    const { storage, log } = phone();
    for (let index = 0; index < 200; index += 1) log.keep('one', call(`call-${index}`), null);
    storage.close();
    damage();
    return readFileSync(path);
  }

  test.each([
    ['garbage', () => writeFileSync(path, 'not a database, '.repeat(500))],
    ['cut in the middle', () => truncateSync(path, 10_000)],
    ['overwritten in the middle', () => writeFileSync(path, readFileSync(path).fill(0xff, 4096, 12_288))],
    ['written by a newer phone', () => meddle((database) => database.exec('PRAGMA user_version = 99'))],
    ['without its settings', () => meddle((database) => database.exec('DROP TABLE settings'))],
    ['without its calls', () => meddle((database) => database.exec('DROP TABLE calls'))],
    [
      'with a column too few',
      () => meddle((database) => database.exec('ALTER TABLE calls DROP COLUMN codec')),
    ],
  ])('(%s) is set aside whole, and the phone begins anew', (_how, damage) => {
    const before = damagedBy(damage);
    const { log, told } = phone();
    expect(told).toEqual([`set aside ${path}.unreadable-77`]);
    expect(readFileSync(`${path}.unreadable-77`).equals(before)).toBe(true);
    expect(log.recent('one', 10)).toEqual([]);
    log.keep('one', call('new'), null);
    expect(log.recent('one', 10)).toHaveLength(1);
    expect(inFile()).toEqual(['new']);
  });

  test('that is merely empty is begun', () => {
    damagedBy(() => truncateSync(path, 0));
    expect(phone().told).toEqual([]);
  });

  test('that lost a table while the phone runs costs nothing that happens from then on', async () => {
    const { log, settings, told } = phone();
    meddle((database) => database.exec('DROP TABLE calls; DROP TABLE settings'));
    log.keep('one', call('a'), null);
    settings.writeAccount('one');
    await expect.poll(() => told).toEqual([`set aside ${path}.unreadable-77`]);
    await expect.poll(() => inFile()).toEqual(['a']);
    expect(settings.readAccount()).toBe('one');
  });
});

describe('a file that cannot be written', () => {
  test('for another process holds it keeps nobody waiting, and loses no call', async () => {
    const { log, settings, told } = phone();
    log.keep('one', call('a'), null);
    const letGo = await hold();
    const started = performance.now();
    log.keep('one', call('b', { rangAt: 5000 }), null);
    settings.writeAccount('one');
    settings.write({ ...defaultSettings, theme: 'dark' });
    expect(performance.now() - started).toBeLessThan(150);
    expect(log.recent('one', 10).map(({ id }) => id)).toEqual(['b', 'a']);
    await expect.poll(() => told, { timeout: 5_000 }).toEqual(['waiting']);
    expect(inFile()).toEqual(['a']);
    await letGo();
    await expect.poll(() => told, { timeout: 20_000 }).toEqual(['waiting', 'written again']);
    expect(inFile()).toEqual(['a', 'b']);
    expect(settings.readAccount()).toBe('one');
    expect(settings.read().theme).toBe('dark');
  }, 30_000);

  test('for a moment is nobody’s business', async () => {
    const { log, told } = phone();
    const letGo = await hold();
    log.keep('one', call('a'), null);
    await letGo();
    await expect.poll(() => inFile(), { timeout: 5_000 }).toEqual(['a']);
    expect(told).not.toContain('waiting');
  });

  test('from the start is used as soon as it can be, with what the agent chose meanwhile', async () => {
    const before = phone();
    before.log.keep('one', call('old'), null);
    before.settings.write({ theme: 'light', country: 'AE', ringVolume: 0.5 });
    before.storage.close();
    const letGo = await hold('whole');
    const { log, settings, told } = phone();
    expect([settings.read(), log.recent('one', 10)]).toEqual([defaultSettings, []]);
    settings.write({ ...defaultSettings, theme: 'dark' });
    log.keep('one', call('new', { rangAt: 5000 }), null);
    expect(log.recent('one', 10)).toHaveLength(1);
    await letGo();
    await expect.poll(() => told.at(-1), { timeout: 20_000 }).toBe('opened late');
    expect(log.recent('one', 10).map(({ id }) => id)).toEqual(['new', 'old']);
    expect(settings.read().theme).toBe('dark');
  }, 30_000);

  test('since the disk is read-only or the folder is gone is said, and tried again', async () => {
    let isReadOnly = true;
    const { log, settings, told } = phone({ openable: () => !isReadOnly });
    log.keep('one', call('a'), null);
    settings.writeAccount('one');
    await expect.poll(() => told, { timeout: 5_000 }).toEqual(['waiting']);
    isReadOnly = false;
    await expect.poll(() => told, { timeout: 10_000 }).toEqual(['waiting', 'written again', 'opened late']);
    expect(inFile()).toEqual(['a']);
  });

  test('whose place is taken by a folder stays where it is', async () => {
    mkdirSync(path, { recursive: true });
    const { log, told } = phone();
    log.keep('one', call('a'), null);
    await expect.poll(() => told, { timeout: 5_000 }).toEqual(['waiting']);
    expect(readdirSync(join(folder, 'profile'))).toEqual(['offhook.sqlite']);
    expect(log.recent('one', 10)).toHaveLength(1);
  });

  test('is found out at the start, not at the first call: reading alone proves nothing', () => {
    phone().storage.close();
    // A file that can be read, but what SQLite writes beside it has no place.
    for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) rmSync(path + suffix);
    mkdirSync(`${path}-wal`);
    expect(() => openDatabase(path)).toThrow();
  });

  test('when the disk is full keeps the call until there is room', async () => {
    const { storage, log } = phone();
    storage.read('PRAGMA max_page_count = 1');
    log.keep('one', call('a', { calledNumber: 'x'.repeat(100_000) }), null);
    expect(inFile()).toEqual([]);
    expect(log.recent('one', 10).map(({ id }) => id)).toEqual(['a']);
    // The next try opens the file anew, on a disk with room.
    await expect.poll(() => inFile(), { timeout: 5_000 }).toEqual(['a']);
  });

  test('when the phone quits is waited for a moment, and what could not be written is counted', async () => {
    const { storage, log, lines } = phone();
    await hold();
    log.keep('one', call('a'), null);
    const started = performance.now();
    storage.close();
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(lines.join('\n')).toContain('"writes-lost"');
  });

  test('is not blocked for ever by one row that no file would take', async () => {
    const { log, lines } = phone();
    log.keep('one', call('a', { reason: null as never }), null);
    log.keep('one', call('b'), null);
    await expect.poll(() => inFile(), { timeout: 5_000 }).toEqual(['b']);
    expect(lines.join('\n')).toContain('"write-dropped"');
  });
});

describe.runIf(process.platform !== 'win32')('the files', () => {
  const modes = () =>
    readdirSync(join(folder, 'profile')).map((name) => [
      name,
      (statSync(join(folder, 'profile', name)).mode & 0o777).toString(8),
    ]);

  test('are readable by their owner alone, also those of an earlier phone', () => {
    const first = phone();
    first.log.keep('one', call('a'), null);
    expect(modes()).toEqual([
      ['offhook.sqlite', '600'],
      ['offhook.sqlite-shm', '600'],
      ['offhook.sqlite-wal', '600'],
    ]);
    first.storage.close();
    chmodSync(path, 0o644);
    phone().log.keep('one', call('b'), null);
    expect(new Set(modes().map(([, mode]) => mode))).toEqual(new Set(['600']));
  });
});

describe('the settings', () => {
  test('are there after a restart, with the account to go on with', () => {
    const first = phone();
    expect(first.settings.read()).toEqual(defaultSettings);
    expect(first.settings.readAccount()).toBeNull();
    first.settings.write({ theme: 'dark', country: 'AE', ringVolume: 0 });
    first.settings.writeAccount('one');
    first.storage.close();
    const { settings } = phone();
    expect(settings.read()).toEqual({ theme: 'dark', country: 'AE', ringVolume: 0 });
    expect(settings.readAccount()).toBe('one');
    settings.writeAccount(null);
    expect(settings.readAccount()).toBeNull();
  });

  test.each(['"purple"', '{broken', '7', ''])('lose no more than the one that is bad (%s)', (bad) => {
    const { settings } = phone();
    settings.write({ theme: 'dark', country: 'AE', ringVolume: 0.5 });
    settings.writeAccount('one');
    meddle((database) =>
      database.prepare(`UPDATE settings SET value = ? WHERE key IN ('theme', 'account')`).run(bad),
    );
    expect(settings.read()).toEqual({ theme: defaultSettings.theme, country: 'AE', ringVolume: 0.5 });
    if (bad !== '"purple"') expect(settings.readAccount()).toBeNull();
  });
});
