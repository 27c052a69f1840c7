// Keeps the line registered: feeds what happens to the pure registration and does what it calls for.
import type { LineState } from '../../app/line/line.ts';
import { type LinePolicy, linePolicy } from '../../app/line/policy.ts';
import { type RegistrationEvent, step } from '../../app/line/registration.ts';
import type { RegistrationEffect } from '../../app/line/registration-moves.ts';
import { initialRegistration, lineStateOf, timerOf } from '../../app/line/registration-phase.ts';
import { now } from './clock.ts';

/** What the registration needs done by others. */
export interface RegistrationPort {
  openSocket(socket: number): void;
  closeSocket(): void;
  sendRegister(request: number): void;
  sendUnregister(request: number): void;
  /** A call is up or rings, or is owed its BYE. */
  inCall(): boolean;
  /** `registeredAnew`: the edge has just accepted the first REGISTER over a socket. */
  changed(state: LineState, registeredAnew: boolean): void;
  /** Nothing is under way any more, not even the unregistering that is told as off at once. */
  stopped(): void;
  fault(where: string, thrown: unknown): void;
}

export class RegistrationKeeper {
  #registration = initialRegistration;
  #told = JSON.stringify(lineStateOf(initialRegistration));
  #timeout: ReturnType<typeof setTimeout> | undefined;
  readonly #waiting: RegistrationEvent[] = [];
  #taking = false;
  readonly #port: RegistrationPort;
  readonly #policy: LinePolicy;

  constructor(port: RegistrationPort, policy: LinePolicy = linePolicy(Math.random)) {
    this.#port = port;
    this.#policy = policy;
  }

  get isOff(): boolean {
    return this.#registration.phase.kind === 'off';
  }

  /** Takes events one after another: an effect may bring the next before it returns. */
  take(event: RegistrationEvent): void {
    this.#waiting.push(event);
    if (this.#taking) return;
    this.#taking = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        this.#step(next);
      }
    } finally {
      this.#taking = false;
    }
  }

  #step(event: RegistrationEvent): void {
    const before = this.#registration.phase;
    const world = { now: now(), policy: this.#policy, inCall: this.#port.inCall() };
    const { registration, effects } = step(this.#registration, event, world);
    this.#registration = registration;
    if (timerOf(registration.phase) === null) clearTimeout(this.#timeout);
    for (const effect of effects) this.#perform(effect);
    this.#tell(lineStateOf(registration), before.kind === 'registering');
    if (registration.phase.kind === 'off' && before.kind !== 'off') this.#port.stopped();
  }

  #tell(state: LineState, wasRegistering: boolean): void {
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    this.#port.changed(state, wasRegistering && state.kind === 'registered');
  }

  #perform(effect: RegistrationEffect): void {
    try {
      this.#act(effect);
    } catch (error) {
      // The timer that guards every phase is running by now, so the registration goes on by itself.
      this.#port.fault('registration', error);
    }
  }

  #act(effect: RegistrationEffect): void {
    switch (effect.kind) {
      case 'start-timer':
        clearTimeout(this.#timeout);
        this.#timeout = setTimeout(() => this.take({ kind: 'timer', timer: effect.timer }), effect.delay);
        return;
      case 'open-socket':
        this.#port.openSocket(effect.socket);
        return;
      case 'close-socket':
        this.#port.closeSocket();
        return;
      case 'send-register':
        this.#port.sendRegister(effect.request);
        return;
      case 'send-unregister':
        this.#port.sendUnregister(effect.request);
        return;
    }
  }
}
