// Quitting: asked in a call, a goodbye to the edge however the phone ends, and the call is in the log.
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SimulatedCall } from '../../simulator/calls.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { expect, test } from './agent.ts';
import type { Offhook } from './offhook.ts';

const customer = { from: '+915550012345', name: 'Meera Krishnan' };
/** A desktop that has a tray, without a bus to ask. */
const env = { XDG_CURRENT_DESKTOP: 'KDE' };

async function talk({ desk }: Offhook, simulator: Simulator): Promise<SimulatedCall> {
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expect(desk.getByRole('button', { name: /^answer/i })).toBeVisible();
  await desk.bringToFront();
  await expect(async () => {
    if (call.state === 'ringing') await desk.getByRole('button', { name: /^answer/i }).click();
    expect(call.state).toBe('talking');
  }).toPass({ timeout: 5_000 });
  await expect(desk.locator('#current-call')).toHaveAttribute('data-phase', 'talking');
  return call;
}

/** Milliseconds until the process ended by itself. */
async function endOf({ app }: Offhook, act: () => Promise<unknown>): Promise<number> {
  const ended = once(app.process(), 'exit');
  const started = performance.now();
  await act().catch(() => undefined);
  expect((await ended)[0]).toBe(0);
  return performance.now() - started;
}

function kept({ profile }: Offhook): unknown[] {
  const database = new DatabaseSync(path.join(profile, 'offhook.sqlite'), { readOnly: true });
  const rows = database.prepare('SELECT reason, answered_at IS NOT NULL AS answered FROM calls').all();
  database.close();
  return rows.map((row) => ({ ...row }));
}

async function expectGoodbye(offhook: Offhook, simulator: Simulator, call: SimulatedCall): Promise<void> {
  await call.waitFor('ended');
  expect([call.outcome, call.endedBy]).toEqual(['completed', 'agent']);
  expect(simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
  expect(kept(offhook)).toEqual([{ reason: 'hung-up-by-agent', answered: 1 }]);
}

test('in a call, quitting asks first and names who is lost; staying loses nothing, agreeing says goodbye', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ env });
  const { standin } = offhook;
  const call = await talk(offhook, simulator);
  const question = () => standin((look) => look.dialogs().filter(({ isOpen }) => isOpen));
  await standin((look) => look.clickTrayItem('Quit Offhook'));
  await expect.poll(question).toHaveLength(1);
  expect((await question())[0]).toMatchObject({
    kind: 'message',
    hasParent: true,
    options: { message: expect.stringContaining(customer.name), defaultId: 1, cancelId: 1 },
  });
  await standin((look) => look.answerDialog('Cancel'));
  await expect(offhook.desk.locator('#current-call')).toHaveAttribute('data-phase', 'talking');
  expect(call.state).toBe('talking');

  await standin((look) => look.clickTrayItem('Quit Offhook'));
  await expect.poll(question).toHaveLength(1);
  const took = await endOf(offhook, () => standin((look) => look.answerDialog('Hang up and quit')));
  await expectGoodbye(offhook, simulator, call);
  expect(took).toBeLessThan(4_000);
});

test('a SIGTERM in a call asks nobody: hung up, unregistered, recorded', async ({ simulator, signedIn }) => {
  test.skip(process.platform === 'win32', 'there are no signals');
  const offhook = await signedIn();
  const call = await talk(offhook, simulator);
  await endOf(offhook, async () => offhook.app.process().kill('SIGTERM'));
  await expectGoodbye(offhook, simulator, call);
});

test('the end of a Windows session in a call: hung up, unregistered, recorded', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  const call = await talk(offhook, simulator);
  await endOf(offhook, () =>
    offhook.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.emit('query-session-end', { preventDefault: () => undefined, reasons: ['shutdown'] });
      }
    }),
  );
  await expectGoodbye(offhook, simulator, call);
});

test('the shutdown of the system unregisters too', async ({ simulator, signedIn }) => {
  const offhook = await signedIn();
  await endOf(offhook, () => offhook.standin((look) => look.power('shutdown')));
  expect(simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
});

test('quitting without a call asks nothing and unregisters', async ({ simulator, signedIn }) => {
  const offhook = await signedIn({ env });
  expect(simulator.edge.bindings(simulator.demo.userId)).toHaveLength(1);
  await endOf(offhook, () => offhook.standin((look) => look.clickTrayItem('Quit Offhook')));
  expect(simulator.edge.bindings(simulator.demo.userId)).toEqual([]);
});

test('an edge that says nothing keeps nobody: the call is in the log all the same', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ allowed: [/crash/i] });
  await talk(offhook, simulator);
  // A line that hangs answers nothing more.
  await offhook.app.evaluate(({ webContents }) => {
    const line = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://line/'));
    void line?.executeJavaScript('for (;;);').catch(() => undefined);
  });
  const took = await endOf(offhook, async () => offhook.app.process().kill('SIGTERM'));
  expect(took).toBeLessThan(4_000);
  expect(kept(offhook)).toEqual([{ reason: 'hung-up-by-agent', answered: 1 }]);
});
