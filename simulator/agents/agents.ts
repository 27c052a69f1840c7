// The agents of the simulated account, and which of their devices are on.
import { randomBytes, randomUUID } from 'node:crypto';
import { OffhookError } from '../../app/failure.ts';
import type { SimulatorOptions } from '../options.ts';
import { newSecret } from './sip-secret.ts';

export type DeviceName = 'sip' | 'phone';

/** One agent, as the vendor keeps them. Fields may be changed at any time; the next reading shows it. */
export interface SimulatedAgent {
  /** AppUserId. */
  userId: string;
  name: string;
  email: string;
  role: string;
  isActive: boolean;
  outboundActive: boolean;
  /** `sip:` and the SIP user name; "" when VoIP is not enabled on the account. */
  sipId: string;
  sipSecret: string;
  /** E.164; "" when the agent has no telephone. */
  agentNumber: string;
  virtualNumber: string;
  sipDeviceId: string;
  /** "" when the agent has no telephone. */
  phoneDeviceId: string;
  /** The id that rings; "" when none does. */
  activeDeviceId: string;
  readonly customerId: string;
  readonly exotelUserId: string;
}

export type NewAgent = Partial<SimulatedAgent> & Pick<SimulatedAgent, 'userId'>;

/** The SIP user name of an agent, "" when they have none. */
export function sipName(agent: SimulatedAgent): string {
  return agent.sipId.replace(/^sip:/i, '');
}

/** Which device of the agent the vendor would ring. */
export function ringingDevice(agent: SimulatedAgent): DeviceName | 'off' {
  if (!agent.isActive || agent.activeDeviceId === '') return 'off';
  if (agent.activeDeviceId === agent.sipDeviceId) return 'sip';
  return agent.activeDeviceId === agent.phoneDeviceId ? 'phone' : 'off';
}

/** A refusal as the vendor words it: HTTP status, inner code and description (facts.md §1.11). */
export interface DeviceRefusal {
  status: number;
  code: number | null;
  description: string;
}

export class Agents {
  readonly #rows = new Map<string, SimulatedAgent>();
  readonly #customerId = randomUUID();
  #nextDevice = 70_410;

  get customerId(): string {
    return this.#customerId;
  }

  list(): SimulatedAgent[] {
    return [...this.#rows.values()];
  }

  find(userId: string): SimulatedAgent | undefined {
    return this.#rows.get(userId);
  }

  /** @throws OffhookError `unknown-agent` */
  get(userId: string): SimulatedAgent {
    const agent = this.#rows.get(userId);
    if (!agent) throw new OffhookError('unknown-agent', { detail: userId });
    return agent;
  }

  bySipName(name: string): SimulatedAgent | undefined {
    return name === '' ? undefined : this.list().find((agent) => sipName(agent) === name);
  }

  add(fields: NewAgent): SimulatedAgent {
    const local = fields.userId.replace(/@.*$/, '').replace(/[^a-z]/gi, '');
    const phone = fields.agentNumber ?? '';
    const sipDeviceId = fields.sipDeviceId ?? this.#deviceId();
    const agent: SimulatedAgent = {
      name: fields.userId,
      email: fields.userId,
      role: 'user',
      isActive: true,
      outboundActive: true,
      sipId: `sip:${local.slice(0, 12).toLowerCase()}${randomBytes(4).toString('hex')}`,
      sipSecret: newSecret(),
      agentNumber: phone,
      virtualNumber: '02255500100',
      sipDeviceId,
      phoneDeviceId: phone === '' ? '' : this.#deviceId(),
      activeDeviceId: sipDeviceId,
      customerId: this.#customerId,
      exotelUserId: randomBytes(16).toString('hex'),
      ...fields,
    };
    this.#rows.set(agent.userId, agent);
    return agent;
  }

  remove(userId: string): boolean {
    return this.#rows.delete(userId);
  }

  /** Changes the active device as if it were done elsewhere (the dashboard, another desktop). */
  setActiveDevice(userId: string, device: DeviceName | 'off'): void {
    const agent = this.get(userId);
    agent.activeDeviceId = { sip: agent.sipDeviceId, phone: agent.phoneDeviceId, off: '' }[device];
  }

  #deviceId(): string {
    this.#nextDevice += 1;
    return String(this.#nextDevice);
  }
}

/**
 * Turns a device on or off the way PUT /device does (facts.md §2); null when it was done. A missing
 * `name` means all devices.
 */
export function switchDevice(
  agent: SimulatedAgent,
  name: DeviceName | null,
  on: boolean,
  policy: SimulatorOptions['devicePolicy'],
): DeviceRefusal | null {
  const id = { sip: agent.sipDeviceId, phone: agent.phoneDeviceId, all: '' }[name ?? 'all'];
  if (on) {
    if (name === null) return { status: 400, code: null, description: 'DeviceName is required' };
    if (id === '') return { status: 404, code: null, description: 'record not found' };
    if (policy === 'second-on-refused' && agent.activeDeviceId !== '' && agent.activeDeviceId !== id) {
      return { status: 403, code: 10_810, description: 'Another device is already ON' };
    }
    agent.activeDeviceId = id;
    return null;
  }
  if (name !== null && agent.activeDeviceId !== id) return null;
  if (policy === 'both-off-refused') {
    return { status: 400, code: 10_725, description: 'At least one device must be ON' };
  }
  // Where both may be on, turning off the one that rings leaves the other.
  const other = name === 'sip' ? agent.phoneDeviceId : agent.sipDeviceId;
  agent.activeDeviceId = policy === 'both-on' && name !== null ? other : '';
  return null;
}
