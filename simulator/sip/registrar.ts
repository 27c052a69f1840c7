// Who can be rung, and where: REGISTER with its challenge, and the bindings it makes (RFC 3261 §10.3).
import type { Agents, SimulatedAgent } from '../agents/agents.ts';
import type { Faults } from '../faults.ts';
import { parseAddress, parseUri, splitOutside } from './address.ts';
import { challenge, isRightAnswer, Nonces, parseDigest } from './digest.ts';
import type { Flow } from './flow.ts';
import { header, headerLines, headersOf, type SipRequest, type SipResponse } from './message.ts';
import { replyTo } from './reply.ts';

/** A place where an agent can be rung. Times are milliseconds since the epoch. */
export interface Binding {
  readonly agent: string;
  readonly contact: string;
  readonly flow: Flow;
  readonly registeredAt: number;
  readonly expiresAt: number;
  /** What makes two REGISTERs the same endpoint: its instance (RFC 5626 §4.1), else its contact. */
  readonly endpoint: string;
}

export interface RegistrarOptions {
  /** SIP domain and realm. */
  readonly domain: string;
  readonly agents: Agents;
  readonly faults: Faults;
  /** Seconds. */
  readonly longestExpires: number;
  readonly policy: 'newest' | 'fork';
}

export type RegistrarChange =
  | { kind: 'registered' | 'unregistered'; agent: string }
  | { kind: 'register-refused'; agent: string; detail: string };

export class Registrar {
  readonly nonces = new Nonces();
  readonly #options: RegistrarOptions;
  #bindings: Binding[] = [];

  constructor(options: RegistrarOptions) {
    this.#options = options;
  }

  /** Live bindings, newest first; those of one agent when given. */
  bindings(agent?: string): Binding[] {
    const time = Date.now();
    this.#bindings = this.#bindings.filter((binding) => binding.expiresAt > time);
    return this.#bindings.filter((binding) => agent === undefined || binding.agent === agent);
  }

  forgetAll(): void {
    this.#bindings = [];
  }

  /** The reply to a REGISTER, null to keep silent, and what it changed. */
  register(request: SipRequest, flow: Flow): { reply: SipResponse | null; change: RegistrarChange | null } {
    const { faults, agents, domain } = this.#options;
    const { user, host } = parseUri(parseAddress(header(request, 'To')).uri);
    const spoiled = this.#spoil(request);
    if (spoiled !== undefined) return { reply: spoiled, change: null };
    if (host !== domain) return { reply: replyTo(request, 404), change: null };

    const agent = agents.bySipName(user);
    const refused = this.#checkAnswer(request, user, agent);
    if (refused !== null) {
      const detail = `${refused.status}`;
      const asked = header(request, 'Authorization') !== '';
      const change = asked
        ? ({ kind: 'register-refused', agent: agent?.userId ?? user, detail } as const)
        : null;
      return { reply: refused, change };
    }
    // `#checkAnswer` lets nobody unknown through.
    if (!agent) return { reply: replyTo(request, faults.register.wrongSecret), change: null };
    return this.#bind(request, flow, agent.userId);
  }

  /** `undefined`: no fault applies. */
  #spoil(request: SipRequest): SipResponse | null | undefined {
    const fault = this.#options.faults.register;
    if (fault.reply === null) return undefined;
    const { reply } = fault;
    if (fault.count !== null) {
      fault.count -= 1;
      if (fault.count <= 0) {
        fault.reply = null;
        fault.count = null;
      }
    }
    if (reply === 'none') return null;
    const wait = fault.retryAfter;
    return replyTo(request, reply, {
      headers: wait === null ? [] : headersOf(['Retry-After', String(wait)]),
    });
  }

  #checkAnswer(request: SipRequest, user: string, agent: SimulatedAgent | undefined): SipResponse | null {
    const { domain, faults } = this.#options;
    const ask = (stale: boolean): SipResponse =>
      replyTo(request, 401, {
        headers: headersOf(['WWW-Authenticate', challenge(domain, this.nonces.issue(), stale)]),
      });
    const digest = parseDigest(header(request, 'Authorization'));
    if (digest === null) return ask(false);
    const state = this.nonces.check(digest.get('nonce') ?? '');
    if (state === 'unknown' || faults.register.wrongNonce) return ask(false);
    const right =
      agent !== undefined &&
      agent.sipSecret !== '' &&
      digest.get('username') === user &&
      digest.get('realm') === domain &&
      isRightAnswer(digest, 'REGISTER', agent.sipSecret);
    if (!right) return faults.register.wrongSecret === 403 ? replyTo(request, 403) : ask(false);
    if (faults.register.stale > 0) {
      faults.register.stale -= 1;
      return ask(true);
    }
    return state === 'stale' ? ask(true) : null;
  }

  #bind(
    request: SipRequest,
    flow: Flow,
    agent: string,
  ): { reply: SipResponse; change: RegistrarChange | null } {
    const asked = header(request, 'Expires');
    const contacts = headerLines(request, 'Contact').flatMap((line) => splitOutside(line, ','));
    const before = this.bindings(agent).length;
    let added = false;
    for (const contact of contacts) {
      if (contact === '*') {
        if (asked !== '0') return { reply: replyTo(request, 400), change: null };
        this.#bindings = this.#bindings.filter((binding) => binding.agent !== agent);
        continue;
      }
      const { uri, params } = parseAddress(contact);
      const wanted = Number(params.get('expires') ?? (asked || this.#options.longestExpires));
      if (!Number.isInteger(wanted) || wanted < 0) return { reply: replyTo(request, 400), change: null };
      const instance = params.get('+sip.instance');
      const endpoint = instance ? `${instance} ${params.get('reg-id') ?? ''}` : uri;
      const replaced = (binding: Binding): boolean =>
        binding.agent === agent &&
        (binding.endpoint === endpoint ||
          binding.contact === uri ||
          (wanted > 0 && this.#options.policy === 'newest'));
      this.#bindings = this.#bindings.filter((binding) => !replaced(binding));
      if (wanted === 0) continue;
      added = true;
      const registeredAt = Date.now();
      const expiresAt = registeredAt + Math.min(wanted, this.#options.longestExpires) * 1000;
      this.#bindings.unshift({ agent, contact: uri, flow, registeredAt, expiresAt, endpoint });
    }
    const left = this.bindings(agent);
    const listed = left.map(({ contact, expiresAt }): [string, string] => [
      'Contact',
      `<${contact}>;expires=${Math.ceil((expiresAt - Date.now()) / 1000)}`,
    ]);
    const reply = replyTo(request, 200, { headers: headersOf(...listed) });
    if (added) return { reply, change: { kind: 'registered', agent } };
    return { reply, change: left.length < before ? { kind: 'unregistered', agent } : null };
  }
}
