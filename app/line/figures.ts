// A call's media figures, read from the reports of getStats (W3C webrtc-stats).
import type { MediaFigures } from '../contract/line.ts';

/** One report of getStats: the members that are read, each of a type nobody vouches for. */
export interface StatsReport {
  readonly type?: unknown;
  readonly kind?: unknown;
  readonly id?: unknown;
  readonly codecId?: unknown;
  readonly mimeType?: unknown;
  readonly nominated?: unknown;
  readonly packetsSent?: unknown;
  readonly packetsReceived?: unknown;
  readonly packetsLost?: unknown;
  readonly totalAudioEnergy?: unknown;
  readonly jitter?: unknown;
  readonly roundTripTime?: unknown;
  readonly currentRoundTripTime?: unknown;
}

/** The figures of an audio call from all of its connection's reports; what is missing counts as nothing yet. */
export function readFigures(callId: string, reports: readonly StatsReport[]): MediaFigures {
  const audio = (type: string) =>
    reports.filter((report) => report.type === type && (report.kind ?? 'audio') === 'audio');
  const inbound = audio('inbound-rtp');
  const outbound = audio('outbound-rtp');
  const codecId = [...inbound, ...outbound].map((report) => report.codecId).find((id) => id !== undefined);
  const codec = reports.find((report) => report.type === 'codec' && report.id === codecId);
  const packetsReceived = sum(inbound, 'packetsReceived');
  return {
    callId,
    packetsSent: sum(outbound, 'packetsSent'),
    packetsReceived,
    energyReceived: sum(inbound, 'totalAudioEnergy'),
    energySent: sum(audio('media-source'), 'totalAudioEnergy'),
    roundTrip: roundTrip(reports),
    jitter: packetsReceived > 0 ? first(inbound, 'jitter') : null,
    packetsLost: sum(inbound, 'packetsLost'),
    codec: typeof codec?.mimeType === 'string' ? codec.mimeType.slice(0, 64) : null,
  };
}

/** What the far side reports by RTCP, else what connectivity checks measured on the pair in use. */
function roundTrip(reports: readonly StatsReport[]): number | null {
  const remote = reports.filter((report) => report.type === 'remote-inbound-rtp');
  const pairs = reports.filter((report) => report.type === 'candidate-pair' && report.nominated === true);
  return first(remote, 'roundTripTime') ?? first(pairs, 'currentRoundTripTime');
}

function numbers(reports: readonly StatsReport[], name: keyof StatsReport): number[] {
  return reports
    .map((report) => report[name])
    .filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
}

function first(reports: readonly StatsReport[], name: keyof StatsReport): number | null {
  return numbers(reports, name)[0] ?? null;
}

function sum(reports: readonly StatsReport[], name: keyof StatsReport): number {
  return numbers(reports, name).reduce((total, value) => total + value, 0);
}
