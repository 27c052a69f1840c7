// Where pages come from and where they may go: protocol handlers, policy, navigation, permissions, crashes.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { expect, test } from './sample.ts';

test('pages are served by the protocol handler and see its policy at work', async ({ sample }) => {
  const { desk } = sample;
  expect(await desk.title()).toBe('desk');
  expect(await desk.evaluate('[window.scriptRan, window.inlineRan]')).toEqual([true, undefined]);
  expect(await desk.evaluate(() => isSecureContext)).toBe(true);
  const echo = await desk.evaluate(async () => (await fetch('/echo?q=1')).json());
  expect(echo).toEqual({ url: 'app://desk/echo?q=1', method: 'GET' });
});

test('a request the app cancels never leaves', async ({ sample }) => {
  const failed = await sample.desk.evaluate(() =>
    fetch('http://127.0.0.1:9/').then(
      () => 'sent',
      () => 'stopped',
    ),
  );
  expect(failed).toBe('stopped');
  expect(await sample.seen()).toContainEqual(['request', 'http://127.0.0.1:9/', 'xhr']);
});

test('a link away is asked about and stopped; the page stays', async ({ sample }) => {
  await sample.desk.evaluate("document.getElementById('away').click()");
  await expect.poll(() => sample.seen()).toContainEqual(['will-navigate', 'https://elsewhere.invalid/']);
  await sample.desk.evaluate(
    "location.href = 'app-settings:there'; location.assign('https://other.invalid/')",
  );
  await expect.poll(() => sample.seen()).toContainEqual(['will-navigate', 'https://other.invalid/']);
  expect(await sample.desk.evaluate(() => [location.host, document.title])).toEqual([
    'desk.app.invalid',
    'desk',
  ]);
});

test('a redirect away from what was asked for is stopped', async ({ sample }) => {
  const error = await sample.app.evaluate(() =>
    Reflect.get(globalThis, 'sample')
      .desk.loadURL('app://desk/moved')
      .then(
        () => 'loaded',
        (reason: Error) => reason.message,
      ),
  );
  expect(error).toContain("loading 'app://desk/moved'");
  expect(await sample.seen()).toContainEqual(['will-redirect', 'app://desk/index.html?moved']);
});

test('a window a page opens is asked about and never comes to be', async ({ sample }) => {
  const before = sample.app.windows().length;
  await sample.desk.evaluate("window.open('https://elsewhere.invalid/', '_blank'); 0");
  await expect.poll(() => sample.seen()).toContainEqual(['window-open', 'https://elsewhere.invalid/']);
  await sample.desk.evaluate(() =>
    document.body.insertAdjacentHTML('beforeend', '<a id="new" target="_blank" href="/x">x</a>'),
  );
  await sample.desk.evaluate("document.getElementById('new').click()");
  await expect.poll(() => sample.seen()).toContainEqual(['window-open', 'app://desk/x']);
  expect(sample.app.windows()).toHaveLength(before);
  const targets = await sample.app.context().newCDPSession(sample.desk);
  const pages = async () =>
    (await targets.send('Target.getTargets')).targetInfos.filter((one) => one.type === 'page');
  await expect.poll(pages).toHaveLength(before);
});

test('the microphone opens for the one page the app allows it to, and the camera for none', async ({
  sample,
}) => {
  const wish = (constraints: string) => `navigator.mediaDevices.getUserMedia(${constraints}).then(
    (stream) => stream.getTracks().map((one) => one.kind).join(), (error) => error.name)`;
  expect(await sample.standin((standin) => standin.permissions())).toEqual([]);
  expect(await sample.line.evaluate(wish('{ audio: true }'))).toBe('audio');
  expect(await sample.line.evaluate(wish('{ audio: true, video: true }'))).toBe('NotAllowedError');
  expect(await sample.desk.evaluate(wish('{ audio: true }'))).toBe('NotAllowedError');
  // Each use asks anew, for all that it wants at once.
  expect(await sample.line.evaluate(wish('{ audio: true }'))).toBe('audio');
  const decisions = await sample.standin((standin) => standin.permissions());
  expect(decisions.map((one) => [one.by, one.origin, one.mediaTypes, one.granted])).toEqual([
    ['request', 'app://line', ['audio'], true],
    ['request', 'app://line', ['audio', 'video'], false],
    ['request', 'app://desk', ['audio'], false],
    ['request', 'app://line', ['audio'], true],
  ]);
});

test('devices have names only for a page that the check handler lets hear, asked at each look', async ({
  sample,
}) => {
  const names = `navigator.mediaDevices.enumerateDevices().then((all) =>
    all.filter((one) => one.kind === 'audioinput').some((one) => one.label !== ''))`;
  expect(await sample.line.evaluate(names)).toBe(true);
  expect(await sample.desk.evaluate(names)).toBe(false);
  await sample.app.evaluate(({ session }) => {
    session.fromPartition('persist:line').setPermissionCheckHandler(() => false);
  });
  expect(await sample.line.evaluate(names)).toBe(false);
});

test('a session without handlers allows everything, as Electron does', async ({ sample }) => {
  await sample.app.evaluate(({ session }) => {
    session.fromPartition('persist:desk').setPermissionRequestHandler(null);
  });
  const wish =
    'navigator.mediaDevices.getUserMedia({ video: true }).then(() => "seen", (error) => error.name)';
  expect(await sample.desk.evaluate(wish)).toBe('seen');
});

test('a WebSocket is asked about before it is opened, and carries what it should', async ({ sample }) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' });
  await once(server, 'listening');
  let reached = 0;
  server.on('connection', (socket) => {
    reached += 1;
    socket.on('message', (data) => socket.send(`heard ${String(data)}`));
  });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const talk = (path: string) => `new Promise((resolve) => {
    const said = [];
    const socket = new WebSocket('${url}${path}', 'sip');
    socket.onopen = () => { said.push(socket.protocol, socket.readyState); socket.send('hello'); };
    socket.addEventListener('message', ({ data }) => { said.push(data); socket.close(1000, 'done'); });
    socket.onerror = () => said.push('error');
    socket.onclose = ({ code }) => resolve([...said, code, socket.readyState]);
  })`;
  expect(await sample.line.evaluate(talk('/edge'))).toEqual(['sip', 1, 'heard hello', 1000, 3]);
  expect(await sample.line.evaluate(talk('/not'))).toEqual(['error', 1006, 3]);
  expect(await sample.desk.evaluate(talk('/edge'))).toEqual(['error', 1006, 3]);
  expect(reached).toBe(1);
  const seen = await sample.seen();
  expect(seen).toContainEqual(['request', `${url}/edge`, 'webSocket']);
  // Its own machine is a neighbour a page must be permitted to talk to.
  expect(seen).toContainEqual(['permission-request', 'desk', 'loopback-network', []]);
  server.close();
});

test('a window is slowed down when it is hidden, but for one that must not be', async ({ sample }) => {
  const life = `new Promise((resolve) => {
    const start = performance.now();
    let frames = 0;
    requestAnimationFrame(() => { frames += 1; });
    let beats = 0;
    const beat = () => {
      beats += 1;
      if (beats < 3) setTimeout(beat, 20);
      else resolve([document.visibilityState, frames, performance.now() - start > 900]);
    };
    setTimeout(beat, 20);
  })`;
  expect(await sample.line.evaluate(life)).toEqual(['visible', 1, false]);
  expect(await sample.desk.evaluate(life)).toEqual(['visible', 1, false]);
  await sample.app.evaluate(() => Reflect.get(globalThis, 'sample').desk.hide());
  await expect.poll(() => sample.desk.evaluate('document.visibilityState')).toBe('hidden');
  expect(await sample.desk.evaluate(life)).toEqual(['hidden', 0, true]);
  await sample.app.evaluate(() => Reflect.get(globalThis, 'sample').desk.show());
  await expect.poll(() => sample.desk.evaluate('document.visibilityState')).toBe('visible');
  expect(await sample.desk.evaluate(life)).toEqual(['visible', 1, false]);
});

test('a page is heard before anybody touched it only where its window allows that', async ({ sample }) => {
  const state = `new Promise((resolve) => {
    const context = new AudioContext();
    context.resume().then(() => resolve('running'));
    setTimeout(() => resolve(context.state), 300);
  })`;
  // Asked by main: what Playwright runs in a page counts as a touch.
  const stateOf = (window: 'desk' | 'line') =>
    sample.app.evaluate(
      (_electron, [name, code]) =>
        Reflect.get(globalThis, 'sample')[name].webContents.executeJavaScript(code) as Promise<string>,
      [window, state] as const,
    );
  expect(await stateOf('line')).toBe('running');
  expect(await stateOf('desk')).toBe('suspended');
  await sample.desk.mouse.click(5, 5);
  expect(await stateOf('desk')).toBe('running');
});

test('a page that crashes is reported, and after a reload its preload works again', async ({ sample }) => {
  await sample.app.evaluate(() => {
    Reflect.get(globalThis, 'sample').line.webContents.forcefullyCrashRenderer();
  });
  await expect.poll(() => sample.seen()).toContainEqual(['render-process-gone', 'crashed']);
  const origin = () =>
    sample.app.evaluate(() =>
      Reflect.get(globalThis, 'sample').line.webContents.executeJavaScript(
        'bridge.who().then((who) => who.origin)',
      ),
    );
  await expect.poll(() => origin().catch(() => 'not yet')).toBe('app://line');
});

test('a reload keeps main’s handlers', async ({ sample }) => {
  // Main's own event comes on another connection than Playwright's: it says nothing of what Playwright has seen.
  const loaded = sample.desk.waitForEvent('load');
  await sample.app.evaluate(() => {
    Reflect.get(globalThis, 'sample').desk.webContents.reload();
  });
  await loaded;
  expect(await sample.desk.evaluate('bridge.echo(7)')).toEqual([7]);
});
