// The one owner of the phone's state: takes events, keeps what follows, tells whoever shows it.
import { type DeskEffect, type DeskEvent, reduce } from '../../app/desk/reducer.ts';
import { type DeskState, initialDeskState } from '../../app/desk/state.ts';

/** One step of the state, as listeners see it. */
export interface DeskStepSeen {
  state: DeskState;
  previous: DeskState;
  event: DeskEvent;
  /** Grows by one with each step that changed something. */
  revision: number;
}

export interface DeskOptions {
  /** Does what an event calls for. */
  perform: (effect: DeskEffect) => void;
  /** Told of a listener or an effect that threw; the desk goes on. */
  onFault: (error: unknown, event: DeskEvent) => void;
}

/**
 * Events are taken one after another, in the order they came, also when a listener or an effect dispatches
 * more of them: each step's listeners see that step whole before the next one begins.
 */
export class Desk {
  #state = initialDeskState;
  #revision = 0;
  #taking = false;
  readonly #waiting: DeskEvent[] = [];
  readonly #listeners = new Set<(step: DeskStepSeen) => void>();
  readonly #options: DeskOptions;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  get state(): DeskState {
    return this.#state;
  }

  get revision(): number {
    return this.#revision;
  }

  dispatch(event: DeskEvent): void {
    this.#waiting.push(event);
    if (this.#taking) return;
    this.#taking = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
        this.#take(next);
    } finally {
      this.#taking = false;
    }
  }

  /** Calls `listener` after every step that changed something; the answer ends that. */
  subscribe(listener: (step: DeskStepSeen) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take(event: DeskEvent): void {
    const previous = this.#state;
    const step = reduce(previous, event);
    if (step.state !== previous) {
      this.#state = step.state;
      this.#revision += 1;
      const seen = { state: step.state, previous, event, revision: this.#revision };
      for (const listener of [...this.#listeners]) this.#guarded(() => listener(seen), event);
    }
    for (const effect of step.effects) this.#guarded(() => this.#options.perform(effect), event);
  }

  #guarded(act: () => void, event: DeskEvent): void {
    try {
      act();
    } catch (error) {
      this.#options.onFault(error, event);
    }
  }
}

/** The top-level parts of the state that differ, whole. */
export function changedParts(previous: DeskState, state: DeskState): Partial<DeskState> {
  const entries = Object.entries(state).filter(
    ([part, value]) => value !== previous[part as keyof DeskState],
  );
  return Object.fromEntries(entries);
}
