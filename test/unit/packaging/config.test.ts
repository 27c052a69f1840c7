// What the installers are made of: electron-builder's own check of our configuration, and what it must say.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Packager } from 'electron-builder';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

async function configuration(changes: object = {}) {
  const packager = new Packager({ projectDir: root, config: changes });
  await packager.validateConfig();
  return packager.config;
}

describe('the packaging configuration', () => {
  it("passes electron-builder's own schema", async () => {
    await expect(configuration()).resolves.toMatchObject({ productName: 'Offhook' });
  });

  it('is refused with a key that electron-builder does not know', async () => {
    await expect(configuration({ autoSign: true })).rejects.toThrow("unknown property 'autoSign'");
    await expect(configuration({ electronFuses: { runAsNodes: false } })).rejects.toThrow('electronFuses');
  });

  it('makes an installer for each desktop', async () => {
    const { win, mac, linux } = await configuration();
    const targets = [win, mac, linux].map((platform) =>
      [platform?.target].flat().map((target) => (typeof target === 'object' ? target?.target : target)),
    );
    expect(targets).toEqual([['nsis'], ['dmg', 'zip'], ['AppImage', 'deb']]);
  });

  it('names every fuse, and leaves no way around the sandbox and the archive', async () => {
    expect((await configuration()).electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
    const schema = JSON.parse(read('node_modules/app-builder-lib/scheme.json'));
    const known = Object.keys(schema.definitions.FuseOptionsV1.properties);
    expect(Object.keys((await configuration()).electronFuses ?? {}).sort()).toEqual(known.sort());
  });

  it('starts the AppImage in its sandbox', async () => {
    expect((await configuration()).toolsets?.appimage).toBe('1.0.3');
  });

  it('is known to Windows by the id that the app gives itself', async () => {
    const { appId } = await configuration();
    expect(read('main/before-ready.ts')).toContain(`setAppUserModelId('${appId}')`);
  });

  it('is matched to its windows on Linux by the desktop file it installs', async () => {
    const { appId, extraMetadata, linux } = await configuration();
    expect(extraMetadata).toMatchObject({ desktopName: `${appId}.desktop` });
    expect(linux?.syncDesktopName).toBe(true);
  });

  it('asks for X11 on Linux, where the popup can be placed and shown without the focus', async () => {
    const { linux } = await configuration();
    expect(linux?.executableArgs).toEqual(['--ozone-platform=x11']);
  });
});

describe('on macOS', () => {
  it('may use the microphone and run JavaScript, and nothing else', async () => {
    const { mac } = await configuration();
    expect(mac?.hardenedRuntime).toBe(true);
    for (const path of [mac?.entitlements, mac?.entitlementsInherit]) {
      const plist = read(path ?? '');
      const granted = [...plist.matchAll(/<key>([^<]+)<\/key>\s*<true\/>/g)].map(([, key]) => key);
      expect(granted).toEqual(['com.apple.security.cs.allow-jit', 'com.apple.security.device.audio-input']);
    }
  });

  it('tells the agent why it asks for the microphone and the local network', async () => {
    const info = (await configuration()).mac?.extendInfo as Record<string, string>;
    expect(info['NSMicrophoneUsageDescription']).toMatch(/microphone/);
    expect(info['NSLocalNetworkUsageDescription']).toMatch(/local network/);
  });
});

it('names only files that are there', async () => {
  const { mac, linux } = await configuration();
  const named = [mac?.entitlements, mac?.entitlementsInherit, linux?.icon, 'build/icon.png'];
  expect(named.filter((path) => path == null || !existsSync(join(root, path)))).toEqual([]);
});
