// The built line window in Chromium with a recording bridge, an edge of the test's own, and a customer with a tone.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, test as base, chromium, type Page } from '@playwright/test';
import type { LineAccount, LineFact, LineOrder } from '../../app/contract/line.ts';
import { Feed } from '../../simulator/events.ts';
import { Customer, customerScript } from './customer.ts';
import { domain, ScriptedEdge, secret } from './edge.ts';
import { ScriptedCall } from './scripted-call.ts';

const root = resolve(import.meta.dirname, '../..');
const chromiumArgs = [
  '--no-sandbox',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-features=LocalNetworkAccessChecks',
];
const types: Record<string, string> = { html: 'text/html', js: 'text/javascript' };

type FactOf<K extends LineFact['kind']> = Extract<LineFact, { kind: K }>;

export class LineWindow {
  readonly facts = new Feed<{ fact: LineFact }>();
  readonly edge: ScriptedEdge;
  page!: Page;

  constructor(edge: ScriptedEdge) {
    this.edge = edge;
  }

  async fact<K extends LineFact['kind']>(
    kind: K,
    matches: (fact: FactOf<K>) => boolean = () => true,
    timeoutMs = 8_000,
  ): Promise<FactOf<K>> {
    const entry = await this.facts.waitFor(({ fact }) => fact.kind === kind && matches(fact as FactOf<K>), {
      what: `fact ${kind}`,
      timeoutMs,
    });
    return entry.fact as FactOf<K>;
  }

  count(kind: LineFact['kind']): number {
    return this.facts.entries.filter(({ fact }) => fact.kind === kind).length;
  }

  faults(): string[] {
    return this.facts.entries.flatMap(({ fact }) =>
      fact.kind === 'fault' ? [`${fact.where}: ${fact.detail}`] : [],
    );
  }

  async order(order: LineOrder): Promise<void> {
    await this.page.evaluate(
      (told) => window.dispatchEvent(new CustomEvent('told', { detail: told })),
      order,
    );
  }

  async register(sipSecret = secret, stunServers: string[] = []): Promise<void> {
    await this.order({ kind: 'register', account: this.account(sipSecret, stunServers) });
  }

  account(sipSecret = secret, stunServers: string[] = []): LineAccount {
    const sipUrl = `ws://127.0.0.1:${this.edge.port}/wss`;
    return { sipUrl, sipDomain: domain, sipUser: 'agent', sipSecret, stunServers };
  }

  async registered(): Promise<void> {
    await this.register();
    await this.fact('state', ({ state }) => state.kind === 'registered');
  }

  /** Waits until it is registered again, after what `act` does to it. */
  async registeredAnewBy(act: () => unknown): Promise<void> {
    const before = this.facts.entries.at(-1)?.index ?? -1;
    await act();
    await this.facts.waitFor(
      ({ fact, index }) => index > before && fact.kind === 'state' && fact.state.kind === 'registered',
      { what: 'registered anew' },
    );
  }

  /** Rung, answered, acknowledged: a call both sides are in. */
  async talking(customer: Customer): Promise<{ call: ScriptedCall; callId: string }> {
    await this.registered();
    const call = new ScriptedCall(this.edge, { sdp: await customer.offer() });
    const { callId } = await this.fact('invited');
    await this.order({ kind: 'answer', callId });
    await customer.take((await call.reply(200)).body);
    call.ack();
    await this.fact('established');
    return { call, callId };
  }

  /** Waits until the description of the newest call lies ready. */
  async prepared(): Promise<void> {
    await this.page.waitForFunction(() => {
      const connection = (window as unknown as Watched).connections.at(-1)?.deref();
      return connection?.localDescription !== null && connection?.iceGatheringState === 'complete';
    });
  }

  /** Every microphone ever opened, as whether it is heard and whether it is held. */
  microphones(): Promise<string[]> {
    return this.page.evaluate(() =>
      (window as unknown as Watched).microphones.map(({ enabled, readyState }) => `${enabled} ${readyState}`),
    );
  }

  /** How often something was begun to be played. */
  plays(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as Watched).plays);
  }

  /** How many peer connections are open. */
  async openConnections(): Promise<number> {
    return await this.page.evaluate(() => {
      const made = (window as unknown as Watched).connections.flatMap((each) => each.deref() ?? []);
      return made.filter(({ connectionState }) => connectionState !== 'closed').length;
    });
  }

  /** Lets time pass in the page, whose clock was installed, in steps that leave the edge time to answer. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 2_000) await this.page.clock.runFor(2_000);
  }
}

/** What the page makes is kept where a test can look at it, without keeping it alive. */
const watchScript = `
  window.connections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options) {
      super(...options);
      window.connections.push(new WeakRef(this));
    }
  };
  window.plays = 0;
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    window.plays += 1;
    return play.call(this);
  };
  window.microphones = [];
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted);
    window.microphones.push(...stream.getTracks());
    return stream;
  };
`;

/** What {@link watchScript} keeps. */
interface Watched {
  plays: number;
  connections: WeakRef<RTCPeerConnection>[];
  microphones: MediaStreamTrack[];
}

const bridgeScript = `
  window.lineBridge = {
    ready: async () => ({ ok: true, value: [] }),
    fact: async (fact) => window.tellFact(fact),
    onOrder: (listener) => {
      window.addEventListener('told', (event) => listener(event.detail));
      window.dispatchEvent(new Event('listening'));
      return () => undefined;
    },
  };
`;

interface Fixtures {
  line: LineWindow;
  customer: Customer;
  /** Set with \`test.use\`: scripts that run before the line does. */
  before: string;
  /** Set with \`test.use\`: the page's time is the test's, see {@link LineWindow.pass}. */
  clock: boolean;
}

export const test = base.extend<Fixtures, { built: string; chrome: Browser }>({
  before: ['', { option: true }],
  clock: [false, { option: true }],
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures used from it
    async ({}, use) => {
      const out = join(root, 'test-results/line-build');
      await promisify(execFile)(process.execPath, ['scripts/build.ts', '--only', 'line', '--out', out], {
        cwd: root,
      });
      await use(join(out, 'renderer/line'));
    },
    { scope: 'worker' },
  ],
  chrome: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures used from it
    async ({}, use) => {
      const chrome = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumArgs });
      await use(chrome);
      await chrome.close();
    },
    { scope: 'worker' },
  ],
  line: async ({ built, chrome, before, clock }, use) => {
    const pages = new Map<string, Buffer>();
    for (const name of await filesOf(built)) pages.set(`/${name}`, await readFile(join(built, name)));
    const edge = new ScriptedEdge((path) => {
      if (path === '/customer') return { type: 'text/html', body: '<!doctype html><title>Customer</title>' };
      const body = pages.get(path);
      return body ? { type: types[path.split('.').at(-1) ?? ''] ?? 'text/plain', body } : null;
    });
    await edge.start();
    const line = new LineWindow(edge);
    const context = await chrome.newContext({ permissions: ['microphone'] });
    line.page = await context.newPage();
    await line.page.exposeFunction('tellFact', (fact: LineFact) => {
      line.facts.record({ fact });
      return { ok: true };
    });
    await line.page.addInitScript(bridgeScript);
    await line.page.addInitScript(watchScript);
    if (before !== '') await line.page.addInitScript(before);
    if (clock) await line.page.clock.install();
    await line.page.goto(`http://127.0.0.1:${edge.port}/index.html`);
    await use(line);
    await context.close();
    await edge.stop();
  },
  customer: async ({ chrome, line }, use) => {
    const context = await chrome.newContext({ permissions: ['microphone'] });
    const page = await context.newPage();
    await page.addInitScript(customerScript);
    await page.goto(`http://127.0.0.1:${line.edge.port}/customer`);
    await use(new Customer(page));
    await context.close();
  },
});

async function filesOf(folder: string): Promise<string[]> {
  const { readdir } = await import('node:fs/promises');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

export const { expect } = test;
