// What the keys of the terminal do to the vendor on this machine, and to this one's network.
import type { Simulator } from '../../simulator/simulator.ts';
import type { Offhook } from '../../test/e2e/offhook.ts';

interface Key {
  readonly does: string;
  run(): Promise<string>;
}

/** `app` is the one there now: a change may have started another. */
export function keysFor(simulator: Simulator, app: () => Offhook): Readonly<Record<string, Key>> {
  const agent = simulator.demo.userId;
  let calls: Awaited<ReturnType<Simulator['ring']>>[] = [];
  let isOnline = true;
  const ring = async (from: string, name?: string) => {
    calls = calls.filter((call) => call.state !== 'ended');
    const call = await simulator.ring({ agent, from, ...(name === undefined ? {} : { name }) });
    calls.push(call);
    return call.state === 'ended' ? `nobody could be rung (${call.outcome})` : 'it rings';
  };
  return {
    r: { does: 'ring', run: () => ring('+915550012345', 'Meera Krishnan') },
    w: { does: 'ring, number withheld', run: () => ring('') },
    h: {
      does: 'hang up as the customer',
      async run() {
        for (const call of calls) {
          if (call.state === 'talking') await call.hangUp();
          else call.cancel();
        }
        return 'the customer is gone';
      },
    },
    c: {
      does: 'cut the socket',
      async run() {
        simulator.edge.cutSockets();
        return 'cut';
      },
    },
    d: {
      does: 'switch the device behind the agent’s back',
      async run() {
        const { activeDeviceId, phoneDeviceId } = simulator.agents.get(agent);
        const device = activeDeviceId === phoneDeviceId ? 'sip' : 'phone';
        simulator.agents.setActiveDevice(agent, device);
        return `the vendor now rings ${device}`;
      },
    },
    o: {
      does: 'go offline, and online again',
      async run() {
        isOnline = !isOnline;
        await app().standin((standin, online) => standin.setOnline(online), isOnline);
        return isOnline ? 'online' : 'offline';
      },
    },
  };
}

export function keyHelp(keys: Readonly<Record<string, Key>>): string {
  const lines = Object.entries(keys).map(([key, { does }]) => `  ${key}  ${does}`);
  return [...lines, '  q  quit'].join('\n');
}
