// The hidden line window: carries out main's orders, reports facts. Composition only.
import '../ui/strict-csp.ts';
import type { LineBridge } from '../../app/contract/bridge.ts';
import { type LineAccount, type LineOrder, lineOrderSchema } from '../../app/contract/line.ts';
import { now } from './clock.ts';
import { Endpoint } from './endpoint.ts';
import { contactIdentity } from './identity.ts';
import { Certificates } from './media/certificate.ts';
import { watchMicrophone } from './media/microphone-watch.ts';
import { type Report, reportTo } from './report.ts';
import { Tone } from './tone.ts';

declare global {
  interface Window {
    readonly lineBridge: LineBridge;
  }
}

class Line {
  #endpoint: Endpoint | null = null;
  /** Resolves when no earlier endpoint is still on its way out. */
  #left: Promise<void> = Promise.resolve();
  readonly #report: Report;
  readonly #tone: Tone;
  readonly #certificates = new Certificates();

  constructor(report: Report) {
    this.#report = report;
    this.#tone = new Tone((where, thrown) => report.fault(where, thrown));
  }

  obey(order: LineOrder): void {
    switch (order.kind) {
      case 'register':
        this.#register(order.account);
        return;
      case 'unregister':
        this.#leave();
        void this.#left.then(() => this.#report.fact({ kind: 'retired' }));
        return;
      case 'reconnect':
        this.#endpoint?.reconnect(order.asked);
        return;
      case 'answer': {
        const orderedAt = now();
        this.#call(order.callId)
          ?.answer(orderedAt)
          .catch((error: unknown) => this.#report.fault('answer', error, order.callId));
        return;
      }
      case 'decline':
        this.#call(order.callId)?.decline();
        return;
      case 'refuse-busy':
        this.#call(order.callId)?.refuseBusy();
        return;
      case 'hang-up':
        this.#call(order.callId)?.hangUp();
        return;
      case 'ring':
        this.#tone.ring(order.ringing, order.volume);
        return;
    }
  }

  network(online: boolean): void {
    this.#endpoint?.network(online);
  }

  #call(callId: string) {
    return this.#endpoint?.calls.find(callId) ?? null;
  }

  #leave(): void {
    if (this.#endpoint === null) return;
    const left = this.#left;
    this.#left = this.#endpoint.retire().then(() => left);
    this.#endpoint = null;
  }

  #register(account: LineAccount): void {
    if (this.#endpoint !== null && !isSame(this.#endpoint.account, account)) this.#leave();
    this.#endpoint ??= new Endpoint({
      account,
      identity: contactIdentity(localStorage),
      certificates: this.#certificates,
      report: this.#report,
    });
    this.#endpoint.register(this.#left).catch((error: unknown) => this.#report.fault('register', error));
  }
}

function isSame(one: LineAccount, other: LineAccount): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function start(bridge: LineBridge): Promise<void> {
  const report = reportTo(bridge);
  const line = new Line(report);
  window.addEventListener('error', (event) => report.fault('window', event.error ?? event.message));
  window.addEventListener('unhandledrejection', (event) => report.fault('window', event.reason));
  watchMicrophone((microphone) => report.fact({ kind: 'microphone', microphone }));
  window.addEventListener('online', () => line.network(true));
  window.addEventListener('offline', () => line.network(false));

  const take = (order: unknown) => {
    const read = lineOrderSchema.safeParse(order);
    if (!read.success) report.fault('order', `Not an order: ${read.error.issues[0]?.message ?? ''}`);
    else line.obey(read.data);
  };
  // Orders told while main still answers are newer than its answer, so they wait behind it.
  let early: unknown[] | null = [];
  bridge.onOrder((order) => {
    if (early === null) take(order);
    else early.push(order);
  });
  const ready = await bridge.ready();
  if (!ready.ok) report.fault('ready', ready.failure.reason);
  const waiting = [...(ready.ok ? ready.value : []), ...early];
  early = null;
  for (const order of waiting) take(order);
}

void start(window.lineBridge);
