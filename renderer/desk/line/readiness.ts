// Whether the agent can be rung, and if not the one thing to know and to do first.
import type { DeskState } from '../../../app/desk/state.ts';
import type { LineState, LineTrouble } from '../../../app/line/line.ts';
import type { Tone } from '../../ui/status-mark.tsx';

/** What one press can do about it. */
export type Fix = 'try-line' | 'ring-desktop' | 'ring-phone';

/**
 * `deaf`: Exotel rings this desktop, whose line is down. `line`: the line is down, and calls go elsewhere.
 * `phone`, `off`, `unknown-device`: this desktop is not the one that is rung. `microphone`: it would be rung
 * and not be heard.
 */
export type Readiness =
  | { kind: 'offline'; tone: Tone; fixes: Fix[] }
  | { kind: 'deaf'; tone: Tone; fixes: Fix[]; trouble: LineTrouble }
  | { kind: 'line'; tone: Tone; fixes: Fix[]; trouble: LineTrouble }
  | { kind: 'phone'; tone: Tone; fixes: Fix[]; number: string | null; hasSip: boolean }
  | { kind: 'off'; tone: Tone; fixes: Fix[] }
  | { kind: 'unknown-device'; tone: Tone; fixes: Fix[] }
  | { kind: 'microphone'; tone: Tone; fixes: Fix[]; trouble: 'denied' | 'missing' | 'busy' };

type Facts = Pick<DeskState, 'line' | 'device' | 'network' | 'microphone'>;

/** Null when nothing stands in the way, or it is under way and likely to come right in a moment. */
export function readinessOf({ line, device, network, microphone }: Facts): Readiness | null {
  if (network === 'offline') return { kind: 'offline', tone: 'warn', fixes: [] };
  const trouble = troubleOf(line);
  if (trouble !== null && device.effective === 'sip') {
    const fixes: Fix[] =
      device.hasPhone && device.wanted === null ? ['try-line', 'ring-phone'] : ['try-line'];
    return { kind: 'deaf', tone: 'bad', fixes, trouble };
  }
  if (trouble !== null) {
    return { kind: 'line', tone: line.kind === 'refused' ? 'bad' : 'warn', fixes: ['try-line'], trouble };
  }
  if (device.wanted !== null || device.readAt === null) return null;
  const ringDesktop: Fix[] = device.hasSip ? ['ring-desktop'] : [];
  switch (device.effective) {
    case 'phone':
      return {
        kind: 'phone',
        tone: 'info',
        fixes: ringDesktop,
        number: device.phoneNumber,
        hasSip: device.hasSip,
      };
    case 'off':
      return { kind: 'off', tone: 'warn', fixes: ringDesktop };
    case 'unknown':
      return { kind: 'unknown-device', tone: 'warn', fixes: ringDesktop };
    case 'sip':
      if (microphone === 'unknown' || microphone === 'ready') return null;
      return { kind: 'microphone', tone: 'bad', fixes: [], trouble: microphone };
  }
}

function troubleOf(line: LineState): LineTrouble | null {
  return line.kind === 'waiting' || line.kind === 'refused' ? line.trouble : null;
}

/** The shape and colour of the line's state. */
export function lineTone(line: LineState, network: DeskState['network']): Tone {
  if (line.kind === 'off') return 'off';
  if (network === 'offline') return 'warn';
  switch (line.kind) {
    case 'connecting':
    case 'registering':
      return 'busy';
    case 'registered':
      return 'good';
    case 'waiting':
      return 'warn';
    case 'refused':
      return 'bad';
  }
}
