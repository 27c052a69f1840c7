// The SIP endpoint of one account: user agent, wire, registration and calls, joined.
import { Core, URI, UserAgent } from 'sip.js';
import type { LineAccount } from '../../app/contract/line.ts';
import { Calls } from './calls.ts';
import type { ContactIdentity } from './identity.ts';
import type { Certificates } from './media/certificate.ts';
import { RegisterRequests } from './register-request.ts';
import { RegistrationKeeper } from './registration.ts';
import type { Report } from './report.ts';
import { Wire, type WireOptions } from './wire.ts';

/** Longer than our own limit on ringing, which says why a call ended; in seconds. */
const libraryNoAnswer = 180;

export interface EndpointOptions {
  account: LineAccount;
  identity: ContactIdentity;
  certificates: Certificates;
  report: Report;
}

export class Endpoint {
  readonly account: LineAccount;
  readonly calls: Calls;
  readonly #agent: UserAgent;
  readonly #wire: Wire;
  readonly #requests: RegisterRequests;
  readonly #registration: RegistrationKeeper;
  readonly #report: Report;
  #retired = false;
  readonly #stopped = Promise.withResolvers<void>();

  constructor({ account, identity, certificates, report }: EndpointOptions) {
    this.account = account;
    this.#report = report;
    this.calls = new Calls({
      account,
      report,
      certificates,
      isLineUp: () => this.#wire.isConnected(),
      agent: () => this.#agent,
    });
    this.#agent = this.#userAgent(identity);
    this.#wire = wireOf(this.#agent);
    // sip.js claims `outbound` without having it: no flow token, no instance (RFC 5626 §5.4).
    this.#agent.userAgentCore.configuration.supportedOptionTags.length = 0;
    this.#agent.userAgentCore.configuration.supportedOptionTagsResponse.length = 0;
    this.#requests = new RegisterRequests({
      agent: this.#agent,
      domain: account.sipDomain,
      protocol: this.#wire.protocol,
      send: (text) => this.#wire.write(text),
      answers: {
        accepted: (request, expiresIn) => this.#registration.take({ kind: 'accepted', request, expiresIn }),
        rejected: (request, refusal) => this.#registration.take({ kind: 'rejected', request, ...refusal }),
      },
    });
    this.#registration = new RegistrationKeeper({
      openSocket: (socket) => this.#wire.open(socket),
      closeSocket: () => this.#wire.close(),
      sendRegister: (request) => this.#requests.register(request),
      sendUnregister: (request) => this.#requests.unregister(request),
      inCall: () => !this.calls.isIdle,
      changed: (state, registeredAnew) => {
        if (!this.#retired) report.fact({ kind: 'state', state });
        if (registeredAnew) this.calls.lineUp();
      },
      stopped: () => {
        if (this.#retired) this.#dispose();
      },
      fault: (where, thrown) => report.fault(where, thrown),
    });
  }

  /**
   * Starts, or tries again after a refusal; otherwise goes on with what is under way. `after`: what must have
   * left the edge before, or its un-REGISTER could take this registration away.
   */
  async register(after: Promise<void>): Promise<void> {
    this.#registration.take({ kind: 'network', online: navigator.onLine });
    await after;
    if (this.#retired) return;
    await this.#agent.start();
    this.#registration.take({ kind: 'register' });
  }

  /** `asked`: by the agent, who waits for it. */
  reconnect(asked: boolean): void {
    this.#registration.take({ kind: 'reconnect', asked });
  }

  network(online: boolean): void {
    this.#registration.take({ kind: 'network', online });
  }

  /**
   * Hangs up, unregisters and goes for ever; `off` is reported at once, the edge is told meanwhile. Resolves
   * when the edge has answered the unregistering, and so has every BYE before it on the same socket.
   */
  retire(): Promise<void> {
    if (this.#retired) return this.#stopped.promise;
    this.calls.hangUpAll();
    this.#registration.take({ kind: 'unregister' });
    this.#retired = true;
    if (this.#registration.isOff) this.#dispose();
    return this.#stopped.promise;
  }

  #dispose(): void {
    this.#stopped.resolve();
    this.#agent.stop().catch((error: unknown) => this.#report.fault('endpoint', error));
  }

  #received(message: Core.IncomingRequestMessage | Core.IncomingResponseMessage): void {
    const core = this.#agent.userAgentCore;
    if (message instanceof Core.IncomingRequestMessage) core.receiveIncomingRequestFromTransport(message);
    else core.receiveIncomingResponseFromTransport(message);
  }

  #userAgent(identity: ContactIdentity): UserAgent {
    const { sipUrl, sipDomain, sipUser, sipSecret } = this.account;
    const report = this.#report;
    const transportOptions: WireOptions = {
      url: sipUrl,
      events: {
        opened: (socket) => this.#registration.take({ kind: 'socket-opened', socket }),
        closed: (socket) => this.#registration.take({ kind: 'socket-closed', socket }),
        down: () => this.calls.lineDown(),
        received: (message) => this.#received(message),
        registerAnswered: (answer) => this.#requests.answered(answer),
        refused: (request, refusal) => {
          report.fault('message', refusal.why);
          this.calls.unreadable(request, refusal.code, this.#wire.receivedAt);
        },
        fault: (where, thrown) => report.fault(where, thrown),
      },
    };
    return new UserAgent({
      uri: new URI('sip', sipUser, sipDomain),
      authorizationUsername: sipUser,
      authorizationPassword: sipSecret,
      contactName: identity.user,
      viaHost: identity.host,
      contactParams: { transport: 'ws' },
      userAgentString: 'Offhook',
      transportConstructor: Wire,
      transportOptions,
      // Ours are the policies on ringing, retrying and stopping.
      noAnswerTimeout: libraryNoAnswer,
      sendInitialProvisionalResponse: false,
      gracefulShutdown: false,
      // The library would print its configuration, and with it what is as good as the secret.
      logConfiguration: false,
      logBuiltinEnabled: false,
      logLevel: 'error',
      logConnector: (level, category, _label, content) => {
        if (level === 'error') report.fault(category, content);
      },
      sessionDescriptionHandlerFactory: (session) => this.calls.descriptions(session),
      delegate: { onInvite: (invitation) => this.calls.invited(invitation, this.#wire.receivedAt) },
    });
  }
}

function wireOf({ transport }: UserAgent): Wire {
  if (!(transport instanceof Wire)) throw new Error('The user agent has another transport.');
  return transport;
}
