// The ring tone: one cycle of it, made from numbers, so that it needs no file and no one's permission.

/** Seconds from the start of one double ring to the next: the Indian cadence, 0.4 on, 0.2 off, 0.4 on, 2 off. */
export const ringCycleSeconds = 3;

const rings = [0, 0.6];
const ringSeconds = 0.4;

/** A fifth and the octave over a soft low note; each with its loudness. */
const partials: readonly (readonly [frequency: number, loudness: number])[] = [
  [392, 0.5],
  [588, 0.3],
  [784, 0.18],
  [1568, 0.05],
];

/**
 * Samples of one cycle, -1 to 1, to be played in a loop. Each ring is a struck chord trembling 18 times a
 * second: clear through a small speaker, and without the edge of a square wave.
 */
export function ringCycle(sampleRate: number): Float32Array {
  const samples = new Float32Array(Math.round(ringCycleSeconds * sampleRate));
  for (const start of rings) {
    const offset = Math.round(start * sampleRate);
    const length = Math.round(ringSeconds * sampleRate);
    for (let index = 0; index < length; index += 1) {
      samples[offset + index] = sampleAt(index / sampleRate);
    }
  }
  return samples;
}

function sampleAt(time: number): number {
  const attack = Math.min(1, time / 0.012);
  const release = Math.min(1, (ringSeconds - time) / 0.06);
  const tremble = 0.72 + 0.28 * Math.cos(2 * Math.PI * 18 * time);
  const chord = partials.reduce(
    (sum, [frequency, loudness]) => sum + loudness * Math.sin(2 * Math.PI * frequency * time),
    0,
  );
  return 0.8 * attack * release * tremble * chord;
}
