// What the tray shows, from the desk's state alone. Pure.
import { type Call, isLive, isRinging } from '../../app/calls/call.ts';
import type { DeskState } from '../../app/desk/state.ts';
import type { DeviceChoice } from '../../app/device/device.ts';
import { type Obstacle, readinessOf } from '../../app/readiness/readiness.ts';

/** The tray's images, by their names in main/os/icons. */
export const trayIcons = [
  'off',
  'offline',
  'connecting',
  'ready',
  'phone-device',
  'ringing',
  'in-call',
] as const;
export type TrayIcon = (typeof trayIcons)[number];

export type TrayStatus = 'signed-out' | 'starting' | 'ready' | 'ringing' | 'in-call' | Obstacle;

export interface TrayView {
  icon: TrayIcon;
  status: TrayStatus;
  /** The call that rings or is talked on; null when there is none. */
  call: Call | null;
  /** What may be done to it now. */
  actions: readonly ('answer' | 'decline' | 'hang-up')[];
  /** Null while no device can be chosen. */
  devices: { chosen: DeviceChoice | null; choices: readonly DeviceChoice[] } | null;
}

const iconOf: Record<TrayStatus, TrayIcon> = {
  'signed-out': 'off',
  starting: 'connecting',
  ready: 'ready',
  ringing: 'ringing',
  'in-call': 'in-call',
  offline: 'offline',
  phone: 'phone-device',
  off: 'off',
  'unknown-device': 'offline',
  'no-desktop': 'offline',
  reading: 'connecting',
  switching: 'connecting',
  connecting: 'connecting',
  disconnected: 'offline',
  refused: 'offline',
  'microphone-denied': 'offline',
  'microphone-missing': 'offline',
  'microphone-busy': 'offline',
};

export function trayView(state: DeskState): TrayView {
  const call = state.calls.find(isRinging) ?? state.calls.find(isLive) ?? null;
  const status = call === null ? idleStatus(state) : isRinging(call) ? 'ringing' : 'in-call';
  return {
    icon: iconOf[status],
    status,
    call,
    actions: actionsFor(call),
    devices: devicesOf(state),
  };
}

/** Green promises a ring that reaches this agent: `ready` only where nothing stands in its way. */
function idleStatus(state: DeskState): TrayStatus {
  switch (state.signIn.kind) {
    case 'starting':
    case 'signing-in':
      return 'starting';
    case 'signed-out':
      return 'signed-out';
    case 'signed-in':
      return readinessOf(state).obstacle?.finding ?? 'ready';
  }
}

function actionsFor(call: Call | null): TrayView['actions'] {
  switch (call?.phase) {
    case 'ringing':
      return ['answer', 'decline'];
    case 'answering':
    case 'talking':
      return ['hang-up'];
    default:
      return [];
  }
}

function devicesOf({ signIn, device }: DeskState): TrayView['devices'] {
  if (signIn.kind !== 'signed-in' || device.readAt === null) return null;
  const choices: DeviceChoice[] = [];
  if (device.hasSip) choices.push('sip');
  if (device.hasPhone) choices.push('phone');
  choices.push('off');
  const effective = device.effective === 'unknown' ? null : device.effective;
  return { chosen: device.wanted ?? effective, choices };
}
