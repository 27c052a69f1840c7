// What the line answers by itself to a request that sip.js would drop without a word.
import { Core } from 'sip.js';
import { type SipText, statelessReply } from '../../app/line/sip-text.ts';

export interface Refusal {
  readonly code: number;
  /** For the log. */
  readonly why: string;
  /** The reply as text; null where there can be none. */
  readonly reply: string | null;
}

/** sip.js takes a request only when its grammar has read these. */
const needed = ['from', 'to', 'call-id', 'cseq', 'via'];

/** Two of these that differ have no meaning: which of them counts is anybody's guess (RFC 4475 §3.3.8). */
const single = ['from', 'to', 'call-id', 'cseq'];

/** Never prints: the wire says itself what was refused. */
const quiet = quietLogger();

/** Null for what sip.js can take, which is all but a few messages of odd senders. */
export function refusalOf(text: string, message: SipText, longest: number): Refusal | null {
  if (text.length > longest) {
    return refusalAs(message, 513, 'Message Too Large', `it has ${text.length} characters`);
  }
  const twice = single.find((name) => new Set(message.headers(name)).size > 1);
  if (twice !== undefined) return refusalAs(message, 400, 'Bad Request', `it says ${twice} twice`);
  return isReadable(text) ? null : refusalAs(message, 400, 'Bad Request', 'its headers cannot be read');
}

export function refusalAs(message: SipText, code: number, reason: string, why: string): Refusal {
  const reply = statelessReply(message, code, reason);
  const what = message.method ?? `A reply ${message.status}`;
  return { code, why: `${what}: ${why}${reply === null ? '' : `, answered ${code}`}.`, reply };
}

function isReadable(text: string): boolean {
  try {
    const parsed = Core.Parser.parseMessage(text, quiet);
    return parsed !== undefined && needed.every((name) => parsed.hasHeader(name));
  } catch {
    return false;
  }
}

function quietLogger(): Core.Logger {
  const factory = new Core.LoggerFactory();
  factory.builtinEnabled = false;
  return factory.getLogger('line');
}
