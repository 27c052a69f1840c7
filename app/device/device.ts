// Which of an agent's two devices the vendor rings: what was asked for, and what is in force.
import { z } from 'zod';

/** `sip`: this desktop. `phone`: the agent's own telephone. `off`: neither rings (facts.md §2). */
export const deviceChoiceSchema = z.enum(['sip', 'phone', 'off']);
export type DeviceChoice = z.infer<typeof deviceChoiceSchema>;

export const deviceStateSchema = z.object({
  /** What the vendor's mapping says is in force; `unknown` before it was first read. */
  effective: z.enum(['sip', 'phone', 'off', 'unknown']),
  /** What the agent asked for and is not yet in force; null when nothing is being changed. */
  wanted: deviceChoiceSchema.nullable(),
  hasSip: z.boolean(),
  hasPhone: z.boolean(),
  /** The agent's own telephone, with all but its last four digits hidden; null when there is none. */
  phoneNumber: z.string().nullable(),
  /** Milliseconds since the epoch of the last good reading; null before the first. */
  readAt: z.number().nullable(),
});
export type DeviceState = z.infer<typeof deviceStateSchema>;

export const unknownDevice: DeviceState = {
  effective: 'unknown',
  wanted: null,
  hasSip: false,
  hasPhone: false,
  phoneNumber: null,
  readAt: null,
};

/** The three device ids of a mapping; the vendor leaves out or empties what does not exist. */
export interface DeviceIds {
  activeDeviceId: string;
  phoneDeviceId: string;
  sipDeviceId: string;
}

/** What is in force: believed from the mapping alone, never from what was asked (facts.md §2). */
export function effectiveDevice(ids: DeviceIds): 'sip' | 'phone' | 'off' | 'unknown' {
  const active = ids.activeDeviceId;
  if (active === '' || active === '0') return 'off';
  if (active === ids.sipDeviceId) return 'sip';
  if (active === ids.phoneDeviceId) return 'phone';
  return 'unknown';
}

/** The body of `PUT /device` beside the agent's id (facts.md §2). */
export interface DeviceOrder {
  DeviceName?: 'sip' | 'phone';
  DeviceStatus: boolean;
}

/** What to ask of the vendor for a choice: turning one on turns the other off; no name turns all off. */
export function deviceOrder(choice: DeviceChoice): DeviceOrder {
  return choice === 'off' ? { DeviceStatus: false } : { DeviceName: choice, DeviceStatus: true };
}

/** True when what was read back is what was asked for. */
export function isSettled(choice: DeviceChoice, device: Pick<DeviceState, 'effective'>): boolean {
  return device.effective === choice;
}

/** A number of which only the last four digits can be read, for showing and for logs. */
export function maskedNumber(number: string): string {
  const digits = number.replace(/\D/g, '');
  return digits.length <= 4 ? '••••' : `•••${digits.slice(-4)}`;
}
