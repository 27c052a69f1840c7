// A small app that uses what the stand-in must do; its tests act on it.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  protocol,
  session,
  Tray,
} from 'electron';

const folder = import.meta.dirname;
const profile = app.commandLine.getSwitchValue('user-data-dir');
if (profile !== '') app.setPath('userData', profile);
const seen = [];
globalThis.sample = { seen, platform: process.platform };
if (process.platform === 'win32') app.setAppUserModelId('sample');

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
app.enableSandbox();
if (!app.requestSingleInstanceLock({ from: 'second' })) app.exit(3);
app.on('second-instance', (_event, argv, _folder, data) => seen.push(['second-instance', argv.at(-1), data]));
app.on('window-all-closed', () => seen.push(['window-all-closed']));
for (const name of ['before-quit', 'will-quit', 'quit']) {
  app.on(name, () => process.env.SAMPLE_LOG && appendFileSync(process.env.SAMPLE_LOG, `${name}\n`));
}

const page = (title) => `<!doctype html><html><head><title>${title}</title>
  <script src="page.js"></script><script>window.inlineRan = true</script></head>
  <body><h1>${title}</h1><a id="away" href="https://elsewhere.invalid/">away</a></body></html>`;

function serve(role) {
  const own = session.fromPartition(`persist:${role}`);
  own.protocol.handle('app', (request) => {
    const url = new URL(request.url);
    if (url.host !== role) return new Response('not here', { status: 404 });
    if (url.pathname === '/page.js') {
      return new Response('window.scriptRan = true', { headers: { 'content-type': 'text/javascript' } });
    }
    if (url.pathname === '/echo') return Response.json({ url: request.url, method: request.method });
    if (url.pathname === '/moved') return Response.redirect('app://desk/index.html?moved', 302);
    return new Response(page(role), {
      headers: {
        'content-type': 'text/html',
        'content-security-policy': "default-src 'self'; connect-src 'self' ws: http:",
      },
    });
  });
  own.webRequest.onBeforeRequest((details, callback) => {
    seen.push(['request', details.url, details.resourceType]);
    const mayConnect =
      role === 'line' && details.url.startsWith('ws://127.0.0.1:') && !details.url.endsWith('/not');
    callback({ cancel: !mayConnect && !details.url.startsWith(`app://${role}/`) });
  });
  own.setPermissionCheckHandler((_contents, permission, origin, details) => {
    return (
      role === 'line' && permission === 'media' && origin === 'app://line/' && details.mediaType === 'audio'
    );
  });
  own.setPermissionRequestHandler((_contents, permission, callback, details) => {
    seen.push(['permission-request', role, permission, details.mediaTypes ?? []]);
    const mayHear = permission === 'media' && details.mediaTypes.every((one) => one === 'audio');
    callback(role === 'line' && (mayHear || permission === 'loopback-network'));
  });
}

async function open(role, options) {
  const window = new BrowserWindow({
    width: 500,
    height: 400,
    show: false,
    ...options,
    webPreferences: {
      preload: path.join(folder, 'preload.cjs'),
      partition: `persist:${role}`,
      ...options.webPreferences,
    },
  });
  window.webContents.setWindowOpenHandler((details) => {
    seen.push(['window-open', details.url]);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event, url) => {
    seen.push(['will-navigate', url]);
    event.preventDefault();
  });
  window.webContents.on('will-redirect', (event) => {
    seen.push(['will-redirect', event.url]);
    event.preventDefault();
  });
  window.on('ready-to-show', () => seen.push(['ready-to-show', role]));
  await window.loadURL(`app://${role}/index.html`);
  return window;
}

ipcMain.handle('echo', (_event, ...args) => args);
ipcMain.handle('who', ({ sender, senderFrame }) => ({
  origin: senderFrame.origin,
  url: senderFrame.url,
  main: senderFrame === sender.mainFrame,
}));
ipcMain.handle('fail', () => {
  throw new Error('refused by main');
});
ipcMain.on('tell', (_event, what) => seen.push(['tell', what]));

await Promise.resolve();
app.whenReady().then(async () => {
  for (const role of ['desk', 'line']) serve(role);
  const desk = await open('desk', {
    width: 640,
    x: 100,
    y: 200,
    webPreferences: { autoplayPolicy: 'document-user-activation-required' },
  });
  const line = await open('line', { alwaysOnTop: true, webPreferences: { backgroundThrottling: false } });
  Object.assign(globalThis.sample, { desk, line });
  desk.show();
  app.on('render-process-gone', (_event, contents, details) => {
    seen.push(['render-process-gone', details.reason]);
    contents.reload();
  });

  const tray = new Tray(nativeImage.createFromDataURL(`data:image/png;base64,${PIXEL}`));
  tray.setToolTip('Sample');
  tray.on('click', () => seen.push(['tray-click']));
  const menu = Menu.buildFromTemplate([
    { id: 'open', label: 'Open', click: () => seen.push(['menu-open']) },
    { label: 'Off', enabled: false },
    { type: 'separator' },
    { role: 'quit' },
  ]);
  tray.setContextMenu(menu);
  const notification = new Notification({
    title: 'Ring',
    body: 'from 1',
    urgency: 'critical',
    actions: [{ type: 'button', text: 'Take' }],
  });
  notification.on('click', () => seen.push(['notification-click']));
  notification.show();
  Object.assign(globalThis.sample, { tray, menu, notification, opened: true });
});

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
