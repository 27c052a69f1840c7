// The packages themselves, made by electron-builder around a stand-in for Electron's files, since its binary is not always at hand.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
/** Where a binary of Electron keeps its fuses: this text, a version, their count, and one character each. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const allFusesOn = `${fuseSentinel}\u0001\u0009${'1'.repeat(9)}`;

interface System {
  platform: Platform;
  /** Electron's own files, as its archive for that system holds them. */
  electron: Readonly<Record<string, string>>;
  /** Where the package has what Electron needs, and its fuses. */
  resources: string;
  binary: string;
  /** The folder of keytar's binary for a 64-bit Intel machine. */
  prebuild: string;
}

const plist = (executable: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${executable}</string></dict></plist>`;

const macHelpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].flatMap((kind): [string, string][] => {
  const contents = `Electron.app/Contents/Frameworks/Electron Helper${kind}.app/Contents`;
  return [
    [`${contents}/Info.plist`, plist(`Electron Helper${kind}`)],
    [`${contents}/MacOS/Electron Helper${kind}`, ''],
  ];
});
const macFramework = 'Contents/Frameworks/Electron Framework.framework';
const macBinary = `${macFramework}/Electron Framework`;

const systems: Readonly<Record<string, System>> = {
  Linux: {
    platform: Platform.LINUX,
    electron: { electron: allFusesOn, 'locales/en-US.pak': '', 'locales/de.pak': '' },
    resources: 'linux-unpacked/resources',
    binary: 'linux-unpacked/offhook',
    prebuild: 'linux-x64',
  },
  Windows: {
    platform: Platform.WINDOWS,
    electron: { 'electron.exe': allFusesOn, 'locales/en-US.pak': '', 'locales/de.pak': '' },
    resources: 'win-unpacked/resources',
    binary: 'win-unpacked/Offhook.exe',
    prebuild: 'win32-x64',
  },
  macOS: {
    platform: Platform.MAC,
    electron: {
      'Electron.app/Contents/Info.plist': plist('Electron'),
      'Electron.app/Contents/MacOS/Electron': '',
      [`Electron.app/${macBinary}`]: allFusesOn,
      [`Electron.app/${macFramework}/Versions/A/Resources/en.lproj/locale.pak`]: '',
      ...Object.fromEntries(macHelpers),
    },
    resources: 'mac/Offhook.app/Contents/Resources',
    binary: `mac/Offhook.app/${macBinary}`,
    prebuild: 'darwin-x64',
  },
};

let folder: string;
const packed = (path: string) => join(folder, 'app/release', path);

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
  put('app/build/icon.icns', 'icns');
  for (const [name, { platform, electron }] of Object.entries(systems)) {
    for (const [path, content] of Object.entries(electron)) put(`electron/${name}/${path}`, content);
    put(`electron/${name}/version`, '45.4.1');
    await build({
      projectDir: join(folder, 'app'),
      targets: platform.createTarget('dir', Arch.x64),
      config: {
        electronDist: join(folder, 'electron', name),
        electronVersion: '45.4.1',
        // What can be done to a real binary only: signing, on a Mac; icon and archive's hash, in an .exe. And the
        // Mac's icon is made by a program that is fetched.
        electronFuses: { resetAdHocDarwinSignature: false },
        mac: { identity: null, icon: 'icon.icns' },
        win: { signAndEditExecutable: false },
        disableAsarIntegrity: platform === Platform.WINDOWS,
      },
      publish: 'never',
    });
  }
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  files?: Record<string, Entry>;
  unpacked?: boolean;
}

/** The paths of an asar archive's files, from the JSON header at its start. */
function archived(path: string): string[] {
  const archive = readFileSync(path);
  const header = archive.subarray(16, 16 + archive.readUInt32LE(12)).toString();
  const walk = (entry: Entry, at: string): string[] =>
    entry.files === undefined
      ? [entry.unpacked ? `${at} (beside)` : at]
      : Object.entries(entry.files).flatMap(([name, child]) => walk(child, at ? `${at}/${name}` : name));
  return walk(JSON.parse(header), '').sort();
}

describe.each(Object.entries(systems))('the package for %s', (_name, { resources, binary, prebuild }) => {
  it("holds the built app, keytar's binary for that system beside it, and nothing else", () => {
    expect(archived(packed(`${resources}/app.asar`))).toEqual([
      'node_modules/keytar/lib/keytar.js (beside)',
      'node_modules/keytar/package.json (beside)',
      `node_modules/keytar/prebuilds/${prebuild}/keytar.node (beside)`,
      'out/main/index.js',
      'out/preload/desk.cjs',
      'out/renderer/desk/index.html',
      'package.json',
    ]);
  });

  it('has its fuses set in the binary', () => {
    const bytes = readFileSync(packed(binary), 'latin1');
    const at = bytes.indexOf(fuseSentinel) + fuseSentinel.length + 2;
    // run as Node, cookie encryption, NODE_OPTIONS, --inspect, integrity, asar only, own snapshot, file://, wasm traps
    expect([...bytes.slice(at, at + 9)].join(' ')).toBe('0 1 0 0 1 1 0 0 1');
  });
});

it('tells macOS what the phone needs, in the property list of the app itself', () => {
  const info = readFileSync(packed('mac/Offhook.app/Contents/Info.plist'), 'utf8');
  expect(info).toMatch(/<key>NSUserNotificationAlertStyle<\/key>\s*<string>alert<\/string>/);
  expect(info).toMatch(/<key>NSAppSleepDisabled<\/key>\s*<true\/>/);
  expect(info).toContain('NSMicrophoneUsageDescription');
});
