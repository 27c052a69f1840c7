// The microphone of one call: opened while it rings, heard only once it is answered, let go at its end.
import type { MicrophoneState } from '../../../app/line/line.ts';

export type MicrophoneTrouble = Exclude<MicrophoneState, 'unknown' | 'ready'>;
export type MicrophoneOpening =
  | { ok: true; track: MediaStreamTrack }
  | { ok: false; trouble: MicrophoneTrouble; cause: unknown };

/** Milliseconds a microphone may take to open; a permission prompt nobody sees would hang for ever. */
const openTimeout = 8_000;

export interface MicrophoneEvents {
  changed(state: MicrophoneState): void;
  /** The microphone in use was replaced by another, since it was unplugged. */
  replaced(track: MediaStreamTrack): void;
}

export class Microphone {
  /** Settles once it is known whether there is a microphone; never rejects. */
  readonly opened: Promise<MicrophoneOpening>;
  #track: MediaStreamTrack | null = null;
  #live = false;
  /** Aborted at release: whatever keeps the track, as the browser does a while, must not keep the call by it. */
  readonly #held = new AbortController();
  /** While one is being opened; a device that comes meanwhile is tried after it, never beside it. */
  #reopening: 'no' | 'once' | 'again' = 'no';
  readonly #events: MicrophoneEvents;
  readonly #onDeviceChange = () => this.#reopen();

  constructor(events: MicrophoneEvents) {
    this.#events = events;
    this.opened = this.#open();
  }

  /** From now on what the agent says is heard. */
  goLive(): void {
    this.#live = true;
    if (this.#track !== null) this.#track.enabled = true;
  }

  get #isReleased(): boolean {
    return this.#held.signal.aborted;
  }

  release(): void {
    this.#held.abort();
    this.#track?.stop();
    this.#track = null;
  }

  async #open(): Promise<MicrophoneOpening> {
    const opening = await openTrack();
    if (!opening.ok) {
      if (!this.#isReleased) this.#events.changed(opening.trouble);
      return opening;
    }
    const { track } = opening;
    if (this.#isReleased) {
      track.stop();
      return opening;
    }
    track.enabled = this.#live;
    track.addEventListener('ended', () => this.#lost(track), { signal: this.#held.signal });
    this.#track = track;
    this.#events.changed('ready');
    return opening;
  }

  /** Unplugged, or taken away by the system: another may be there at once, or later. */
  #lost(track: MediaStreamTrack): void {
    if (track !== this.#track) return;
    this.#track = null;
    navigator.mediaDevices.addEventListener('devicechange', this.#onDeviceChange, {
      signal: this.#held.signal,
    });
    this.#reopen();
  }

  #reopen(): void {
    if (this.#reopening !== 'no') {
      this.#reopening = 'again';
      return;
    }
    this.#reopening = 'once';
    void this.#open().then((opening) => {
      const isNews = this.#reopening === 'again';
      this.#reopening = 'no';
      if (this.#isReleased) return;
      if (!opening.ok) {
        if (isNews) this.#reopen();
        return;
      }
      navigator.mediaDevices.removeEventListener('devicechange', this.#onDeviceChange);
      this.#events.replaced(opening.track);
    });
  }
}

async function openTrack(): Promise<MicrophoneOpening> {
  try {
    const stream = await inTime(
      navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      }),
    );
    const track = stream.getAudioTracks()[0];
    if (track === undefined) return { ok: false, trouble: 'missing', cause: 'no audio track' };
    return { ok: true, track };
  } catch (cause) {
    return { ok: false, trouble: troubleOf(cause), cause };
  }
}

/** The stream, unless it comes too late: then it is stopped when it comes. */
function inTime(opening: Promise<MediaStream>): Promise<MediaStream> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(new DOMException('The microphone did not open in time.', 'TimeoutError'));
    }, openTimeout);
    opening.then((stream) => {
      clearTimeout(timer);
      if (late) for (const track of stream.getTracks()) track.stop();
      else resolve(stream);
    }, reject);
  });
}

/** The reasons of getUserMedia (W3C mediacapture-streams §10.2) as the agent can act on them. */
function troubleOf(cause: unknown): MicrophoneTrouble {
  const name = cause instanceof DOMException ? cause.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    default:
      return 'busy';
  }
}
