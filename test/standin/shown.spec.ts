// Windows on a real screen: where the app put them, without a focus they were not given, and out of sight when hidden.
import { openHiddenDisplay } from '../../scripts/display.ts';
import { expect, launchSample, opened, pageOf, test } from './sample.ts';

test('a window shown inactive stands where it was put on the screen there is', async ({ profile }) => {
  test.skip(process.platform !== 'linux', 'brings a screen of its own');
  const screenOfOurOwn = await openHiddenDisplay();
  try {
    const env = { DISPLAY: screenOfOurOwn.display, OFFHOOK_STANDIN_HEADED: '1' };
    const app = await launchSample(profile, env);
    await opened(app);
    const line = await pageOf(app, 'line');
    const place = () => line.evaluate(() => [screenX, screenY, innerWidth, innerHeight]);
    const area = await app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea);
    expect(area).toEqual({ x: 0, y: 0, width: 1600, height: 1000 });
    await expect.poll(async () => ((await place())[0] ?? 0) < -1000).toBe(true);
    await app.evaluate(() => {
      const { line } = Reflect.get(globalThis, 'sample');
      line.setBounds({ x: 1204, y: 16, width: 380, height: 184 });
      line.showInactive();
    });
    await expect.poll(place).toEqual([1204, 16, 380, 184]);
    await app.evaluate(() => Reflect.get(globalThis, 'sample').line.hide());
    await expect.poll(async () => ((await place())[0] ?? 0) < -1000).toBe(true);
    await app.close();
  } finally {
    screenOfOurOwn.close();
  }
});
