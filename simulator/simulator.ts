// The vendor on this machine: the Integrations API, the SIP edge, a customer's telephone, and a way to steer them.
import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Region } from '../app/account/account.ts';
import { Agents } from './agents/agents.ts';
import { demoAgent, demoAgents } from './agents/demo.ts';
import type { Served } from './api/served.ts';
import { basePath, createApi } from './api/server.ts';
import { Tokens } from './api/tokens.ts';
import { placeCall, placeWith, type Ring, type SimulatedCall } from './calls.ts';
import { createControl } from './control/server.ts';
import { TelephoneExchange } from './control/telephone.ts';
import { Feed, type SimulatorEvent } from './events.ts';
import { type Faults, noFaults } from './faults.ts';
import { type SimulatorOptions, simulatorOptionsSchema } from './options.ts';
import { Edge } from './sip/edge.ts';

export interface Simulator {
  readonly addresses: { api: string; sip: string; control: string; telephone: string };
  readonly demo: { appId: string; appSecret: string; userId: string; region: Region };
  /** Everything that can be made to go wrong: change it at any time. */
  readonly faults: Faults;
  readonly agents: Agents;
  readonly tokens: Tokens;
  readonly edge: Edge;
  readonly feed: Feed<SimulatorEvent>;
  /** A customer calls an agent. Resolves when the INVITE is out, or when nobody could be rung. */
  ring(call: Ring): Promise<SimulatedCall>;
  /** Resolves at the agent's next registration after event `after` (an index of the feed), or one already there. */
  waitForRegistration(agent: string, options?: { after?: number; timeoutMs?: number }): Promise<void>;
  stop(): Promise<void>;
}

const host = '127.0.0.1';

export async function startSimulator(given: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const options = simulatorOptionsSchema.parse(given);
  const feed = new Feed<SimulatorEvent>();
  const faults = noFaults();
  const agents = new Agents();
  for (const agent of demoAgents) agents.add(agent);
  const tokens = new Tokens(options.tokenLifetime);
  const service: Served = {
    options,
    faults,
    agents,
    tokens,
    feed,
    app: { appId: randomUUID(), appSecret: randomUUID(), name: 'Offhook demo' },
    customer: { id: agents.customerId, secret: randomBytes(16).toString('hex') },
    settings: new Map(),
  };
  const edge = new Edge({
    port: options.sipPort,
    domain: `${options.accountSid}.voip.exotel.com`,
    agents,
    faults,
    longestExpires: options.registrationExpires,
    policy: options.registrations,
    feed,
  });
  const api = createApi(service);
  const exchange = new TelephoneExchange();
  const desk = { edge, agents, faults, feed, exchange, ringFor: options.ringFor };
  const ring = (call: Ring) => placeCall(desk, call);
  const waitForRegistration: Simulator['waitForRegistration'] = async (
    agent,
    { after = -1, timeoutMs } = {},
  ) => {
    await feed.waitFor(
      (event) => event.kind === 'registered' && event.agent === agent && event.index > after,
      { what: `registration of ${agent}`, ...(timeoutMs === undefined ? {} : { timeoutMs }) },
    );
  };
  const control = createControl({
    edge,
    agents,
    faults,
    feed,
    tokens,
    exchange,
    ring,
    ringFrom: (telephone, call) => placeWith(desk, call, telephone),
  });

  await edge.start();
  await api.listen({ host, port: options.apiPort });
  await control.listen({ host, port: options.controlPort });
  const apiBase = `http://${host}:${portOf(api.server.address())}${basePath}`;
  const controlUrl = `http://${host}:${portOf(control.server.address())}/control`;
  return {
    addresses: {
      api: apiBase,
      sip: edge.url,
      control: controlUrl,
      telephone: new URL('/telephone/', controlUrl).href,
    },
    demo: {
      appId: service.app.appId,
      appSecret: service.app.appSecret,
      userId: demoAgent,
      region: {
        name: 'custom',
        apiBase,
        sipUrl: edge.url,
        sipDomain: '{account}.voip.exotel.com',
        stunServer: '',
      },
    },
    faults,
    agents,
    tokens,
    edge,
    feed,
    ring,
    waitForRegistration,
    async stop() {
      exchange.close();
      await Promise.all([edge.stop(), api.close(), control.close()]);
      edge.transactions.clear();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
