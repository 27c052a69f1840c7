// Tones: written to a WAV file to be sent, and found again in what was heard.
import { readFile, writeFile } from 'node:fs/promises';

const headerBytes = 44;

/** A pause in the tone: `onMs` of sound, then `offMs` of silence, and so on. */
export interface Beat {
  onMs: number;
  offMs: number;
}

/**
 * Writes a tone as 16-bit mono PCM. A steady tone is what a browser's noise suppression takes away, so
 * what goes through a microphone needs a beat.
 */
export async function writeTone(
  file: string,
  tone: { hz: number; seconds: number; sampleRate: number; beat?: Beat },
): Promise<void> {
  const { hz, seconds, sampleRate, beat } = tone;
  const count = Math.round(seconds * sampleRate);
  const wav = Buffer.alloc(headerBytes + count * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(sampleRate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(count * 2, 40);
  for (let index = 0; index < count; index += 1) {
    const time = index / sampleRate;
    const sounds = beat === undefined || (time * 1000) % (beat.onMs + beat.offMs) < beat.onMs;
    const value = sounds ? 0.5 * Math.sin(2 * Math.PI * hz * time) : 0;
    wav.writeInt16LE(Math.round(value * 32_767), headerBytes + index * 2);
  }
  await writeFile(file, wav);
}

/** The samples of a 16-bit mono WAV that may still be growing, so its header's lengths are not trusted. */
export async function readSamples(file: string): Promise<Int16Array> {
  const wav = await readFile(file).catch(() => Buffer.alloc(0));
  const count = Math.max(0, Math.floor((wav.length - headerBytes) / 2));
  const samples = new Int16Array(count);
  for (let index = 0; index < count; index += 1) samples[index] = wav.readInt16LE(headerBytes + index * 2);
  return samples;
}

/**
 * How much of the samples' power is at `hz`: 1 for that pure tone, near 0 for noise, silence or another
 * tone (Goertzel's algorithm, G. Goertzel 1958).
 */
export function toneShare(samples: Int16Array, sampleRate: number, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate);
  let [previous, beforeIt, energy] = [0, 0, 0];
  for (const sample of samples) {
    const next = sample + coefficient * previous - beforeIt;
    beforeIt = previous;
    previous = next;
    energy += sample * sample;
  }
  if (energy === 0) return 0;
  const power = previous * previous + beforeIt * beforeIt - coefficient * previous * beforeIt;
  return (2 * power) / (samples.length * energy);
}

const blockSeconds = 0.05;
/** Root mean square below which a block is silence: -44 dB of full scale. */
const silence = 200;

export interface Heard {
  /** Seconds of all that was heard. */
  seconds: number;
  /** Seconds of it that were not silence. */
  soundSeconds: number;
  /** Seconds in which the tone was nearly all there was. */
  toneSeconds: number;
}

/** Looks for a tone in what was heard, in blocks of 50 ms. */
export function findTone(samples: Int16Array, sampleRate: number, hz: number): Heard {
  const size = Math.round(blockSeconds * sampleRate);
  let [sound, tone] = [0, 0];
  for (let start = 0; start + size <= samples.length; start += size) {
    const block = samples.subarray(start, start + size);
    let energy = 0;
    for (const sample of block) energy += sample * sample;
    if (Math.sqrt(energy / size) < silence) continue;
    sound += 1;
    if (toneShare(block, sampleRate, hz) > 0.8) tone += 1;
  }
  return {
    seconds: samples.length / sampleRate,
    soundSeconds: sound * blockSeconds,
    toneSeconds: tone * blockSeconds,
  };
}
