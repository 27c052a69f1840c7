// The built line window in Chromium with a recording bridge, an edge of the test's own, and a customer with a tone.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, test as base, chromium, type Page } from '@playwright/test';
import type { LineFact, LineOrder } from '../../app/contract/line.ts';
import { Feed } from '../../simulator/events.ts';
import { domain, ScriptedEdge, secret } from './edge.ts';

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

  async register(sipSecret = secret): Promise<void> {
    const sipUrl = `ws://127.0.0.1:${this.edge.port}/wss`;
    await this.order({
      kind: 'register',
      account: { sipUrl, sipDomain: domain, sipUser: 'agent', sipSecret, stunServers: [] },
    });
  }

  async registered(): Promise<void> {
    await this.register();
    await this.fact('state', ({ state }) => state.kind === 'registered');
  }
}

/** The customer's side: a steady tone, an offer or an answer with all its candidates. */
export class Customer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  offer(): Promise<string> {
    return this.page.evaluate(async () => {
      const connection = await (window as unknown as { call(): Promise<RTCPeerConnection> }).call();
      await connection.setLocalDescription();
      await gathered(connection);
      return connection.localDescription?.sdp ?? '';
      function gathered(pc: RTCPeerConnection): Promise<void> {
        return new Promise((done) => {
          const check = () => pc.iceGatheringState === 'complete' && done();
          pc.addEventListener('icegatheringstatechange', check);
          check();
        });
      }
    });
  }

  async take(answer: string): Promise<void> {
    await this.page.evaluate(async (sdp) => {
      const { connection } = window as unknown as { connection: RTCPeerConnection };
      await connection.setRemoteDescription({ type: 'answer', sdp });
    }, answer);
  }

  answer(offer: string): Promise<string> {
    return this.page.evaluate(async (sdp) => {
      const scope = window as unknown as {
        connection?: RTCPeerConnection;
        call(): Promise<RTCPeerConnection>;
      };
      const connection = scope.connection ?? (await scope.call());
      await connection.setRemoteDescription({ type: 'offer', sdp });
      await connection.setLocalDescription();
      await new Promise<void>((done) => {
        const check = () => connection.iceGatheringState === 'complete' && done();
        connection.addEventListener('icegatheringstatechange', check);
        check();
      });
      return connection.localDescription?.sdp ?? '';
    }, offer);
  }

  /** Energy of what the customer hears, cumulative. */
  energyHeard(): Promise<number> {
    return this.page.evaluate(async () => {
      const { connection } = window as unknown as { connection: RTCPeerConnection };
      const reports = [...(await connection.getStats()).values()] as {
        type: string;
        totalAudioEnergy?: number;
      }[];
      return reports.find((report) => report.type === 'inbound-rtp')?.totalAudioEnergy ?? 0;
    });
  }
}

const customerScript = `
  window.call = async () => {
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 440 });
    const sink = new MediaStreamAudioDestinationNode(context);
    tone.connect(sink);
    tone.start();
    const connection = new RTCPeerConnection();
    connection.addTrack(sink.stream.getAudioTracks()[0], sink.stream);
    connection.addEventListener('track', ({ track }) => {
      const audio = new Audio();
      audio.srcObject = new MediaStream([track]);
      audio.play();
    });
    window.connection = connection;
    return connection;
  };
`;

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
}

export const test = base.extend<Fixtures, { built: string; chrome: Browser }>({
  before: ['', { option: true }],
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
  line: async ({ built, chrome, before }, use) => {
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
    if (before !== '') await line.page.addInitScript(before);
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
