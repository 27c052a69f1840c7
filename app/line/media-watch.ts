// What a call's media does, judged from what arrives: connecting, flowing, interrupted.
import type { MediaState } from '../calls/call.ts';

/** Milliseconds without a packet after which a call's audio counts as interrupted. */
const silentAfter = 3_000;
/** Milliseconds an interruption may mend itself before new paths are asked for, and between later asks. */
const repairAfter = 2_000;
const firstRepairPause = 5_000;
const longestRepairPause = 60_000;

export interface MediaWatch {
  readonly media: MediaState;
  readonly packetsReceived: number;
  /** When the last new packet was seen, milliseconds of any steady clock. */
  readonly lastPacketAt: number;
  /** How often new paths were asked for since the audio stopped, and when they are asked for next. */
  readonly repairs: number;
  readonly repairAt: number | null;
}

export interface MediaGlance {
  now: number;
  packetsReceived: number;
  /** False while the other side agreed to send nothing, as on hold: silence is then no trouble. */
  receiving: boolean;
  path: 'working' | 'broken';
}

export function startWatch(now: number): MediaWatch {
  return { media: 'connecting', packetsReceived: 0, lastPacketAt: now, repairs: 0, repairAt: null };
}

/** The watch after one more look at the figures. */
export function watchAfter(watch: MediaWatch, glance: MediaGlance): MediaWatch {
  const arrived = glance.packetsReceived > watch.packetsReceived;
  const lastPacketAt = arrived || !glance.receiving ? glance.now : watch.lastPacketAt;
  const media = mediaAfter(watch, glance, arrived, glance.now - lastPacketAt);
  const { repairs, repairAt } = repairAfterGlance(watch, media, glance.now);
  return { media, packetsReceived: glance.packetsReceived, lastPacketAt, repairs, repairAt };
}

/**
 * An interrupted call wants new paths, by silence as much as by a broken path, and ever more seldom: the other
 * side may be silent by its own choice.
 */
function repairAfterGlance(watch: MediaWatch, media: MediaState, now: number) {
  if (media !== 'interrupted') return { repairs: 0, repairAt: null };
  const { repairs, repairAt } = watch;
  if (repairAt === null) return { repairs, repairAt: now + repairAfter };
  if (now < repairAt) return { repairs, repairAt };
  const pause = Math.min(longestRepairPause, firstRepairPause * 2 ** repairs);
  return { repairs: repairs + 1, repairAt: now + pause };
}

function mediaAfter(watch: MediaWatch, glance: MediaGlance, arrived: boolean, silence: number): MediaState {
  if (glance.path === 'broken') return 'interrupted';
  if (arrived) return 'flowing';
  if (silence >= silentAfter) return 'interrupted';
  return watch.media;
}
