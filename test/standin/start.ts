// Runs an app as Electron would: its main in this process, with the stand-in's `electron`, then Chromium, then `ready`.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { desktopProfile, enterDesktop } from './desktop-profile.ts';
import { reportPlatform } from './platform.ts';

// Node makes these globals when first touched. A debugger's question that arrives in that very moment breaks the
// making, so it is done before anybody can ask.
void [performance, fetch, Headers, Request, Response, FormData, WebSocket];

enterDesktop();

const surface = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: surface, shortCircuit: true }
      : next(specifier, context),
});

const given = process.argv.slice(2);
process.argv = [path.join(import.meta.dirname, 'electron'), ...given];
process.title = 'electron-standin';
Object.defineProperty(process, 'type', { value: 'browser' });
Object.defineProperty(process, 'defaultApp', { value: true });
Object.defineProperty(process, 'resourcesPath', { value: path.join(import.meta.dirname, 'resources') });
Object.defineProperty(process.versions, 'electron', { value: '45.4.1', enumerable: true });

interface Found {
  main: string;
  name: string;
  version: string;
  path: string;
}

/** The app named on the command line: a folder with a package.json, or a script. */
function findApp(): Found {
  const argument = given.find((one) => !one.startsWith('-'));
  const target = path.resolve(argument ?? '.');
  if (existsSync(target) && statSync(target).isFile()) {
    return { main: target, name: 'Electron', version: '45.4.1', path: path.dirname(target) };
  }
  const file = path.join(target, 'package.json');
  const facts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | undefined>;
  return {
    main: path.resolve(target, facts['main'] ?? 'index.js'),
    name: facts['productName'] ?? facts['name'] ?? 'Electron',
    version: facts['version'] ?? '0.0.0',
    path: target,
  };
}

const { app } = await import('./app.ts');
const { attachBrowser } = await import('./browser.ts');
const { headed, startChromium } = await import('./chromium.ts');
const { screen } = await import('./displays.ts');
const { closeSchemes } = await import('./protocol.ts');
const { realDisplay } = await import('./shown-window.ts');

const found = findApp();
app.identify(found);
reportPlatform(pathToFileURL(`${path.dirname(found.main)}/`).href, desktopProfile.platform);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
await import(pathToFileURL(found.main).href);
const chromium = await startChromium(app.commandLine.forChromium());
void chromium.ended.then(() => {
  process.stderr.write('the stand-in lost its Chromium\n');
  process.exit(1);
});
const { product } = await chromium.cdp.send('Browser.getVersion');
Object.defineProperty(process.versions, 'chrome', {
  value: product.replace(/^[^/]*\//, ''),
  enumerable: true,
});
await attachBrowser(chromium.cdp);
closeSchemes();
if (headed) screen.replaceDisplays([await realDisplay()]);
app.becomeReady();
