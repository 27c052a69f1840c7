// The REGISTER itself: sent for the registration machine, challenged and answered, its answer read tolerantly.
import { URI, type UserAgent } from 'sip.js';
import type { LineTrouble } from '../../app/line/line.ts';
import {
  type Challenge,
  finalTrouble,
  readChallenge,
  readExpires,
  readMinExpires,
  readRetryAfter,
} from '../../app/line/register-answer.ts';
import { exchangeOf, type SipText } from '../../app/line/sip-text.ts';
import { methods } from './methods.ts';

/** Seconds asked for; the edge decides (facts.md §4.2). */
const asked = 300;
/** Seconds. An edge that grants nothing shorter than this will not be asked for it. */
const longest = 86_400;
/** Challenges answered for one REGISTER: the edge's and a proxy's, and a stale nonce of each. */
const mostChallenges = 4;

export interface RegisterAnswers {
  accepted(request: number, expiresIn: number): void;
  rejected(request: number, refusal: Refusal): void;
}

export interface Refusal {
  code: number;
  /** Why no repetition would help; null where one may. */
  trouble: LineTrouble | null;
  /** Seconds the edge asks us to wait; null where it does not say. */
  retryAfter: number | null;
}

export interface RegisterOptions {
  agent: UserAgent;
  domain: string;
  /** As it stands in Via: `WSS` or `WS`. */
  protocol: string;
  send(text: string): void;
  answers: RegisterAnswers;
}

type CredentialsHeader = 'Authorization' | 'Proxy-Authorization';

/** The one REGISTER whose answer is waited for; what answers an earlier one is not heard. */
interface Pending {
  readonly request: number;
  readonly leaving: boolean;
  readonly credentials: ReadonlyMap<CredentialsHeader, string>;
  readonly challenges: number;
  readonly isRaised: boolean;
}

/**
 * Sends REGISTER requests of one binding: one Call-ID and a growing CSeq (RFC 3261 §10.2). They are written
 * here and not by sip.js, which claims `outbound` and `gruu` without an instance to go with them (RFC 5626
 * §4.2, RFC 5627 §4.1), answers one challenge of several, drops an answer for what it cannot read in another
 * device's Contact, and cannot be told that a request is given up.
 */
export class RegisterRequests {
  readonly #options: RegisterOptions;
  readonly #callId = crypto.randomUUID();
  readonly #tag = crypto.randomUUID().slice(0, 8);
  #sequence = 0;
  #expires = asked;
  #exchange = '';
  #pending: Pending | null = null;

  constructor(options: RegisterOptions) {
    this.#options = options;
  }

  register(request: number): void {
    this.#send({ request, leaving: false, credentials: new Map(), challenges: 0, isRaised: false });
  }

  unregister(request: number): void {
    this.#send({ request, leaving: true, credentials: new Map(), challenges: 0, isRaised: false });
  }

  /** A reply to a REGISTER came off the socket. */
  answered(answer: SipText): void {
    const pending = this.#pending;
    const status = answer.status ?? 0;
    if (pending === null || exchangeOf(answer) !== this.#exchange || status < 200) return;
    this.#pending = null;
    const { request } = pending;
    if (status < 300) {
      const user = this.#options.agent.contact.uri.user ?? '';
      this.#options.answers.accepted(request, readExpires(answer, user, this.#expires));
    } else if (status === 401) this.#challenged(pending, answer, 'www-authenticate', 'Authorization');
    else if (status === 407) this.#challenged(pending, answer, 'proxy-authenticate', 'Proxy-Authorization');
    else if (status === 423 && this.#raise(pending, answer)) this.#send({ ...pending, isRaised: true });
    else this.#refused(pending, answer, finalTrouble(status));
  }

  #challenged(pending: Pending, answer: SipText, asking: string, header: CredentialsHeader): void {
    const challenge = readChallenge(answer.headers(asking));
    const wasAnswered = pending.credentials.has(header) && challenge?.stale !== true;
    if (wasAnswered || pending.challenges >= mostChallenges) {
      this.#refused(pending, answer, 'wrong-secret');
    } else if (challenge === null) {
      this.#refused(pending, answer, 'authentication-unsupported');
    } else {
      const credentials = new Map(pending.credentials).set(header, this.#credentials(challenge));
      this.#send({ ...pending, credentials, challenges: pending.challenges + 1 });
    }
  }

  /** 423 Interval Too Brief names the shortest the edge grants (RFC 3261 §10.3): asked for once, within reason. */
  #raise(pending: Pending, answer: SipText): boolean {
    const shortest = readMinExpires(answer) ?? 0;
    if (pending.leaving || pending.isRaised || shortest <= this.#expires || shortest > longest) return false;
    this.#expires = shortest;
    return true;
  }

  #refused({ request }: Pending, answer: SipText, trouble: LineTrouble | null): void {
    const retryAfter = readRetryAfter(answer);
    this.#options.answers.rejected(request, { code: answer.status ?? 0, trouble, retryAfter });
  }

  #credentials(challenge: Challenge): string {
    const { configuration } = this.#options.agent.userAgentCore;
    const digest = configuration.authenticationFactory();
    if (digest === undefined) throw new Error('The user agent has no credentials.');
    // Only method and address go into the digest.
    const { aor } = configuration;
    const message = this.#options.agent.userAgentCore.makeOutgoingRequestMessage(
      'REGISTER',
      this.#registrar(),
      aor,
      aor,
      {},
    );
    if (!digest.authenticate(message, { ...challenge, algorithm: 'MD5' })) {
      throw new Error('A challenge that was read could not be answered.');
    }
    return digest.toString();
  }

  #registrar(): URI {
    return new URI('sip', '', this.#options.domain);
  }

  #send(pending: Pending): void {
    const { agent, protocol, send } = this.#options;
    const { aor, viaHost } = agent.userAgentCore.configuration;
    const branch = `z9hG4bK${crypto.randomUUID().replaceAll('-', '')}`;
    this.#sequence += 1;
    this.#pending = pending;
    this.#exchange = `${branch} REGISTER`;
    const lines = [
      `REGISTER ${this.#registrar()} SIP/2.0`,
      `Via: SIP/2.0/${protocol} ${viaHost};branch=${branch}`,
      'Max-Forwards: 70',
      `From: <${aor}>;tag=${this.#tag}`,
      `To: <${aor}>`,
      `Call-ID: ${this.#callId}`,
      `CSeq: ${this.#sequence} REGISTER`,
      `Contact: ${agent.contact.toString({ register: true })};expires=${pending.leaving ? 0 : this.#expires}`,
      ...[...pending.credentials].map(([name, value]) => `${name}: ${value}`),
      `Allow: ${methods.join(', ')}`,
      `User-Agent: ${agent.userAgentCore.configuration.userAgentHeaderFieldValue ?? ''}`,
      'Content-Length: 0',
    ];
    send(`${lines.join('\r\n')}\r\n\r\n`);
  }
}
