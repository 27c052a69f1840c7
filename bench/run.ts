// `npm run bench`: how fast the whole app is on this machine, as medians and 95th percentiles. Nothing is asserted.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { linePolicy } from '../app/line/policy.ts';
import { openKeyring } from '../scripts/keyring.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { acceptMemory, expectRegistered, signIn } from '../test/e2e/agent.ts';
import { expect, launchOffhook, type Offhook } from '../test/e2e/offhook.ts';
import { type Measured, table } from './table.ts';

const rounds = 20;
/** Milliseconds after which the line's policy counts a registration as sound, and a little. */
const soundAfter = linePolicy(Math.random).stableAfter + 200;
const now = () => performance.timeOrigin + performance.now();

/** The log's entries of one event, each with its time in milliseconds since the epoch. */
async function logged(profile: string, event: string): Promise<{ at: number; afterMs: number }[]> {
  const text = await readFile(path.join(profile, 'logs/offhook.log'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { event: string; at: string; afterMs?: number })
    .filter((entry) => entry.event === event)
    .map((entry) => ({ at: Date.parse(entry.at), afterMs: entry.afterMs ?? Number.NaN }));
}

async function last(profile: string, event: string, count: number) {
  await expect.poll(async () => (await logged(profile, event)).length).toBeGreaterThanOrEqual(count);
  const entry = (await logged(profile, event)).at(-1);
  if (entry === undefined) throw new Error(`no ${event} in the log`);
  return entry;
}

async function calls(simulator: Simulator, offhook: Offhook) {
  const measured = {
    known: [] as number[],
    painted: [] as number[],
    sent: [] as number[],
    pressed: [] as number[],
  };
  const { profile, popup, desk } = offhook;
  for (let round = 1; round <= rounds; round += 1) {
    const call = await simulator.ring({
      agent: simulator.demo.userId,
      from: '+915550012345',
      name: 'Meera Krishnan',
    });
    const invited = call.timings.invitedAt ?? Number.NaN;
    const painted = await last(profile, 'popup-painted', round);
    const known = await last(profile, 'ringing', round);
    measured.known.push(known.at - invited);
    measured.painted.push(painted.at - invited);
    const answer = popup.getByRole('button', { name: /^answer/i });
    // The popup takes no press in its first 400 ms: pressing waits for that, not for a time of our own.
    await expect
      .poll(() => popup.evaluate(() => performance.timeOrigin + performance.now()))
      .toBeGreaterThan(painted.at + 450);
    const box = await answer.boundingBox();
    if (box === null) throw new Error('no Answer to press');
    const pressed = now();
    await popup.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await call.waitFor('talking');
    measured.pressed.push((call.timings.answeredAt ?? Number.NaN) - pressed);
    measured.sent.push((await last(profile, 'answered', round)).afterMs);
    await call.hangUp();
    await expect(desk.locator('#current-call')).toHaveAttribute('data-phase', 'ended');
  }
  return measured;
}

async function cuts(simulator: Simulator): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // A line that is cut again and again backs off on purpose: each cut is to be the first after a sound time.
    await wait(soundAfter);
    const after = simulator.feed.entries.at(-1)?.index ?? -1;
    const cut = now();
    simulator.edge.cutSockets();
    const back = await simulator.feed.waitFor((event) => event.kind === 'registered' && event.index > after);
    took.push(back.at - cut);
  }
  return took;
}

async function coldStarts(simulator: Simulator, profile: string): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const after = simulator.feed.entries.at(-1)?.index ?? -1;
    const began = now();
    const [offhook, registered] = await Promise.all([
      launchOffhook({ profile }),
      simulator.feed.waitFor((event) => event.kind === 'registered' && event.index > after, {
        timeoutMs: 30_000,
      }),
    ]);
    took.push(registered.at - began);
    await expectRegistered(offhook.desk);
    await offhook.close();
  }
  return took;
}

const keyring = await openKeyring();
Object.assign(process.env, keyring.env);
const profile = await mkdtemp(path.join(os.tmpdir(), 'offhook-bench-'));
const simulator = await startSimulator();
try {
  const offhook = await launchOffhook({ profile });
  await acceptMemory(offhook.desk);
  await signIn(offhook.desk, simulator.demo);
  await expectRegistered(offhook.desk);
  const { runtime } = offhook;
  const call = await calls(simulator, offhook);
  const cut = await cuts(simulator);
  await offhook.close();
  const cold = await coldStarts(simulator, profile);
  const rows: Measured[] = [
    { name: 'cold start → registered', values: cold, vendor: null },
    { name: 'INVITE on the wire → known in main', values: call.known, vendor: 34 },
    { name: 'INVITE on the wire → popup painted', values: call.painted, vendor: null },
    { name: 'answer ordered → 200 OK sent', values: call.sent, vendor: 139.5 },
    { name: 'Answer pressed → 200 OK at the edge', values: call.pressed, vendor: 139.5 },
    { name: 'socket cut → registered', values: cut, vendor: 5960 },
  ];
  console.log(`Runtime: ${runtime}, ${os.cpus().length} cores, ${rounds} rounds each. Milliseconds.`);
  console.log(table(rows));
  const results = path.join(import.meta.dirname, 'results');
  await mkdir(results, { recursive: true });
  await writeFile(path.join(results, 'bench.json'), `${JSON.stringify({ runtime, rows }, null, 2)}\n`);
} finally {
  await simulator.stop();
  await keyring.close();
  await rm(profile, { recursive: true, force: true });
}
