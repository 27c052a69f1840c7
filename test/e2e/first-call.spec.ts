// An agent is rung, answers, talks and hangs up; and every way in which a ring ends.
import { expect, test } from './agent.ts';

test('is rung: popup, tray and notification come up without taking the focus', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  const call = await simulator.ring({
    agent: simulator.demo.userId,
    from: '+915550012345',
    name: 'Meera Krishnan',
  });
  await call.waitFor('ringing');
  await expect(offhook.popup.getByText('Meera Krishnan', { exact: true })).toBeVisible();
  call.cancel();
  await call.waitFor('ended');
  await expect(offhook.popup.locator('[data-call]')).toHaveCount(0);
});
