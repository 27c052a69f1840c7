// The REGISTER itself: sent for the registration machine, its answer read tolerantly.
import { type Core, URI, type UserAgent } from 'sip.js';
import { readExpires, readRetryAfter } from '../../app/line/expires.ts';

/** Seconds asked for; the edge decides (facts.md §4.2). */
const asked = 300;
const methods = 'ACK, CANCEL, INVITE, MESSAGE, BYE, OPTIONS, INFO, NOTIFY, REFER';

export interface RegisterAnswers {
  accepted(request: number, expiresIn: number): void;
  rejected(request: number, code: number, retryAfter: number | null): void;
}

/**
 * Sends REGISTER requests of one binding: one Call-ID and a growing CSeq (RFC 3261 §10.2). sip.js's own
 * Registerer is not used: it refreshes and retries by its own clock, cannot be told that a request is
 * given up, and refuses the next one until then.
 */
export class RegisterRequests {
  readonly #agent: UserAgent;
  readonly #domain: string;
  readonly #answers: RegisterAnswers;
  #last: Core.OutgoingRequestMessage | null = null;
  #expires = asked;

  constructor(agent: UserAgent, domain: string, answers: RegisterAnswers) {
    this.#agent = agent;
    this.#domain = domain;
    this.#answers = answers;
  }

  register(request: number): void {
    this.#send(request, this.#expires);
  }

  unregister(request: number): void {
    this.#send(request, 0);
  }

  #send(request: number, expires: number): void {
    const { userAgentCore: core, contact } = this.#agent;
    const message = this.#message(core, [
      `Contact: ${contact.toString({ register: true })};expires=${expires}`,
      `Allow: ${methods}`,
    ]);
    this.#last = message;
    core.register(message, {
      onAccept: ({ message: answer }) => {
        const user = contact.uri.user ?? '';
        const granted = readExpires(answer.getHeaders('contact'), answer.getHeader('expires'), user, expires);
        this.#answers.accepted(request, granted);
      },
      onRedirect: ({ message: answer }) => {
        this.#answers.rejected(request, answer.statusCode ?? 300, null);
      },
      onReject: ({ message: answer }) => {
        const shortest = Number(answer.getHeader('min-expires'));
        // 423 Interval Too Brief names the shortest the edge grants (RFC 3261 §10.3): asked once, for good.
        if (answer.statusCode === 423 && expires > 0 && shortest > this.#expires) {
          this.#expires = shortest;
          this.#send(request, shortest);
          return;
        }
        this.#answers.rejected(
          request,
          answer.statusCode ?? 500,
          readRetryAfter(answer.getHeader('retry-after')),
        );
      },
    });
  }

  #message(core: Core.UserAgentCore, headers: string[]): Core.OutgoingRequestMessage {
    const { aor } = core.configuration;
    const last = this.#last;
    const binding = last === null ? {} : { callId: last.callId, fromTag: last.fromTag, cseq: last.cseq + 1 };
    return core.makeOutgoingRequestMessage(
      'REGISTER',
      new URI('sip', '', this.#domain),
      aor,
      aor,
      binding,
      headers,
    );
  }
}
