// What a call is made of: what it needs of the edge, who calls whom with what, and what is told of it.
import type { SimulatedAgent } from '../agents/agents.ts';
import type { Feed } from '../events.ts';
import type { Faults, InviteFaults } from '../faults.ts';
import type { CallState, CallStep } from './call-state.ts';
import type { CustomerMedia } from './media.ts';
import type { SipHeader } from './message.ts';
import type { Binding } from './registrar.ts';
import type { Direction } from './sdp.ts';
import type { Transactions } from './transactions.ts';

export type CallEvent =
  | { kind: 'state'; state: CallState; outcome: string | null; code: number | null }
  | { kind: 'reply'; status: number; flow: number }
  | { kind: 'cancel-sent' | 'ack' | 'bye-answered' | 'moved'; flow: number }
  | { kind: 'reinvite'; by: 'agent' | 'customer'; direction: Direction; status: number | null }
  | { kind: 'info'; contentType: string; body: string }
  | { kind: 'media-trouble'; detail: string };

/** Milliseconds since the epoch, with fractions; null for what has not happened. */
export interface CallTimings {
  invitedAt: number | null;
  tryingAt: number | null;
  ringingAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
}

/** What a call needs of the edge. */
export interface CallEdge {
  readonly faults: Faults;
  readonly transactions: Transactions;
  readonly domain: string;
  readonly host: string;
  bindings(agent: string): Binding[];
}

export interface CallParts {
  readonly agent: SimulatedAgent;
  readonly from: string;
  readonly name: string | null;
  readonly callSid: string;
  readonly media: CustomerMedia;
  readonly headers: readonly SipHeader[];
  /** Sent instead of the media's offer; null sends no body. Undefined: the media's own. */
  readonly sdp: string | null | undefined;
  readonly invite: InviteFaults;
  /** Milliseconds. */
  readonly ringFor: number;
}

/** A call, to those who speak inside it. */
export interface CallInside {
  readonly edge: CallEdge;
  readonly parts: CallParts;
  readonly events: Feed<CallEvent>;
  /** Our own re-INVITE is under way. */
  readonly reinviting: boolean;
  end(step: CallStep): void;
  /** The customer's side made no sense of a description. */
  mediaTrouble(error: unknown): void;
}
