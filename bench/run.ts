// `npm run bench`: the phone and the vendor's own web kit, on the same edge in the same run. Nothing is asserted.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { linePolicy } from '../app/line/policy.ts';
import { openKeyring } from '../scripts/keyring.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { expectRegistered } from '../test/e2e/agent.ts';
import type { Offhook } from '../test/e2e/offhook.ts';
import { type Cost, costs, runs, treeOf } from './cost.ts';
import { openFront } from './front.ts';
import { buildKit, kitAgent, openKit, type RunningKit } from './kit.ts';
import { launch, launchSignedIn, logged, pressAnswer } from './phone.ts';
import { costTable, type Measured, timeTable } from './table.ts';

const { values: given } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
/** `--quick` shows whether the bench itself works; its figures are too few to tell anything. */
const rounds = given.quick ? { calls: 2, cuts: 1, cold: 1 } : { calls: 20, cuts: 8, cold: 10 };
/** Milliseconds over which the cost of waiting is measured, and of a call. */
const quiet = given.quick ? 3_000 : 60_000;
/** Milliseconds after which the line's policy counts a registration as sound, and a little. */
const soundAfter = linePolicy(Math.random).stableAfter + 200;

const now = () => performance.timeOrigin + performance.now();
const customer = { from: '+915550012345', name: 'Meera Krishnan' };

interface Parts {
  simulator: Simulator;
  offhook: Offhook;
  kit: RunningKit;
}

/** One call to the phone, then one to the kit, over and over: what is slow for a while is slow for both. */
async function calls({ simulator, offhook, kit }: Parts) {
  const phone = { known: [] as number[], painted: [] as number[], answered: [] as number[] };
  const vendor = { known: [] as number[], answered: [] as number[] };
  for (let round = 0; round < rounds.calls; round += 1) {
    const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
    const invited = call.timings.invitedAt ?? Number.NaN;
    const painted = await logged(offhook, 'popup-painted', invited);
    phone.known.push((await logged(offhook, 'ringing', invited)) - invited);
    phone.painted.push(painted - invited);
    const pressed = await pressAnswer(offhook, painted);
    await call.waitFor('talking');
    phone.answered.push((call.timings.answeredAt ?? Number.NaN) - pressed);
    await call.hangUp();

    const other = await simulator.ring({ agent: kitAgent, ...customer });
    const rung = other.timings.invitedAt ?? Number.NaN;
    vendor.known.push((await kit.callEvent('incoming', rung)) - rung);
    const accepted = await kit.page.evaluate(() => window.kit.accept());
    await other.waitFor('talking');
    vendor.answered.push((other.timings.answeredAt ?? Number.NaN) - accepted);
    await other.hangUp();
    await kit.callEvent('callEnded', rung);
  }
  return { phone, vendor };
}

/** Cuts both sockets at once, `during` a call or none, and waits until both are registered again. */
async function cuts({ simulator }: Parts, during: () => Promise<() => Promise<void>>) {
  const phone: number[] = [];
  const vendor: number[] = [];
  for (let round = 0; round < rounds.cuts; round += 1) {
    // A line that is cut again and again backs off on purpose: each cut is to be the first after a sound time.
    await wait(soundAfter);
    const end = await during();
    const after = simulator.feed.entries.at(-1)?.index ?? -1;
    const back = (agent: string) =>
      simulator.feed.waitFor(
        (event) => event.kind === 'registered' && event.agent === agent && event.index > after,
        { what: `${agent} back`, timeoutMs: 30_000 },
      );
    const cut = now();
    simulator.edge.cutSockets();
    const [ours, theirs] = await Promise.all([back(simulator.demo.userId), back(kitAgent)]);
    phone.push(ours.at - cut);
    vendor.push(theirs.at - cut);
    await end();
  }
  return { phone, vendor };
}

async function talking({ simulator, offhook, kit }: Parts, media: 'none' | 'telephone') {
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer, media });
  const painted = await logged(offhook, 'popup-painted', call.timings.invitedAt ?? Number.NaN);
  await pressAnswer(offhook, painted);
  const other = await simulator.ring({ agent: kitAgent, ...customer, media });
  const rung = other.timings.invitedAt ?? Number.NaN;
  await kit.callEvent('incoming', rung);
  await kit.page.evaluate(() => window.kit.accept());
  await Promise.all([call.waitFor('talking'), other.waitFor('talking')]);
  return async () => {
    await Promise.all([call.hangUp(), other.hangUp()]);
  };
}

async function coldStarts(simulator: Simulator, start: () => Promise<Offhook>): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < rounds.cold; round += 1) {
    const after = simulator.feed.entries.at(-1)?.index ?? -1;
    const began = now();
    const [offhook, registered] = await Promise.all([
      start(),
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

/** Two telephones that beep, so that a call's sound costs what it costs. */
async function openTelephones(simulator: Simulator) {
  const browser = await chromium.launch({
    executablePath: process.env['OFFHOOK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
    ],
  });
  for (let index = 0; index < 2; index += 1) {
    const page = await browser.newPage();
    await page.goto(simulator.addresses.telephone);
    await page.locator('html[data-ready]').waitFor();
  }
  return browser;
}

function say(what: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${what}`);
}

const keyring = await openKeyring();
Object.assign(process.env, keyring.env);
const folder = await mkdtemp(path.join(os.tmpdir(), 'offhook-bench-'));
const profile = path.join(folder, 'profile');
const simulator = await startSimulator();
const front = await openFront(simulator, await buildKit(path.join(folder, 'kit')));
try {
  say('the kit starts');
  const kit = await openKit(simulator, front);
  const kitCold: number[] = [];
  for (let round = 0; round < rounds.cold; round += 1) kitCold.push(await kit.start());
  say('the phone starts');
  const offhook = await launchSignedIn(simulator, profile, front);
  const parts: Parts = { simulator, offhook, kit };
  const main = offhook.app.process().pid;
  const programs = [treeOf((pid) => pid === main), treeOf(runs(kit.profile))];
  say('both are left alone');
  const [waiting, kitWaiting] = (await costs(programs, quiet)) as [Cost, Cost];
  say('both are rung');
  const call = await calls(parts);
  say('both talk');
  const telephones = await openTelephones(simulator);
  const hangUp = await talking(parts, 'telephone');
  const [inCall, kitInCall] = (await costs(programs, quiet)) as [Cost, Cost];
  await hangUp();
  await telephones.close();
  say('their sockets are cut');
  const idle = await cuts(parts, async () => async () => undefined);
  const busy = await cuts(parts, async () => {
    const end = await talking(parts, 'none');
    return async () => {
      await end();
      // After a cut in a call the kit never hears of the call's end, and takes no other.
      await kit.start();
    };
  });
  await kit.close();
  await offhook.close();
  say('the phone starts cold');
  const cold = await coldStarts(simulator, () => launch(profile, front));

  const rows: Measured[] = [
    { name: 'cold start → registered', values: cold, vendor: kitCold },
    { name: 'INVITE on the wire → known', values: call.phone.known, vendor: call.vendor.known },
    { name: 'INVITE on the wire → popup painted', values: call.phone.painted, vendor: null },
    {
      name: 'Answer pressed → 200 OK at the edge',
      values: call.phone.answered,
      vendor: call.vendor.answered,
    },
    { name: 'socket cut, no call → registered', values: idle.phone, vendor: idle.vendor },
    { name: 'socket cut in a call → registered', values: busy.phone, vendor: busy.vendor },
  ];
  const kept = [
    { name: 'waiting for a call', cost: waiting, vendor: kitWaiting },
    { name: 'in a call', cost: inCall, vendor: kitInCall },
  ];
  const { runtime } = offhook;
  console.log(`\nRuntime: ${runtime}, ${os.cpus().length} cores. Milliseconds.`);
  console.log(timeTable(rows));
  console.log(
    `\nOver ${quiet / 1000} s, all processes of each. The kit has a browser with one page, no popup, no tray.`,
  );
  console.log(costTable(kept));
  const results = path.join(import.meta.dirname, 'results');
  await mkdir(results, { recursive: true });
  await writeFile(path.join(results, 'bench.json'), `${JSON.stringify({ runtime, rows, kept }, null, 2)}\n`);
} finally {
  front.close();
  await simulator.stop();
  await keyring.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
