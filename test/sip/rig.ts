// A whole SIP edge on this machine: kamailio and rtpengine as the vendor's side, baresip as the customer's telephone.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Edge, type EdgeAgent, startEdge } from './edge/edge.ts';
import { startRtpengine } from './rtpengine.ts';
import { startTelephone, type Telephone } from './telephone/telephone.ts';

export interface RigOptions {
  /** The SIP domain, which is also the digest's realm. */
  domain: string;
  agents: EdgeAgent[];
}

export interface Rig {
  /** The edge's WebSocket, to be given to a phone as its `sipUrl`. */
  sipUrl: string;
  domain: string;
  agents: readonly EdgeAgent[];
  edge: Edge;
  telephone: Telephone;
  stop: () => Promise<void>;
}

/** Starts everything on 127.0.0.1 on free ports; resolves when all of it serves. Nothing outlives this process. */
export async function startRig({ domain, agents }: RigOptions): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-sip-'));
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const rtpengine = await startRtpengine(folder);
    stops.push(rtpengine.stop);
    const edge = await startEdge({ folder, domain, agents, rtpengine: rtpengine.socket });
    stops.push(() => edge.stop());
    const telephoneFolder = join(folder, 'telephone');
    await mkdir(telephoneFolder);
    const telephone = await startTelephone({ folder: telephoneFolder, domain, trunk: edge.trunk });
    stops.push(telephone.stop);
    return { sipUrl: edge.sipUrl, domain, agents, edge, telephone, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
