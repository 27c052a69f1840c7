// Where pages come from and where they may go: protocol handlers, policy, navigation, permissions, crashes.
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
  expect(await sample.seen()).toContainEqual(['request', 'http://127.0.0.1:9/']);
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
  expect(await sample.line.evaluate(wish('{ audio: true }'))).toBe('audio');
  expect(await sample.line.evaluate(wish('{ audio: true, video: true }'))).toBe('NotAllowedError');
  expect(await sample.desk.evaluate(wish('{ audio: true }'))).toBe('NotAllowedError');
  const decisions = await sample.standin((standin) => standin.permissions());
  const audio = decisions.filter((one) => one.mediaType === 'audio').map((one) => [one.origin, one.granted]);
  expect(audio).toEqual([
    ['app://desk', false],
    ['app://line', true],
  ]);
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
