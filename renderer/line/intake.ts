// Takes a message off the wire for sip.js, or says what is to be answered in its place.
import { Core } from 'sip.js';
import { type SipText, statelessReply } from '../../app/line/sip-text.ts';

export interface Refusal {
  readonly code: number;
  /** For the log. */
  readonly why: string;
  /** The reply as text; null where there can be none. */
  readonly reply: string | null;
}

export type Intake =
  | { readonly kind: 'taken'; readonly message: Core.IncomingRequestMessage | Core.IncomingResponseMessage }
  | ({ readonly kind: 'refused' } & Refusal);

/** Characters. A whole call fits into a few thousand; what is longer is read by nobody. */
export const longestMessage = 200_000;

/** sip.js can do nothing with a message in which its grammar has not read these. */
const needed = ['from', 'to', 'call-id', 'cseq', 'via'];

/** Two of these that differ have no meaning: which of them counts is anybody's guess (RFC 4475 §3.3.8). */
const single = ['from', 'to', 'call-id', 'cseq'];

/** Never prints: a refusal says itself what was wrong. */
const quiet = quietLogger();

/**
 * Reads a message with the grammar of sip.js, whose own intake drops without a word what it cannot read.
 * `read` is the same message, read without one.
 */
export function takeIn(text: string, read: SipText): Intake {
  if (text.length > longestMessage) {
    return refusal(read, 513, 'Message Too Large', `it has ${text.length} characters`);
  }
  const twice = single.find((name) => new Set(read.headers(name)).size > 1);
  if (twice !== undefined) return refusal(read, 400, 'Bad Request', `it says ${twice} twice`);
  const message = parsed(text);
  if (message === null) return refusal(read, 400, 'Bad Request', 'its headers cannot be read');
  const length = Number(message.getHeader('content-length') ?? 0);
  if (new TextEncoder().encode(message.body).length < length) {
    return refusal(read, 400, 'Bad Request', 'its body is cut short');
  }
  return { kind: 'taken', message };
}

/** What sip.js choked on. */
export function choked(read: SipText): Refusal {
  return refusal(read, 500, 'Server Internal Error', 'it could not be taken in');
}

function refusal(read: SipText, code: number, reason: string, why: string): Refusal & { kind: 'refused' } {
  const reply = statelessReply(read, code, reason);
  const what = read.method ?? `A reply ${read.status}`;
  return {
    kind: 'refused',
    code,
    why: `${what}: ${why}${reply === null ? '' : `, answered ${code}`}.`,
    reply,
  };
}

function parsed(text: string): Core.IncomingRequestMessage | Core.IncomingResponseMessage | null {
  try {
    const message = Core.Parser.parseMessage(text, quiet);
    return message !== undefined && needed.every((name) => message.hasHeader(name)) ? message : null;
  } catch {
    return null;
  }
}

function quietLogger(): Core.Logger {
  const factory = new Core.LoggerFactory();
  factory.builtinEnabled = false;
  return factory.getLogger('line');
}
