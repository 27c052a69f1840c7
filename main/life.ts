// The phone's life after its start: waking, the network's return, and quitting in order.
import type { App, BrowserWindow, Net, PowerMonitor } from 'electron';
import { type Call, type EndReason, isLive, isRinging } from '../app/calls/call.ts';
import type { Desk } from './desk/desk.ts';
import type { Log } from './log/log.ts';
import { NetworkWatch } from './os/network.ts';
import { watchPower } from './os/power.ts';

export interface WakeOptions {
  desk: Desk;
  log: Log;
  net: Pick<Net, 'isOnline'>;
  powerMonitor: PowerMonitor;
  /** Connections may be dead without knowing it: the line and the shift find out. */
  comeBack: () => void;
  /** Somebody is there again: the shift looks whether it still knows the truth. */
  refresh: () => void;
  /** The system is going down. */
  leave: () => void;
}

/** Watches the network and the machine's sleep until the answer is called. */
export function watchWake(options: WakeOptions): () => void {
  const { desk, log, net, powerMonitor, comeBack, refresh, leave } = options;
  const network = new NetworkWatch({
    net,
    onChange: (value) => {
      const returned = value === 'online' && desk.state.network === 'offline';
      desk.dispatch({ kind: 'network', network: value });
      if (returned) comeBack();
    },
  });
  network.start();
  const stopPower = watchPower(powerMonitor, {
    onSleep: () => log.info('sleep'),
    onWake: () => {
      log.info('wake');
      network.look();
      // A ring or a call does not outlive sleep by its socket alone: the line finds out and says so.
      comeBack();
    },
    onUnlock: refresh,
    onShutdown: leave,
  });
  return () => {
    stopPower();
    network.stop();
  };
}

/** Milliseconds a quit may take until the phone's windows close: for BYE, the unregistering and the records. */
const farewellLimit = 1_500;

export interface QuittingOptions {
  desk: Desk;
  log: Log;
  app: Pick<App, 'quit'>;
  /** Asks whether `call` may be lost; false keeps the phone running. */
  confirm: (call: Call) => Promise<boolean>;
  /** Ends the shift and takes the account off the line; resolves when the edge knows. */
  leaveLine: () => Promise<void>;
  /** Takes away what there is to see. Nothing may bring it back. */
  close: () => void;
  limit?: number;
}

/**
 * How the phone ends.
 *
 *     running ──ask, a call lives──▶ asking ──yes──▶ leaving ──the edge knows, or the limit──▶ gone
 *      ▲  │                            │ │               ▲
 *      │  │                            │ └──leave────────┤
 *      │  └──ask without a call, leave─┼─────────────────┘
 *      └───────────────no──────────────┘
 *
 * `ask` is a person's wish to quit. `leave` is everything that must not wait for an answer: the end of the
 * desktop's session, a signal, the system's shutdown. Electron turns signals into `before-quit` (its own
 * handler replaces the app's), so that one never asks either. In `leaving` calls are hung up, the line is
 * unregistered and what became of them is recorded; `gone` is left by nothing.
 */
export class Quitting {
  #stage: 'running' | 'asking' | 'leaving' | 'gone' = 'running';
  readonly #options: QuittingOptions;

  constructor(options: QuittingOptions) {
    this.#options = options;
  }

  /** The agent wants to quit; in a call they are asked first. */
  async ask(): Promise<void> {
    if (this.#stage !== 'running') return;
    const call = this.#options.desk.state.calls.find(isLive);
    if (call !== undefined) {
      this.#stage = 'asking';
      const agreed = await this.#options.confirm(call).catch((error: unknown) => {
        this.#options.log.error('quit-not-asked', { error });
        return false;
      });
      if (this.#stage !== 'asking') return;
      this.#stage = 'running';
      if (!agreed) return;
    }
    await this.leave();
  }

  /** Says goodbye and quits, whoever is on the line. */
  async leave(): Promise<void> {
    if (this.#stage === 'leaving' || this.#stage === 'gone') return;
    this.#stage = 'leaving';
    const { desk, log, app, limit = farewellLimit } = this.#options;
    const live = desk.state.calls.filter(isLive);
    log.info('quit', { calls: live.length });
    const over = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      log.warn('quit-unanswered');
      over.resolve();
    }, limit);
    void this.#goodbye().then(over.resolve, (error: unknown) => {
      log.error('goodbye-failed', { error });
      over.resolve();
    });
    await over.promise;
    clearTimeout(timer);
    for (const call of live) {
      // Already recorded if the line said how it ended.
      desk.dispatch({ kind: 'call-ended', callId: call.id, reason: reasonOf(call), at: Date.now() });
    }
    this.#stage = 'gone';
    app.quit();
  }

  /** Electron's `before-quit`: nothing quits before the phone has left. */
  beforeQuit(event: { preventDefault(): void }): void {
    if (this.#stage === 'gone') {
      this.#options.close();
    } else {
      event.preventDefault();
      void this.leave();
    }
  }

  /** Windows ends a session by telling each window; `before-quit` does not come then. */
  watchSession(window: Pick<BrowserWindow, 'on'>): void {
    window.on('query-session-end', () => void this.leave());
    window.on('session-end', () => void this.leave());
  }

  async #goodbye(): Promise<void> {
    const { desk, leaveLine } = this.#options;
    const quiet = Promise.withResolvers<void>();
    const look = () => {
      if (!desk.state.calls.some(isLive)) quiet.resolve();
    };
    const stop = desk.subscribe(look);
    for (const { id } of desk.state.calls.filter(isLive)) {
      // Whichever fits its phase.
      desk.dispatch({ kind: 'decline-chosen', callId: id });
      desk.dispatch({ kind: 'hang-up-chosen', callId: id });
    }
    look();
    await Promise.all([leaveLine(), quiet.promise]).finally(stop);
  }
}

/** What ended a call that the phone left behind. */
function reasonOf(call: Call): EndReason {
  return isRinging(call) ? 'declined' : 'hung-up-by-agent';
}
