// A mapping: the vendor's row that ties an agent of ours to their SIP line and their telephone.
import type { Agent } from '../account/account.ts';
import { formatNumber, safeText } from '../calls/caller.ts';
import { type DeviceState, effectiveDevice, maskedNumber } from '../device/device.ts';
import { anyCase, field, isRecord, readBy, wireFlag, wireText, wireTime } from './wire.ts';

const wireMapping = anyCase({
  AppUserId: wireText.refine((id) => id !== ''),
  AppUsername: wireText,
  Email: wireText,
  Role: wireText,
  ExotelAccountSid: wireText,
  VirtualNumber: wireText,
  AgentNumber: wireText,
  ActiveDeviceId: wireText,
  PhoneDeviceID: wireText,
  SipDeviceID: wireText,
  SipId: wireText,
  SipSecret: wireText,
  IsActive: wireFlag,
  UpdatedAt: wireTime,
});

/** A mapping (facts.md §1.7). What the vendor left out is ""; `sipSecret` is as it came (facts.md §1.9). */
export interface Mapping {
  userId: string;
  name: string;
  email: string;
  role: string;
  accountSid: string;
  virtualNumber: string;
  agentNumber: string;
  activeDeviceId: string;
  phoneDeviceId: string;
  sipDeviceId: string;
  sipId: string;
  sipSecret: string;
  isActive: boolean;
  /** Milliseconds since the epoch; null when unknown. */
  updatedAt: number | null;
}

/**
 * The mapping of `userId` out of a reply that holds one, a list, or `Users`; null when it is not among them.
 * A mapping of somebody else is never taken for it: a server that overlooks the query answers with a page.
 *
 * @throws OffhookError `unreadable-reply`
 */
export function readMapping(data: unknown, userId: string): Mapping | null {
  const users = isRecord(data) ? field(data, 'Users') : data;
  const rows = Array.isArray(users) ? users : [isRecord(users) ? users : data];
  const asked = userId.trim().toLowerCase();
  const own = rows.find((row) => idOf(row) === asked);
  if (own !== undefined) return readRow(own);
  // Rows that can't be read say nothing of who is missing among them.
  for (const row of rows) readRow(row);
  return null;
}

function idOf(row: unknown): string | null {
  const id = wireText.safeParse(isRecord(row) ? field(row, 'AppUserId') : row);
  return id.success ? id.data.toLowerCase() : null;
}

function readRow(row: unknown): Mapping {
  const wire = readBy(wireMapping, row);
  return {
    userId: wire.AppUserId,
    name: wire.AppUsername,
    email: wire.Email,
    role: wire.Role,
    accountSid: wire.ExotelAccountSid,
    virtualNumber: wire.VirtualNumber,
    agentNumber: wire.AgentNumber,
    activeDeviceId: wire.ActiveDeviceId,
    phoneDeviceId: wire.PhoneDeviceID,
    sipDeviceId: wire.SipDeviceID,
    sipId: wire.SipId,
    sipSecret: wire.SipSecret,
    isActive: wire.IsActive ?? true,
    updatedAt: wire.UpdatedAt,
  };
}

/** What the mapping says of the agent's devices, read at `now` (milliseconds since the epoch). */
export function deviceOf(mapping: Mapping, now: number): Omit<DeviceState, 'wanted'> {
  const ids = {
    activeDeviceId: mapping.activeDeviceId,
    phoneDeviceId: mapping.phoneDeviceId,
    sipDeviceId: mapping.sipDeviceId,
  };
  return {
    effective: effectiveDevice(ids),
    hasSip: isDevice(ids.sipDeviceId),
    hasPhone: isDevice(ids.phoneDeviceId),
    phoneNumber: mapping.agentNumber === '' ? null : maskedNumber(mapping.agentNumber),
    readAt: now,
  };
}

function isDevice(id: string): boolean {
  return id !== '' && id !== '0';
}

/** Who the agent is, with numbers formatted for `country` (ISO 3166-1 alpha-2). */
export function agentOf(mapping: Mapping, accountId: string, country: string): Agent {
  return {
    accountId,
    userId: mapping.userId,
    name: safeText(mapping.name),
    email: safeText(mapping.email, 320),
    role: safeText(mapping.role),
    virtualNumber: formatNumber(mapping.virtualNumber, country).display,
  };
}

/** The SIP user of a SipId: `sip:name` or `sip:name@domain` gives `name`; "" when it holds none. */
export function sipUserOf(sipId: string): string {
  return (
    sipId
      .replace(/^sips?:/i, '')
      .split('@')[0]
      ?.trim() ?? ''
  );
}
