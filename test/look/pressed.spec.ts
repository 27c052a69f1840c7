// What a press in a window asks of main, and what it must not ask; and what the window says when main refuses.
import { expect, type Page, test } from '@playwright/test';
import { desk as words } from '../../app/text/en/desk.ts';
import { failure } from '../../app/text/en/failure.ts';
import { popup as popupWords } from '../../app/text/en/popup.ts';
import { openPage } from './pages.ts';
import { deskScenes, now, popupScenes } from './scenes.ts';

function scene(name: keyof typeof deskScenes) {
  const found = deskScenes[name];
  if (found === undefined) throw new Error(`there is no scene ${name}`);
  return found.state;
}

/** The id of the account that is kept for an agent. */
function accountOf(name: keyof typeof deskScenes, userId: string): string | undefined {
  return scene(name).accounts.find((account) => account.userId === userId)?.id;
}

const asked = (page: Page) => page.evaluate(() => window.asked.filter(([name]) => name !== 'painted'));
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

test('a stored account is removed only after it was asked, and Cancel removes nothing', async ({ page }) => {
  await openPage(page, 'desk', { desk: scene('sign-in-stored') });
  const remove = button(page, 'Remove… second.line@example.in');
  await remove.click();
  await expect(page.getByRole('alert').filter({ hasText: 'second.line@example.in' })).toBeVisible();
  await expect(button(page, words.signIn.cancel)).toBeFocused();
  await button(page, words.signIn.cancel).click();
  expect(await asked(page)).toEqual([]);
  await remove.click();
  await button(page, words.signIn.removeNow).click();
  expect(await asked(page)).toEqual([
    ['removeAccount', accountOf('sign-in-stored', 'second.line@example.in')],
  ]);
});

test('in settings, signing out asks for nothing but that, and removing the account asks first', async ({
  page,
}) => {
  await openPage(page, 'desk', { desk: scene('ready') });
  await button(page, words.rail.settings).click();
  await button(page, words.settings.remove).click();
  await button(page, words.settings.cancel).click();
  expect(await asked(page)).toEqual([]);
  await button(page, words.settings.signOut).click();
  await button(page, words.settings.remove).click();
  await button(page, words.settings.removeNow).click();
  expect(await asked(page)).toEqual([
    ['signOut'],
    ['removeAccount', accountOf('ready', 'asha.nair+desk@example.in')],
  ]);
});

test('a stored account signs in by one press on it', async ({ page }) => {
  await openPage(page, 'desk', { desk: scene('sign-in-stored') });
  await button(page, /^Sign in as second\.line@example\.in/).click();
  expect(await asked(page)).toEqual([
    ['signInStored', accountOf('sign-in-stored', 'second.line@example.in')],
  ]);
});

test('the App secret is never in plain sight, and goes to main as it was typed', async ({ page }) => {
  await openPage(page, 'desk', { desk: scene('sign-in') });
  await page.getByLabel(words.signIn.appId).fill('app-1');
  await page.getByLabel(words.signIn.userId).fill('asha@example.in');
  const secret = page.getByLabel(words.signIn.appSecret);
  await secret.fill('plain-to-see');
  await expect(secret).toHaveAttribute('type', 'password');
  expect(await page.locator('body').textContent()).not.toContain('plain-to-see');
  await button(page, words.signIn.submit).click();
  await expect
    .poll(() => asked(page))
    .toMatchObject([['signIn', { appId: 'app-1', appSecret: 'plain-to-see' }]]);
});

test('a form that cannot be used asks nothing: each field says what it wants, the first has the focus', async ({
  page,
}) => {
  await openPage(page, 'desk', { desk: scene('sign-in') });
  await button(page, words.signIn.submit).click();
  await expect(page.getByText('Enter the App ID.')).toBeVisible();
  await expect(page.getByText('Enter the App secret.')).toBeVisible();
  await expect(page.getByText('Enter the User ID.')).toBeVisible();
  await expect(page.getByLabel(words.signIn.appId)).toBeFocused();
  expect(await asked(page)).toEqual([]);
});

test('of several notices the latest is said, the others are a press away, each is dismissed by its own key', async ({
  page,
}) => {
  await openPage(page, 'desk', { desk: scene('notices-all') });
  const notice = page.getByRole('region', { name: words.notice.label });
  await expect(notice.getByRole('alert')).toContainText(failure['service-refused'].title);
  expect((await notice.boundingBox())?.height).toBe(44);
  await button(page, 'and 2 more').click();
  expect((await notice.boundingBox())?.height).toBe(44);
  await expect(notice.getByText(failure['calls-not-kept'].advice)).toBeVisible();
  await button(page, `Dismiss: ${failure['calls-not-kept'].title}`).click();
  expect(await asked(page)).toEqual([['dismissNotice', 'calls']]);
});

test('what Exotel said and the request ID can be copied for its support', async ({ page }) => {
  await openPage(page, 'desk', { desk: scene('notices') });
  await button(page, 'and 1 more').click();
  const notice = page.getByRole('region', { name: words.notice.label });
  await expect(notice.getByText('Invalid app id or secret.')).toBeVisible();
  await expect(notice.getByText(words.failure.said)).toBeVisible();
  await button(page, words.failure.copyRequestId).click();
  await expect(notice.getByRole('status')).toHaveText(words.copy.done);
});

test('a refusal says what was not done, and the same news of main only once', async ({ page }) => {
  const desk = scene('notices');
  const { title } = failure['device-not-changed'];
  const refused = { chooseDevice: { reason: 'device-not-changed', requestId: null, detail: null } } as const;
  await openPage(page, 'desk', { desk: { ...desk, notices: desk.notices.slice(0, 1) }, refused });
  await page.getByRole('radio', { name: /My phone/ }).click({ force: true });
  expect(await asked(page)).toEqual([['chooseDevice', 'phone']]);
  const notice = page.getByRole('region', { name: words.notice.label });
  await expect(notice.getByRole('alert')).toContainText(`${title}. ${failure['device-not-changed'].advice}`);
  await expect(button(page, words.notice.details)).toBeVisible();
});

test('what had the focus goes away: the heading has it; it was put down by a click: nobody takes it up', async ({
  page,
}) => {
  const refused = { chooseDevice: { reason: 'timed-out', requestId: null, detail: null } } as const;
  await openPage(page, 'desk', { desk: scene('empty'), refused });
  await page.getByRole('radio', { name: /My phone/ }).click({ force: true });
  await button(page, `Dismiss: ${words.refused['choose-device']}`).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await button(page, words.rail.calls).focus();
  await page.getByRole('banner').getByText('Asha Nair').click();
  await expect(page.locator(':focus')).toHaveCount(0);
  await page.evaluate(async () => {
    document.querySelector('nav')?.remove();
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  });
  await expect(page.locator(':focus')).toHaveCount(0);
});

test('settings are asked for as they are chosen', async ({ page }) => {
  await openPage(page, 'desk', { desk: scene('ready') });
  await button(page, words.rail.settings).click();
  await page.getByRole('radio', { name: words.settings.themes.dark }).click({ force: true });
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowLeft');
  expect(await asked(page)).toEqual([
    ['changeSettings', { theme: 'dark' }],
    ['changeSettings', { ringVolume: 0.75 }],
  ]);
});

test.describe('the popup', () => {
  const call = popupScenes['named'] ?? null;
  const popup = { call, theme: 'system', shownAt: now - 1_000 } as const;

  for (const choice of ['answer', 'decline'] as const) {
    test(`asks to ${choice} the call once, however often that is pressed`, async ({ page }) => {
      await openPage(page, 'popup', { popup });
      const name = new RegExp(`^${popupWords[choice]}`);
      await button(page, name).dblclick();
      await expect.poll(() => asked(page)).toEqual([[choice, call?.id]]);
    });
  }

  test('tells a screen reader who calls, which number they called and the key that answers', async ({
    page,
  }) => {
    await openPage(page, 'popup', { popup });
    const said = 'Incoming call from Priya Raghunathan to 080 4718 9000. Ctrl Shift A answers.';
    await expect(page.getByRole('alert').filter({ hasText: said })).toBeAttached();
  });

  test('says why it could not answer, and can be pressed again', async ({ page }) => {
    const refused = { answer: { reason: 'no-such-call', requestId: null, detail: null } } as const;
    await openPage(page, 'popup', { popup, refused });
    await button(page, /^Answer/).click();
    await expect(page.getByRole('alert').first()).toHaveText('Couldn’t answer: The call is already over');
    await expect(button(page, /^Answer/)).toBeEnabled();
  });
});
