// The ring tone: heard exactly while the state says that it rings.
import { ringCycle, ringCycleSeconds } from '../../app/line/ring-cycle.ts';

/** Seconds in which the tone fades out, so that it does not end in a click. */
const fade = 0.08;
const sampleRate = 48_000;

interface Playing {
  source: AudioBufferSourceNode;
  gain: GainNode;
}

/**
 * Loops one cycle of samples: no timer keeps it going, so none can end it early or forget to end it. The
 * order is a state, not a start or a stop: told twice, it is still one tone.
 */
export class Tone {
  readonly #fault: (where: string, thrown: unknown) => void;
  #context: AudioContext | null = null;
  #cycle: AudioBuffer | null = null;
  #playing: Playing | null = null;

  constructor(fault: (where: string, thrown: unknown) => void) {
    this.#fault = fault;
  }

  /** `volume` is 0 to 1, on a scale the ear hears as even. */
  ring(ringing: boolean, volume: number): void {
    try {
      if (!ringing) this.#stop();
      else if (this.#playing === null) this.#start(loudness(volume));
      else this.#playing.gain.gain.value = loudness(volume);
    } catch (error) {
      // A desktop without any sound output still shows the call; the log tells why nothing was heard.
      this.#fault('tone', error);
    }
  }

  #start(gainValue: number): void {
    const context = this.#audio();
    const source = new AudioBufferSourceNode(context, { buffer: this.#buffer(context), loop: true });
    const gain = new GainNode(context, { gain: gainValue });
    source.connect(gain).connect(context.destination);
    source.start();
    this.#playing = { source, gain };
    context.resume().catch((error: unknown) => this.#fault('tone', error));
    void this.#warnWithoutOutput();
  }

  #stop(): void {
    const playing = this.#playing;
    const context = this.#context;
    if (playing === null || context === null) return;
    this.#playing = null;
    const end = context.currentTime + fade;
    playing.gain.gain.setValueAtTime(playing.gain.gain.value, context.currentTime);
    playing.gain.gain.linearRampToValueAtTime(0, end);
    playing.source.stop(end);
    playing.source.addEventListener('ended', () => {
      playing.gain.disconnect();
      if (this.#playing === null) context.suspend().catch(() => undefined);
    });
  }

  #audio(): AudioContext {
    this.#context ??= new AudioContext({ sampleRate, latencyHint: 'interactive' });
    return this.#context;
  }

  #buffer(context: AudioContext): AudioBuffer {
    if (this.#cycle !== null) return this.#cycle;
    const cycle = new AudioBuffer({ length: ringCycleSeconds * sampleRate, sampleRate: context.sampleRate });
    cycle.getChannelData(0).set(ringCycle(sampleRate));
    this.#cycle = cycle;
    return cycle;
  }

  async #warnWithoutOutput(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    if (devices.length > 0 && !devices.some((device) => device.kind === 'audiooutput')) {
      this.#fault('tone', 'There is no sound output: the ring cannot be heard.');
    }
  }
}

/** Loudness is heard by ratio: the square comes close enough. */
function loudness(volume: number): number {
  return volume * volume;
}
