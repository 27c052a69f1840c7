// Signing out keeps the account; removing it is asked about; neither is possible in a call.
import { expect, expectRegistered, test } from './agent.ts';

test('signs out: nobody can ring here, and one press comes back without the App secret', async ({
  simulator,
  signedIn,
}) => {
  const { desk } = await signedIn();
  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('button', { name: /sign out/i }).click();
  await expect.poll(() => simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
  await desk.getByRole('button', { name: /^sign in as/i }).click();
  await expectRegistered(desk);
});

test('removes the account only after a question, and then its secret is gone', async ({
  simulator,
  signedIn,
}) => {
  const { desk } = await signedIn();
  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('button', { name: 'Remove account…' }).click();
  await expect(desk.getByRole('alert').filter({ hasText: /remove this account/i })).toBeVisible();
  await desk.getByRole('button', { name: 'Cancel' }).click();
  expect(simulator.edge.bindings(simulator.demo.userId)).toHaveLength(1);
  await desk.getByRole('button', { name: 'Remove account…' }).click();
  await desk.getByRole('button', { name: 'Remove account', exact: true }).click();
  await expect(desk.getByLabel('App secret')).toBeVisible();
  await expect(desk.getByRole('button', { name: /^sign in as/i })).toHaveCount(0);
  await expect.poll(() => simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
});

test('a kept account is removed only after a question', async ({ signedIn }) => {
  const { desk } = await signedIn();
  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('button', { name: /sign out/i }).click();
  await desk.getByRole('button', { name: /^remove…/i }).click();
  await desk.getByRole('button', { name: 'Cancel' }).click();
  await expect(desk.getByRole('button', { name: /^sign in as/i })).toBeVisible();
  await desk.getByRole('button', { name: /^remove…/i }).click();
  await desk.getByRole('button', { name: 'Remove account', exact: true }).click();
  await expect(desk.getByRole('button', { name: /^sign in as/i })).toHaveCount(0);
});

test('in a call neither is possible, and the words say why', async ({ simulator, signedIn }) => {
  const { desk } = await signedIn();
  await simulator.ring({ agent: simulator.demo.userId, from: '+915550012345', name: 'Meera' });
  await expect(desk.getByRole('button', { name: /^answer/i })).toBeVisible();
  await desk.getByRole('button', { name: 'Settings' }).click();
  await expect(desk.getByRole('button', { name: /sign out/i })).toBeDisabled();
  await expect(desk.getByRole('button', { name: 'Remove account…' })).toBeDisabled();
  await expect(desk.getByText(/finish it first/i).first()).toBeVisible();
});
