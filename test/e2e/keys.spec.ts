// The keys of a call, in the windows as they are: what acts, and what must not.
import { keyActions } from '../../app/keys/keys.ts';
import { desk as words } from '../../app/text/en/desk.ts';
import { expect, pressUntilEnded, test } from './agent.ts';

const customer = { from: '+915550012345', name: 'Meera Krishnan' };

test('answers and hangs up by Ctrl+Shift; deleting a word, and any key behind a dialog, ends no call', async ({
  simulator,
  signedIn,
}) => {
  const { desk } = await signedIn();
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  const panel = desk.locator('#current-call');
  await expect(panel).toHaveAttribute('data-phase', 'ringing');
  await expect(async () => {
    if (call.state === 'ringing') await desk.keyboard.press('Control+Shift+A');
    expect(call.state).toBe('talking');
  }).toPass({ timeout: 5_000 });
  await expect(panel).toHaveAttribute('data-phase', 'talking');

  await desk.keyboard.press('Control+Backspace');
  await desk.keyboard.press('Shift+?');
  const card = desk.getByRole('dialog');
  for (const action of keyActions) await expect(card.getByText(words.keys[action])).toBeVisible();
  await desk.keyboard.press('Control+Backspace');
  await desk.keyboard.press('Control+Shift+H');
  await desk.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  // Main has taken all that came before this.
  await desk.getByRole('radio', { name: /off/i }).click({ force: true });
  await expect(desk.locator('[data-effective="off"]').first()).toBeVisible();
  expect(call.state).toBe('talking');
  await expect(panel).toHaveAttribute('data-phase', 'talking');

  await pressUntilEnded(call, () => desk.keyboard.press('Control+Shift+H'));
  expect(call.endedBy).toBe('agent');
});

test('the card of keys gives way to a call that rings, and its key declines', async ({
  simulator,
  signedIn,
}) => {
  const { desk } = await signedIn();
  await desk.keyboard.press('Shift+?');
  await expect(desk.getByRole('dialog')).toBeVisible();
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expect(desk.getByRole('dialog')).toHaveCount(0);
  await expect(async () => {
    if (call.state === 'ringing') await desk.keyboard.press('Control+Shift+D');
    expect(call.state).toBe('ended');
  }).toPass({ timeout: 5_000 });
  expect([call.outcome, call.call.life.endCode]).toEqual(['declined', 486]);
});

test('F6 goes to the call and F7 to the list, from anywhere', async ({ simulator, signedIn }) => {
  const { desk } = await signedIn();
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expect(desk.locator('#current-call')).toBeVisible();
  await desk.getByRole('button', { name: words.rail.settings }).focus();
  await desk.keyboard.press('F6');
  await expect(desk.locator('#current-call')).toBeFocused();
  call.cancel();
  await expect(desk.locator('[data-outcome]')).toHaveCount(1);
  await desk.keyboard.press('F7');
  await expect(desk.locator('[data-outcome]')).toBeFocused();
});

test('the popup has the same keys', async ({ simulator, signedIn }) => {
  const { popup } = await signedIn();
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expect(popup.getByRole('button', { name: /^answer/i })).toBeVisible();
  await popup.keyboard.press('Control+Backspace');
  await expect(async () => {
    if (call.state === 'ringing') await popup.keyboard.press('Control+Shift+A');
    expect(call.state).toBe('talking');
  }).toPass({ timeout: 5_000 });
});
