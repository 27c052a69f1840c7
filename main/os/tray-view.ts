// What the tray shows, from the desk's state alone. Pure.
import { type Call, isLive, isRinging } from '../../app/calls/call.ts';
import type { DeskState } from '../../app/desk/state.ts';
import type { DeviceChoice } from '../../app/device/device.ts';

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

export type TrayStatus =
  | 'off'
  | 'offline'
  | 'connecting'
  | 'refused'
  | 'ready'
  | 'phone'
  | 'device-off'
  | 'ringing'
  | 'in-call';

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
  off: 'off',
  offline: 'offline',
  connecting: 'connecting',
  refused: 'offline',
  ready: 'ready',
  phone: 'phone-device',
  'device-off': 'off',
  ringing: 'ringing',
  'in-call': 'in-call',
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

function idleStatus(state: DeskState): TrayStatus {
  if (state.signIn.kind === 'starting' || state.signIn.kind === 'signing-in') return 'connecting';
  if (state.signIn.kind === 'signed-out') return 'off';
  if (state.network === 'offline') return 'offline';
  if (state.device.effective === 'phone') return 'phone';
  if (state.device.effective === 'off') return 'device-off';
  switch (state.line.kind) {
    case 'refused':
      return 'refused';
    case 'registered':
      // Green promises a ring: not before the vendor was read to ring this device.
      return state.device.effective === 'sip' ? 'ready' : 'connecting';
    default:
      return 'connecting';
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
