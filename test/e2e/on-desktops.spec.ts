// The phone on desktops that do not do what it asks: each rings, none loses the agent's keyboard if it can keep it.
import { desk as words } from '../../app/text/en/desk.ts';
import { acceptMemory, expect, expectRegistered, lamp, signIn, test, turnElsewhere } from './agent.ts';
import type { Offhook, WindowName } from './offhook.ts';

const customer = { from: '+915550012345', name: 'Meera Krishnan' };

/** A window as the desktop has it. */
function windowState({ standin }: Offhook, name: WindowName) {
  return standin((look, host) => look.windows().find((one) => one.url.startsWith(`app://${host}/`)), name);
}

test('the desk opens by itself', { tag: '@everywhere' }, async ({ launchOffhook }) => {
  const offhook = await launchOffhook();
  await expect(offhook.desk.getByRole('heading').first()).toBeVisible();
  await expect.poll(async () => (await windowState(offhook, 'desk'))?.visible).toBe(true);
});

test('a customer rings: the popup is seen, and the keyboard stays where the agent types', {
  tag: ['@everywhere'],
}, async ({ simulator, signedIn, desktop }) => {
  const offhook = await signedIn();
  await offhook.standin((look) => look.focusElsewhere());
  const before = (await windowState(offhook, 'popup'))?.focusTaken;
  await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expect(offhook.popup.getByRole('button', { name: /^answer/i })).toBeVisible();
  await expect.poll(async () => (await windowState(offhook, 'popup'))?.visible).toBe(true);
  if (desktop === 'wayland') return;
  const popup = await windowState(offhook, 'popup');
  expect(popup).toMatchObject({ focused: false, focusTaken: before });
  expect(popup?.alwaysOnTopLevel).toBe('screen-saver');
  const { bounds } = popup ?? { bounds: { x: 0, y: 0, width: 0, height: 0 } };
  // Where the desktop shows its own notifications.
  expect([bounds.x + bounds.width, desktop === 'windows' ? bounds.y + bounds.height : bounds.y]).toEqual([
    1920 - 16,
    desktop === 'windows' ? 1080 - 16 : 32 + 16,
  ]);
});

test('a customer rings: the notification has buttons where the desktop has any', {
  tag: '@everywhere',
}, async ({ simulator, signedIn, desktop }) => {
  const offhook = await signedIn();
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await call.waitFor('ringing');
  const shown = () =>
    offhook.standin((look) => look.notifications().find((one) => one.urgency === 'critical' && one.shown));
  await expect.poll(async () => (await shown())?.title).toContain(customer.name);
  const buttons = (await shown())?.actions;
  if (desktop === 'x11' || desktop === 'wayland') {
    expect(buttons).toEqual([]);
    return;
  }
  expect(buttons).toHaveLength(2);
  await offhook.standin((look) => look.clickNotification(-1, 1));
  await call.waitFor('ended');
  expect(call.outcome).toBe('declined');
});

test('the hidden line and popup keep time as if they were seen', { tag: '@everywhere' }, async ({
  launchOffhook,
}) => {
  const { line, popup } = await launchOffhook();
  for (const page of [line, popup]) {
    const life = await page.evaluate(async () => {
      const start = performance.now();
      for (let beat = 0; beat < 5; beat += 1) await new Promise((resolve) => setTimeout(resolve, 20));
      return { seen: document.visibilityState, inTime: performance.now() - start < 900 };
    });
    expect(life).toEqual({ seen: 'visible', inTime: true });
  }
});

test('the system is asked for the microphone at sign-in, not when a customer rings', {
  tag: '@macos',
}, async ({ signedIn }) => {
  const { standin } = await signedIn();
  const asked = () => standin((look) => [look.microphone.timesAsked() > 0, look.microphone.access()]);
  await expect.poll(asked).toEqual([true, 'granted']);
});

test('a microphone the system denies is told in the desk before a customer rings', { tag: '@macos' }, async ({
  simulator,
  launchOffhook,
}) => {
  const { desk, standin } = await launchOffhook();
  await standin((look) => look.microphone.willAnswer('denied'));
  await acceptMemory(desk);
  await signIn(desk, simulator.demo);
  await expectRegistered(desk);
  await expect(lamp(desk)).toHaveText(words.readiness.obstacle['microphone-denied'].lamp);
  expect(await standin((look) => look.microphone.access())).toBe('denied');
});

test('a microphone the privacy settings deny is told in the desk until the agent comes back from them', {
  tag: '@windows',
}, async ({ simulator, launchOffhook }) => {
  const offhook = await launchOffhook();
  const { app, desk, standin } = offhook;
  await standin((look) => look.microphone.set('denied'));
  await acceptMemory(desk);
  await signIn(desk, simulator.demo);
  await expectRegistered(desk);
  await expect(lamp(desk)).toHaveText(words.readiness.obstacle['microphone-denied'].lamp);
  await turnElsewhere(offhook);
  await standin((look) => look.microphone.set('granted'));
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((one) => one.webContents.getURL().startsWith('app://desk/'))
      ?.focus();
  });
  await expect(lamp(desk)).toHaveText(words.readiness.ready);
});

test('closed in full screen, the desk leaves no black screen behind', { tag: '@macos' }, async ({
  launchOffhook,
}) => {
  const offhook = await launchOffhook();
  await offhook.standin((look) => look.enterFullScreen('app://desk/'));
  await offhook.app.evaluate(({ BrowserWindow }) => {
    const desk = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().startsWith('app://desk/'),
    );
    desk?.close();
  });
  await expect.poll(() => windowState(offhook, 'desk')).toMatchObject({ visible: false, leftBlack: false });
});

test('the machine is shut down: nobody can ring here any more', { tag: '@windows' }, async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  expect(simulator.edge.bindings(simulator.demo.userId)).toHaveLength(1);
  // The process may be gone before it has answered.
  await offhook.standin((look) => look.endDesktopSession()).catch(() => undefined);
  await expect.poll(() => simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
});

test('the line is heard before anybody has touched it; the desk makes no sound by itself', async ({
  launchOffhook,
}) => {
  const { app } = await launchOffhook();
  const states = await app.evaluate(({ webContents }) => {
    const stateOf = (host: string) =>
      webContents
        .getAllWebContents()
        .find((one) => one.getURL().startsWith(`app://${host}/`))
        ?.executeJavaScript(
          `new Promise((resolve) => {
            const context = new AudioContext();
            context.resume().then(() => resolve('running'));
            setTimeout(() => resolve(context.state), 500);
          })`,
        ) as Promise<string>;
    return Promise.all([stateOf('line'), stateOf('desk'), stateOf('popup')]);
  });
  expect(states).toEqual(['running', 'suspended', 'suspended']);
});

test('only the line may hear, and is asked about each time; no window sees a device’s name but it', async ({
  launchOffhook,
}) => {
  const { desk, popup, line, standin } = await launchOffhook({ allowed: [/Permissions policy/i] });
  const capture = (wish: string) =>
    `navigator.mediaDevices.getUserMedia(${wish}).then(() => "heard", (error) => error.name)`;
  const names = `navigator.mediaDevices.enumerateDevices().then((all) => all.some((one) => one.label !== ''))`;
  expect([await line.evaluate(capture('{ audio: true }')), await line.evaluate(names)]).toEqual([
    'heard',
    true,
  ]);
  expect(await line.evaluate(capture('{ audio: true, video: true }'))).toBe('NotAllowedError');
  for (const page of [desk, popup]) {
    const heard = await page.evaluate(capture('{ audio: true }'));
    expect([heard, await page.evaluate(names)]).toEqual(['NotAllowedError', false]);
  }
  // The pages' own policy would refuse too: this is what the handlers said behind it.
  const said = await standin((look) => look.permissions());
  const saidBy = (handler: 'request' | 'check') =>
    said
      .filter(({ by }) => by === handler)
      .map(({ origin, mediaTypes, granted }) => [origin, mediaTypes.join(), granted]);
  expect(saidBy('request')).toEqual([
    ['app://line', 'audio', true],
    ['app://line', 'audio,video', false],
    ['app://desk', 'audio', false],
    ['app://popup', 'audio', false],
  ]);
  // The line looks for its microphone by itself too, as often as something changes.
  expect(new Set(saidBy('check').map(String))).toEqual(
    new Set(['app://line,audio,true', 'app://desk,audio,false', 'app://popup,audio,false']),
  );
});

test('the line opens no WebSocket but to the edge of the agent who is signed in', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ allowed: [/WebSocket|Content Security Policy/i] });
  const asked = await offhook.standin((look) => look.permissions());
  expect(asked).toContainEqual(
    expect.objectContaining({
      by: 'request',
      origin: 'app://line',
      permission: 'loopback-network',
      granted: true,
    }),
  );
  const { port } = new URL(simulator.demo.region.sipUrl);
  const elsewhere = `ws://127.0.0.1:${Number(port) === 65535 ? 1 : Number(port) + 1}/`;
  // Asked of the request filter itself, behind the page's policy.
  const cancelled = await offhook.standin(
    async (look, url) => look.wouldCancel('app://line/', url),
    elsewhere,
  );
  expect(cancelled).toBe(true);
  expect(
    await offhook.standin((look, url) => look.wouldCancel('app://line/', url), simulator.demo.region.sipUrl),
  ).toBe(false);
  expect(
    await offhook.standin((look, url) => look.wouldCancel('app://desk/', url), simulator.demo.region.sipUrl),
  ).toBe(true);
});

test('started without a sandbox for want of one, the phone does not force it and stay white', async ({
  launchOffhook,
}) => {
  const { standin } = await launchOffhook({ args: ['--no-sandbox'] });
  expect(await standin((look) => look.app())).toMatchObject({ sandboxForced: false });
});

test('started as usual, every page is sandboxed by the app itself', { tag: '@everywhere' }, async ({
  launchOffhook,
}) => {
  const { standin } = await launchOffhook();
  expect(await standin((look) => look.app())).toMatchObject({ sandboxEnabled: true });
});
