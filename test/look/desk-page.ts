// The desk's page with main's state behind it, which goes on: what the page shows of each change, and what it asks.
import { test as base, expect, type Page } from '@playwright/test';
import { type DeskState, initialDeskState } from '../../app/desk/state.ts';
import { openPage } from './pages.ts';
import { now } from './scenes.ts';

export const signedIn: DeskState = {
  ...initialDeskState,
  signIn: {
    kind: 'signed-in',
    agent: {
      accountId: 'a',
      userId: 'asha@demo.in',
      name: 'Asha Nair',
      email: '',
      role: '',
      virtualNumber: '',
    },
  },
  secretStore: { kind: 'keyring', failure: null },
  line: { kind: 'registered', since: now, expiresAt: now + 60_000 },
  microphone: 'ready',
  device: {
    effective: 'sip',
    wanted: null,
    hasSip: true,
    hasPhone: true,
    phoneNumber: '•••3210',
    readAt: now,
  },
};

export class DeskPage {
  readonly page: Page;
  #revision = 1;

  constructor(page: Page) {
    this.page = page;
  }

  /** Main pushes the parts that changed, and the page has drawn them. */
  async push(parts: Partial<DeskState>): Promise<void> {
    this.#revision += 1;
    await this.page.evaluate(
      async (change) => {
        window.dispatchEvent(new CustomEvent('told', { detail: change }));
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      },
      { revision: this.#revision, parts },
    );
  }

  /** What the page asked of main, in order: the names of the bridge's functions. */
  asked(): Promise<unknown[]> {
    return this.page.evaluate(() => window.asked.map(([name]) => name));
  }

  get dock() {
    return this.page.locator('#current-call');
  }
}

interface Fixtures {
  openDesk: (state?: DeskState, width?: number, height?: number) => Promise<DeskPage>;
}

export const test = base.extend<Fixtures>({
  openDesk: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async (state = signedIn, width = 960, height = 680) => {
      const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
      pages.push(page);
      await openPage(page, 'desk', { desk: state });
      return new DeskPage(page);
    });
    for (const page of pages) await page.close();
  },
});

export { expect };
