// The machine's sleep: told when it falls asleep and wakes, and kept from sleeping during a call.
import type { PowerMonitor, PowerSaveBlocker } from 'electron';
import { isLive, isRinging } from '../../app/calls/call.ts';
import type { DeskState } from '../../app/desk/state.ts';

export interface PowerListeners {
  /** The machine is about to sleep. */
  onSleep: () => void;
  /** It is awake again: connections may be dead without knowing it. */
  onWake: () => void;
  /** The screen was unlocked (Windows, macOS): somebody is there. */
  onUnlock: () => void;
  /** The system goes down (Linux, macOS). It is asked to wait until the phone has quit. */
  onShutdown: () => void;
}

/** Calls the listeners until the answer is called. */
export function watchPower(monitor: PowerMonitor, listeners: PowerListeners): () => void {
  const { onSleep, onWake, onUnlock } = listeners;
  // Electron gives an event here which its types leave out (electron.d.ts, PowerMonitor 'shutdown').
  const onShutdown = (event?: { preventDefault?: () => void }) => {
    event?.preventDefault?.();
    listeners.onShutdown();
  };
  monitor.on('suspend', onSleep);
  monitor.on('resume', onWake);
  monitor.on('unlock-screen', onUnlock);
  monitor.on('shutdown', onShutdown);
  return () => {
    monitor.off('suspend', onSleep);
    monitor.off('resume', onWake);
    monitor.off('unlock-screen', onUnlock);
    monitor.off('shutdown', onShutdown);
  };
}

/** Keeps the machine awake while somebody talks, and no longer. */
export class CallAwake {
  #block: number | null = null;
  readonly #blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;

  constructor(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>) {
    this.#blocker = blocker;
  }

  render(state: Pick<DeskState, 'calls'>): void {
    const talking = state.calls.some((call) => isLive(call) && !isRinging(call));
    if (talking && this.#block === null) {
      this.#block = this.#blocker.start('prevent-app-suspension');
    } else if (!talking && this.#block !== null) {
      this.#blocker.stop(this.#block);
      this.#block = null;
    }
  }
}
