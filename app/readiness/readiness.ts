// Whether a call can reach this agent here and be heard: the one judgement, which lamp, notice and tray read.
import type { DeskState } from '../desk/state.ts';
import type { DeviceChoice, DeviceState } from '../device/device.ts';
import type { LineState, LineTrouble, MicrophoneState } from '../line/line.ts';

/** What is checked, the deciding first: where Exotel rings says more than whether the line is up. */
export const checkIds = ['network', 'device', 'line', 'microphone'] as const;
export type CheckId = (typeof checkIds)[number];

/** What keeps a ring from being promised. */
export const obstacles = [
  'offline',
  'phone',
  'off',
  'unknown-device',
  'no-desktop',
  'reading',
  'switching',
  'connecting',
  'disconnected',
  'refused',
  'microphone-denied',
  'microphone-missing',
  'microphone-busy',
] as const;
export type Obstacle = (typeof obstacles)[number];

/** What a check found: that all is well, or an obstacle. */
export type Finding = 'online' | 'here' | 'registered' | 'microphone-ready' | 'microphone-untried' | Obstacle;

/**
 * `good`: nothing stands in the way. `busy`: under way, and likely to come right in a moment. `info`, `warn`:
 * calls go elsewhere or nowhere, as was chosen. `bad`: a call would be lost.
 */
export type Mark = 'good' | 'busy' | 'info' | 'warn' | 'bad';

/** What one press can do about it. */
export type Fix = 'try-line' | 'ring-desktop' | 'ring-phone';

export interface Check<F extends Finding = Finding> {
  id: CheckId;
  finding: F;
  mark: Mark;
  /** Why the line is down, where it is. */
  trouble: LineTrouble | null;
  fixes: readonly Fix[];
}

export interface Readiness {
  /** Every check, in the order of {@link checkIds}. */
  checks: readonly Check[];
  /** The check that decides; null when a ring is promised. */
  obstacle: Check<Obstacle> | null;
}

export type ReadinessFacts = Pick<DeskState, 'network' | 'device' | 'line' | 'microphone'>;

/** Of an agent who is signed in: the first obstacle decides, and one that is only a matter of time last. */
export function readinessOf(facts: ReadinessFacts): Readiness {
  const checks: Check[] = [
    checkOfNetwork(facts.network),
    checkOfDevice(facts.device),
    checkOfLine(facts.line, facts.device),
    checkOfMicrophone(facts.microphone),
  ];
  const found = checks.flatMap(({ finding, ...rest }) => (isObstacle(finding) ? [{ ...rest, finding }] : []));
  return { checks, obstacle: found.find(({ mark }) => mark !== 'busy') ?? found[0] ?? null };
}

export function isObstacle(finding: Finding): finding is Obstacle {
  return obstacles.some((obstacle) => obstacle === finding);
}

function check(id: CheckId, finding: Finding, mark: Mark, fixes: readonly Fix[] = []): Check {
  return { id, finding, mark, trouble: null, fixes };
}

function checkOfNetwork(network: DeskState['network']): Check {
  return network === 'online' ? check('network', 'online', 'good') : check('network', 'offline', 'bad');
}

function checkOfDevice({ effective, wanted, readAt, hasSip }: DeviceState): Check {
  if (readAt === null) return check('device', 'reading', 'busy');
  if (wanted !== null && wanted !== effective) return check('device', 'switching', 'busy');
  if (effective === 'sip') return check('device', 'here', 'good');
  if (!hasSip && effective !== 'phone') return check('device', 'no-desktop', 'bad');
  const [finding, mark] = elsewhere[effective];
  return check('device', finding, mark, hasSip ? ['ring-desktop'] : []);
}

const elsewhere = {
  phone: ['phone', 'info'],
  off: ['off', 'warn'],
  unknown: ['unknown-device', 'bad'],
} as const satisfies Record<Exclude<DeviceChoice, 'sip'> | 'unknown', readonly [Obstacle, Mark]>;

function checkOfLine(line: LineState, { effective, wanted, hasPhone }: DeviceState): Check {
  switch (line.kind) {
    case 'registered':
      return check('line', 'registered', 'good');
    case 'off':
    case 'connecting':
    case 'registering':
      return check('line', 'connecting', 'busy');
    case 'waiting':
    case 'refused': {
      const canMove = hasPhone && effective === 'sip' && wanted === null;
      const fixes: Fix[] = canMove ? ['try-line', 'ring-phone'] : ['try-line'];
      const finding = line.kind === 'refused' ? 'refused' : 'disconnected';
      return { ...check('line', finding, 'bad', fixes), trouble: line.trouble };
    }
  }
}

function checkOfMicrophone(microphone: MicrophoneState): Check {
  switch (microphone) {
    case 'ready':
      return check('microphone', 'microphone-ready', 'good');
    case 'unknown':
      return check('microphone', 'microphone-untried', 'good');
    case 'denied':
    case 'missing':
    case 'busy':
      return check('microphone', `microphone-${microphone}`, 'bad');
  }
}
