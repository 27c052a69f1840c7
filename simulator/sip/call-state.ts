// The life of a call from the customer's side, as a pure state machine.

/** `calling`: the INVITE is out. `ringing`: the agent's desktop says it rings. */
export type CallState = 'calling' | 'ringing' | 'talking' | 'ended';

/**
 * How a call ended. `completed`: both had talked. `declined`: the agent said no or is busy (facts.md §8, 27).
 * `unreachable`: nothing to ring, or no reply at all. `failed`: any other refusal.
 */
export type CallOutcome = 'completed' | 'declined' | 'no-answer' | 'cancelled' | 'unreachable' | 'failed';

export type CallStep =
  | { kind: 'rings' }
  | { kind: 'answered' }
  | { kind: 'ended'; outcome: CallOutcome; by: 'agent' | 'customer' | 'edge'; code: number | null };

export interface CallLife {
  readonly state: CallState;
  readonly outcome: CallOutcome | null;
  readonly endedBy: 'agent' | 'customer' | 'edge' | null;
  /** The SIP status that ended it, where one did. */
  readonly endCode: number | null;
}

export const newLife: CallLife = { state: 'calling', outcome: null, endedBy: null, endCode: null };

/** The next life; the same value when the step changes nothing (late or repeated). */
export function step(life: CallLife, event: CallStep): CallLife {
  if (life.state === 'ended') return life;
  switch (event.kind) {
    case 'rings':
      return life.state === 'calling' ? { ...life, state: 'ringing' } : life;
    case 'answered':
      return life.state === 'talking' ? life : { ...life, state: 'talking' };
    case 'ended':
      return { state: 'ended', outcome: event.outcome, endedBy: event.by, endCode: event.code };
  }
}

/** What a refusal of the INVITE means to the customer. */
export function outcomeOfRefusal(status: number): CallOutcome {
  if ([480, 486, 600, 603].includes(status)) return 'declined';
  if ([404, 408, 410, 430].includes(status)) return 'unreachable';
  return 'failed';
}
