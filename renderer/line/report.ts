// How the line tells main: facts in the order they happen, and faults without anything private in them.
import type { LineBridge } from '../../app/contract/bridge.ts';
import type { LineFact } from '../../app/contract/line.ts';
import { faultDetail } from '../../app/line/fault.ts';
import { now } from './clock.ts';

export interface Report {
  fact(fact: LineFact): void;
  /** `where` names the part of the line, `thrown` is what it met. */
  fault(where: string, thrown: unknown, callId?: string): void;
}

export function reportTo(bridge: LineBridge): Report {
  const fact = (told: LineFact) => {
    // Main answers a refused fact in its own log; there is nobody here to tell.
    bridge.fact(told).catch(() => undefined);
  };
  return {
    fact,
    fault(where, thrown, callId) {
      fact({ kind: 'fault', where, detail: faultDetail(thrown), callId: callId ?? null, at: now() });
    },
  };
}
