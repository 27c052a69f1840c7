// The phone's file: what survives a restart, and what becomes of a file that is damaged.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RecentCall } from '../../../app/desk/state.ts';
import { defaultSettings } from '../../../app/settings/settings.ts';
import { CallLog } from '../../../main/storage/call-log.ts';
import { type OpenedDatabase, openDatabase } from '../../../main/storage/database.ts';
import { SettingsStore } from '../../../main/storage/settings-store.ts';

let folder = '';
let path = '';
const opened: DatabaseSync[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-storage-'));
  path = join(folder, 'profile', 'offhook.sqlite');
});
afterEach(() => {
  for (const database of opened.splice(0)) if (database.isOpen) database.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): OpenedDatabase {
  const result = openDatabase(path, () => 77);
  opened.push(result.database);
  return result;
}

function logOf(database: DatabaseSync) {
  const onUnreadable = vi.fn<(id: unknown) => void>();
  return { log: new CallLog(database, onUnreadable), onUnreadable };
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
    const first = open().database;
    const { log } = logOf(first);
    log.keep('one', call('a'), null);
    log.keep('one', call('b', { rangAt: 3000, answeredAt: 3100, reason: 'hung-up-by-agent' }), null);
    log.keep('two', call('c'), null);
    first.close();
    const again = logOf(open().database).log;
    expect(again.recent('one', 10)).toEqual([
      call('b', { rangAt: 3000, answeredAt: 3100, reason: 'hung-up-by-agent' }),
      call('a'),
    ]);
    expect(again.recent('one', 1)).toHaveLength(1);
    expect(again.recent('two', 10)).toHaveLength(1);
  });

  test('keeps what is not closed in order: a phone that is killed loses no finished call', () => {
    logOf(open().database).log.keep('one', call('a'), null);
    const reader = new DatabaseSync(path);
    opened.push(reader);
    expect(reader.prepare('SELECT id FROM calls').all()).toMatchObject([{ id: 'a' }]);
  });

  test('has a call once, as it was kept first', () => {
    const { log } = logOf(open().database);
    log.keep('one', call('a'), null);
    log.keep('one', call('a', { endedAt: 9000, reason: 'failed' }), null);
    expect(log.recent('one', 10)).toEqual([call('a')]);
  });

  test('keeps what the call’s media measured', () => {
    const { database } = open();
    const figures = { packetsSent: 10, packetsReceived: 9, packetsLost: 1, energyReceived: 0.5 };
    const more = { energySent: 0.25, roundTrip: 0.1, jitter: null, codec: 'opus' };
    logOf(database).log.keep('one', call('a'), { callId: 'a', ...figures, ...more });
    expect(database.prepare('SELECT packets_lost, round_trip, jitter, codec FROM calls').get()).toMatchObject(
      {
        packets_lost: 1,
        round_trip: 0.1,
        jitter: null,
        codec: 'opus',
      },
    );
  });

  test('skips a row that cannot be read, and says which', () => {
    const { database } = open();
    const { log, onUnreadable } = logOf(database);
    log.keep('one', call('a'), null);
    log.keep('one', call('b', { rangAt: 5000 }), null);
    database.exec(`UPDATE calls SET reason = 'abducted' WHERE id = 'b'`);
    expect(log.recent('one', 10)).toEqual([call('a')]);
    expect(onUnreadable.mock.calls).toEqual([['b']]);
  });
});

describe('a damaged file', () => {
  function damagedBy(damage: () => void): Buffer {
    const { database } = open();
    const { log } = logOf(database);
    for (let index = 0; index < 200; index += 1) log.keep('one', call(`call-${index}`), null);
    database.close();
    damage();
    return readFileSync(path);
  }

  test.each([
    ['garbage', () => writeFileSync(path, 'not a database, '.repeat(500))],
    ['cut in the middle', () => truncateSync(path, 10_000)],
    ['overwritten in the middle', () => writeFileSync(path, readFileSync(path).fill(0xff, 4096, 12_288))],
    ['written by a newer phone', () => withFile((database) => database.exec('PRAGMA user_version = 99'))],
  ])('(%s) is set aside whole, and the phone begins anew', (_how, damage) => {
    const before = damagedBy(damage);
    const { database, setAside, inMemory } = open();
    expect({ setAside, inMemory }).toEqual({ setAside: `${path}.unreadable-77`, inMemory: null });
    expect(readFileSync(`${path}.unreadable-77`).equals(before)).toBe(true);
    const { log } = logOf(database);
    expect(log.recent('one', 10)).toEqual([]);
    log.keep('one', call('new'), null);
    expect(log.recent('one', 10)).toHaveLength(1);
  });

  test('that is merely empty is begun', () => {
    damagedBy(() => truncateSync(path, 0));
    expect(open()).toMatchObject({ setAside: null, inMemory: null });
  });

  function withFile(act: (database: DatabaseSync) => void): void {
    const database = new DatabaseSync(path);
    act(database);
    database.close();
  }
});

describe('a sound file that cannot be used', () => {
  test('stays where it is, and the phone goes on in memory', () => {
    mkdirSync(path, { recursive: true });
    const { database, setAside, inMemory } = open();
    expect(setAside).toBeNull();
    expect(inMemory).toBeInstanceOf(Error);
    expect(readdirSync(join(folder, 'profile'))).toEqual(['offhook.sqlite']);
    logOf(database).log.keep('one', call('a'), null);
    expect(logOf(database).log.recent('one', 10)).toHaveLength(1);
  });

  test('since another process holds it is not set aside', () => {
    const { database } = open();
    logOf(database).log.keep('one', call('a'), null);
    database.close();
    const holder = new DatabaseSync(path);
    opened.push(holder);
    holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    const held = open();
    expect(held.setAside).toBeNull();
    expect(held.inMemory).toBeInstanceOf(Error);
    holder.exec('COMMIT');
    holder.close();
    expect(logOf(open().database).log.recent('one', 10)).toHaveLength(1);
  });
});

describe('the settings', () => {
  test('are there after a restart, with the account to go on with', () => {
    const first = open().database;
    const store = new SettingsStore(first);
    expect(store.read()).toEqual(defaultSettings);
    expect(store.readAccount()).toBeNull();
    store.write({ theme: 'dark', country: 'AE', ringVolume: 0 });
    store.writeAccount('one');
    first.close();
    const again = new SettingsStore(open().database);
    expect(again.read()).toEqual({ theme: 'dark', country: 'AE', ringVolume: 0 });
    expect(again.readAccount()).toBe('one');
    again.writeAccount(null);
    expect(again.readAccount()).toBeNull();
  });

  test.each(['"purple"', '{broken', '7', ''])('lose no more than the one that is bad (%s)', (bad) => {
    const { database } = open();
    const store = new SettingsStore(database);
    store.write({ theme: 'dark', country: 'AE', ringVolume: 0.5 });
    store.writeAccount('one');
    database.prepare(`UPDATE settings SET value = ? WHERE key IN ('theme', 'account')`).run(bad);
    expect(store.read()).toEqual({ theme: defaultSettings.theme, country: 'AE', ringVolume: 0.5 });
    if (bad !== '"purple"') expect(store.readAccount()).toBeNull();
  });
});
