// The package itself, made by electron-builder around a stand-in for Electron's files, since its binary is not always at hand.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
/** Where a binary of Electron keeps its fuses: this text, a version, their count, and one character each. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const allFusesOn = `${fuseSentinel}\u0001\u0009${'1'.repeat(9)}`;

let folder: string;
let packed: string;

function put(path: string, content = ''): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-package-'));
  for (const path of ['electron-builder.yml', 'build', 'node_modules/keytar']) {
    cpSync(join(root, path), join(folder, 'app', path), { recursive: true });
  }
  const { dependencies, ...manifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { keytar } = dependencies;
  put('app/package.json', JSON.stringify({ ...manifest, devDependencies: {}, dependencies: { keytar } }));
  for (const path of ['main/index.js', 'preload/desk.cjs', 'renderer/desk/index.html', 'look/desk.png']) {
    put(`app/out/${path}`, path);
  }
  put('app/test/secret.ts');
  put('app/.env');
  put('electron/electron', allFusesOn);
  put('electron/version', '45.4.1');
  put('electron/locales/en-US.pak');
  put('electron/locales/de.pak');

  await build({
    projectDir: join(folder, 'app'),
    targets: Platform.LINUX.createTarget('dir', Arch.x64),
    config: { electronDist: join(folder, 'electron'), electronVersion: '45.4.1' },
    publish: 'never',
  });
  packed = join(folder, 'app/release/linux-unpacked');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  files?: Record<string, Entry>;
  unpacked?: boolean;
}

/** The paths of an asar archive's files, from the JSON header at its start. */
function archived(): string[] {
  const archive = readFileSync(join(packed, 'resources/app.asar'));
  const header = archive.subarray(16, 16 + archive.readUInt32LE(12)).toString();
  const walk = (entry: Entry, path: string): string[] =>
    entry.files === undefined
      ? [entry.unpacked ? `${path} (beside)` : path]
      : Object.entries(entry.files).flatMap(([name, child]) => walk(child, path ? `${path}/${name}` : name));
  return walk(JSON.parse(header), '').sort();
}

it("holds the built app, keytar's binary beside it, and nothing else", () => {
  expect(archived()).toEqual([
    'node_modules/keytar/lib/keytar.js (beside)',
    'node_modules/keytar/package.json (beside)',
    'node_modules/keytar/prebuilds/linux-x64/keytar.node (beside)',
    'out/main/index.js',
    'out/preload/desk.cjs',
    'out/renderer/desk/index.html',
    'package.json',
  ]);
});

it('has its fuses set in the binary', () => {
  const binary = readFileSync(join(packed, 'offhook'), 'latin1');
  const at = binary.indexOf(fuseSentinel) + fuseSentinel.length + 2;
  // run as Node, cookie encryption, NODE_OPTIONS, --inspect, integrity, asar only, own snapshot, file://, wasm traps
  expect([...binary.slice(at, at + 9)].join(' ')).toBe('0 1 0 0 1 1 0 0 1');
});
