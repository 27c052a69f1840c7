// What a page that has been taken over still cannot do, tried in each window of the running app.
import { chromium, type Page } from '@playwright/test';
import { type Listener, listen } from './listener.ts';
import { test as base, expect, type Offhook, type WindowName } from './offhook.ts';

const names = ['desk', 'popup', 'line'] as const satisfies readonly WindowName[];
/** What Chromium says of what it refuses. */
const allowed = [/Content Security Policy|ERR_|Failed to|WebSocket|[Pp]ermission|Blocked|Not allowed/];

interface Fixtures {
  offhook: Offhook;
  listener: Listener;
}

const test = base.extend<Fixtures>({
  offhook: async ({ launchOffhook }, use) => use(await launchOffhook({ allowed })),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are needed from this pattern.
  listener: async ({}, use) => {
    const listener = await listen();
    await use(listener);
    await listener.close();
  },
});

/** Tries every way out of a page, and gives the directives of its policy that refused one. */
function tryWaysOut(page: Page, host: string): Promise<string[]> {
  return page.evaluate(async (to) => {
    const refused = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => refused.add(event.effectiveDirective));
    const over = (element: HTMLElement) =>
      new Promise((resolve) => {
        element.onload = resolve;
        element.onerror = resolve;
        document.head.append(element);
      });
    await fetch(`http://${to}/fetch`).catch(() => undefined);
    await over(Object.assign(document.createElement('img'), { src: `http://${to}/image` }));
    await over(
      Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `http://${to}/style` }),
    );
    const socket = new WebSocket(`ws://${to}/socket`);
    await new Promise((resolve) => {
      socket.onopen = resolve;
      socket.onerror = resolve;
    });
    return [...refused].sort();
  }, host);
}

test('no window sends anything to anybody: its policy refuses, and nothing arrives', async ({
  offhook,
  listener,
}) => {
  for (const name of names) {
    const refused = await tryWaysOut(offhook[name], `127.0.0.1:${listener.port}`);
    expect(refused, name).toEqual(['connect-src', 'img-src', 'style-src-elem']);
  }
  expect(listener.heard).toEqual([]);
});

test('behind the policy the network is shut: not even main loads a foreign page into a window', async ({
  offhook,
  listener,
}) => {
  const loaded = await offhook.app.evaluate(
    ({ webContents }, url) =>
      Promise.all(
        webContents.getAllWebContents().map((contents) =>
          contents.loadURL(url).then(
            () => 'loaded',
            () => 'refused',
          ),
        ),
      ),
    `http://127.0.0.1:${listener.port}/`,
  );
  expect(loaded).toEqual(['refused', 'refused', 'refused']);
  expect(listener.heard).toEqual([]);
});

test('no page leaves its address, opens another or holds a frame', async ({ offhook, listener }) => {
  const foreign = `http://127.0.0.1:${listener.port}/`;
  for (const name of names) {
    const page = offhook[name];
    const opened = await page.evaluate(async (address) => {
      Reflect.set(globalThis, 'stayed', true);
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
      location.href = address;
      // An address that policy and network allow: only the lock on navigation is left to refuse it.
      location.href = new URL('?again', location.href).href;
      return window.open(address) === null;
    }, foreign);
    expect(opened, name).toBe(true);
    // What was asked for is decided before what is asked now.
    await page.evaluate('fetch(location.origin + "/nothing").catch(() => 0)');
    await page.waitForLoadState();
    expect(await page.evaluate('globalThis.stayed'), name).toBe(true);
    expect(page.url(), name).not.toContain('again');
  }
  expect(listener.heard).toEqual([]);
  expect(offhook.app.windows()).toHaveLength(3);
});

test('only the line hears, and no window sees, notifies or knows where it is', async ({ offhook }) => {
  for (const name of names) {
    const given = await offhook[name].evaluate(async () => {
      const has = (wish: MediaStreamConstraints) =>
        navigator.mediaDevices.getUserMedia(wish).then(
          () => 'given',
          (error: Error) => error.name,
        );
      const [audio, video] = [await has({ audio: true }), await has({ audio: true, video: true })];
      const notifications = await Notification.requestPermission();
      const { state } = await navigator.permissions.query({ name: 'geolocation' });
      return { audio, video, notifications, geolocation: state };
    });
    const audio = name === 'line' ? 'given' : 'NotAllowedError';
    expect(given, name).toEqual({
      audio,
      video: 'NotAllowedError',
      notifications: 'denied',
      geolocation: 'denied',
    });
  }
});

test('what does not fit the contract is refused in every window, and reaches nobody', async ({ offhook }) => {
  const ask = (page: Page, bridge: string, name: string, ...given: unknown[]) =>
    page.evaluate(
      (asked) => {
        const functions = Reflect.get(globalThis, asked.bridge);
        return Reflect.get(functions, asked.name)(...asked.given);
      },
      { bridge, name, given },
    );
  const { desk, popup, line } = offhook;
  const long = 'x'.repeat(5_000);
  const answers = [
    await ask(desk, 'deskBridge', 'signIn', { appId: 1 }),
    await ask(desk, 'deskBridge', 'answer', long),
    await ask(desk, 'deskBridge', 'chooseDevice', 'everything'),
    await ask(desk, 'deskBridge', 'changeSettings', { ringVolume: 7 }),
    await ask(popup, 'popupBridge', 'answer', { $: 'not a string' }),
    await ask(line, 'lineBridge', 'fact', { kind: 'registered-by-magic' }),
    await ask(line, 'lineBridge', 'fact', { kind: 'established', callId: long, at: 1 }),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, failure: { reason: 'bad-input' } });
  const bridges = (page: Page) =>
    page.evaluate("['deskBridge', 'popupBridge', 'lineBridge'].filter((name) => name in globalThis)");
  expect([await bridges(desk), await bridges(popup), await bridges(line)]).toEqual([
    ['deskBridge'],
    ['popupBridge'],
    ['lineBridge'],
  ]);
});

test('WebRTC has no way out of desk and popup: no UDP, and a proxy that is not there', async ({
  offhook,
}) => {
  const ways = await offhook.app.evaluate(async ({ webContents }) => {
    const found: Record<string, [policy: string, proxy: string]> = {};
    for (const contents of webContents.getAllWebContents()) {
      const proxy = await contents.session.resolveProxy('https://turn.example/');
      found[new URL(contents.getURL()).host] = [contents.getWebRTCIPHandlingPolicy(), proxy];
    }
    return found;
  });
  const shut = ['disable_non_proxied_udp', 'SOCKS5 127.0.0.1:9'];
  expect(ways).toEqual({ desk: shut, popup: shut, line: ['default', 'DIRECT'] });
});

/** What reaches a server when a page of Chromium, started so, looks for a way to it by STUN, and TURN over UDP and TCP. */
async function heardFromWebRtc(listener: Listener, args: readonly string[]): Promise<readonly string[]> {
  const browser = await chromium.launch({
    executablePath: process.env['OFFHOOK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const page = await browser.newPage();
    await page.evaluate(async (host) => {
      const turn = { username: 'u', credential: 'p' };
      const connection = new RTCPeerConnection({
        iceServers: [
          { urls: `stun:${host}` },
          { urls: `turn:${host}?transport=udp`, ...turn },
          { urls: `turn:${host}?transport=tcp`, ...turn },
        ],
      });
      connection.createDataChannel('out');
      await connection.setLocalDescription();
      const gathered = new Promise((resolve) => {
        connection.onicegatheringstatechange = () =>
          connection.iceGatheringState === 'complete' && resolve(0);
      });
      await Promise.race([gathered, new Promise((resolve) => setTimeout(resolve, 3_000))]);
    }, `127.0.0.1:${listener.port}`);
  } finally {
    await browser.close();
  }
  return listener.heard;
}

test('Chromium keeps what that lock is made of: WebRTC that goes out everywhere goes nowhere under it', async ({
  listener,
}) => {
  const shut = [
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--proxy-server=socks5://127.0.0.1:9',
    '--proxy-bypass-list=<-loopback>',
  ];
  expect(await heardFromWebRtc(listener, shut)).toEqual([]);
  expect(await heardFromWebRtc(listener, [])).toContain('udp');
});
