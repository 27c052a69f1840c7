// Starts the system's Chromium, and makes sure that it and its profile go when this process goes.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Cdp } from './cdp.ts';
import { machineEnv } from './desktop-profile.ts';
import { mediaSwitches } from './media.ts';

/** Waits for the end of its input (this process's death, however it dies), then cleans up. */
const REAPER = `cat >/dev/null
kill "$1" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || break; sleep 0.1; done
kill -9 "$1" 2>/dev/null
sleep 0.1
rm -rf -- "$2" || { sleep 1; rm -rf -- "$2"; }`;

/**
 * Nothing may call home. Chromium has one throttling and one autoplay policy for all its windows, Electron one for
 * each: here Chromium has none, and each page is held to its own window's (page/activity.ts, page/autoplay.ts).
 */
const SWITCHES = [
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-back-forward-cache',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-component-extensions-with-background-pages',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-hang-monitor',
  '--disable-infobars',
  '--disable-ipc-flooding-protection',
  '--disable-prompt-on-repost',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  '--autoplay-policy=no-user-gesture-required',
];

/** Electron, unlike Chrome, asks nobody before an app talks to its own network. */
const DISABLED_FEATURES = [
  'LocalNetworkAccessChecks',
  'LocalNetworkAccessChecksWebRTC',
  'LocalNetworkAccessChecksWebSockets',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
  'PaintHolding',
  'Translate',
];

/** Screens are shown only when asked for: a test must not need a display. */
export const headed =
  machineEnv['OFFHOOK_STANDIN_HEADED'] === '1' &&
  (machineEnv['DISPLAY'] ?? machineEnv['WAYLAND_DISPLAY'] ?? '') !== '';

/** Switches the app or its caller set (`--name` or `--name=value`), joined with the stand-in's own. */
function allSwitches(profile: string, added: readonly string[]): string[] {
  const prefix = '--disable-features=';
  const disabled = added
    .filter((one) => one.startsWith(prefix))
    .flatMap((one) => one.slice(prefix.length).split(','));
  return [
    ...SWITCHES,
    `--user-data-dir=${profile}`,
    `${prefix}${[...new Set([...DISABLED_FEATURES, ...disabled])].join(',')}`,
    ...(headed ? [] : ['--headless=new', '--disable-gpu', '--mute-audio']),
    ...(process.getuid?.() === 0 && !added.includes('--no-sandbox') ? ['--no-sandbox'] : []),
    ...mediaSwitches(machineEnv),
    ...added.filter((one) => !one.startsWith(prefix)),
  ];
}

export interface Chromium {
  cdp: Cdp;
  /** Settles when Chromium has ended. */
  ended: Promise<void>;
}

/** Starts Chromium. Its "DevTools listening on" line goes to this process's stderr, where Playwright waits for it. */
export async function startChromium(added: readonly string[]): Promise<Chromium> {
  const profile = mkdtempSync(path.join(tmpdir(), 'offhook-standin-'));
  const binary = machineEnv['OFFHOOK_CHROMIUM'] ?? '/usr/bin/chromium';
  const child = spawn(binary, allSwitches(profile, added), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: machineEnv,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => reject(new Error(`the stand-in needs Chromium at ${binary}`, { cause })));
  });
  const reaper = spawn('/bin/sh', ['-c', REAPER, 'reaper', String(child.pid), profile], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.unref();
  (reaper.stdin as Writable & { unref(): void }).unref();
  const verbose = machineEnv['OFFHOOK_STANDIN_VERBOSE'] === '1';
  const said: string[] = [];
  const listening = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr as Readable }).on('line', (line) => {
      const found = line.startsWith('DevTools listening on ');
      if (found || verbose) process.stderr.write(`${line}\n`);
      if (found) resolve();
      else said.push(line);
    });
    void ended.then(() =>
      reject(new Error(`Chromium ended before it listened:\n${said.slice(-20).join('\n')}`)),
    );
  });
  const cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable);
  await listening;
  return { cdp, ended };
}
