// What a call's media does, judged from what arrives: connecting, flowing, interrupted.
import type { MediaState } from '../calls/call.ts';

/** Milliseconds without a packet after which a call's audio counts as interrupted. */
const silentAfter = 3_000;

export interface MediaWatch {
  readonly media: MediaState;
  readonly packetsReceived: number;
  /** When the last new packet was seen, milliseconds of any steady clock. */
  readonly lastPacketAt: number;
}

export interface MediaGlance {
  now: number;
  packetsReceived: number;
  /** False while the other side agreed to send nothing, as on hold: silence is then no trouble. */
  receiving: boolean;
  ice: 'working' | 'broken';
}

export function startWatch(now: number): MediaWatch {
  return { media: 'connecting', packetsReceived: 0, lastPacketAt: now };
}

/** The watch after one more look at the figures. */
export function watchAfter(watch: MediaWatch, glance: MediaGlance): MediaWatch {
  const arrived = glance.packetsReceived > watch.packetsReceived;
  const lastPacketAt = arrived || !glance.receiving ? glance.now : watch.lastPacketAt;
  const media = mediaAfter(watch, glance, arrived, glance.now - lastPacketAt);
  return { media, packetsReceived: glance.packetsReceived, lastPacketAt };
}

function mediaAfter(watch: MediaWatch, glance: MediaGlance, arrived: boolean, silence: number): MediaState {
  if (glance.ice === 'broken') return 'interrupted';
  if (arrived) return 'flowing';
  if (silence >= silentAfter) return 'interrupted';
  return watch.media;
}
