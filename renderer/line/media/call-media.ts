// Everything of a call that makes or takes sound: microphone, peer connection, loudspeaker, figures.
import type { MediaState } from '../../../app/calls/call.ts';
import type { MediaFigures } from '../../../app/contract/line.ts';
import { readFigures, type StatsReport } from '../../../app/line/figures.ts';
import type { MicrophoneState } from '../../../app/line/line.ts';
import { startWatch, watchAfter } from '../../../app/line/media-watch.ts';
import type { Certificates } from './certificate.ts';
import { Microphone, type MicrophoneOpening } from './microphone.ts';
import { Peer } from './peer.ts';

/** Milliseconds between two looks at the figures: often until audio flows, then each second. */
const eager = 200;
const steady = 1_000;
/** Milliseconds the end of a call waits for its last figures. */
const patience = 250;

export interface CallMediaEvents {
  microphone(state: MicrophoneState): void;
  media(media: MediaState): void;
  figures(figures: MediaFigures): void;
  /** Nothing gets through any more: new paths are wanted. */
  pathLost(): void;
  fault(where: string, thrown: unknown): void;
}

export interface CallMediaOptions {
  callId: string;
  /** SDP of the INVITE, or null when it has none. */
  offer: string | null;
  stunServers: readonly string[];
  certificates: Certificates;
}

export class CallMedia {
  readonly #options: CallMediaOptions;
  readonly #events: CallMediaEvents;
  readonly #microphone: Microphone;
  readonly #peer: Promise<Peer>;
  #made: Peer | null = null;
  readonly #speaker = new Audio();
  #watch = startWatch(performance.now());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastLook: Promise<void> = Promise.resolve();
  #closed = false;

  /** Starts preparing at once: microphone first, so that candidates carry real addresses, then the answer. */
  constructor(options: CallMediaOptions, events: CallMediaEvents) {
    this.#options = options;
    this.#events = events;
    this.#microphone = new Microphone({
      changed: (state) => events.microphone(state),
      replaced: (track) => this.#send(track),
    });
    this.#peer = this.#prepare();
    this.#peer.catch((error: unknown) => events.fault('peer', error));
  }

  get microphone(): Promise<MicrophoneOpening> {
    return this.#microphone.opened;
  }

  /** The peer with its description ready; rejects when the offer cannot be answered. */
  async ready(): Promise<Peer> {
    const peer = await this.#peer;
    peer.hurry();
    await peer.prepared();
    return peer;
  }

  /** The peer as soon as there is one; null before. */
  get peer(): Peer | null {
    return this.#made;
  }

  /** The call is answered: both sides are heard from now on. */
  goLive(): void {
    this.#microphone.goLive();
    this.#watch = startWatch(performance.now());
    this.#events.media(this.#watch.media);
    this.#look();
  }

  /** Silences the call at once, takes its last figures, lets everything go. */
  async close(wasLive: boolean): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#speaker.srcObject = null;
    this.#microphone.release();
    if (wasLive) {
      const last = this.#lastLook.then(() => this.#figures());
      await Promise.race([last, new Promise((resolve) => setTimeout(resolve, patience))]);
    }
    this.#peer.then((peer) => peer.release()).catch(() => undefined);
  }

  async #prepare(): Promise<Peer> {
    const [certificate, opening] = await Promise.all([
      this.#options.certificates.take(),
      this.#microphone.opened,
    ]);
    const { stunServers, offer } = this.#options;
    const connection = new RTCPeerConnection({
      // Not max-bundle: it refuses the offer of an edge that names no BUNDLE group (RFC 9143), as rtpengine's.
      bundlePolicy: 'balanced',
      rtcpMuxPolicy: 'require',
      iceServers: stunServers.map((urls) => ({ urls })),
      ...(certificate === null ? {} : { certificates: [certificate] }),
    });
    const peer = new Peer(connection, offer, stunServers.length > 0, {
      heard: (track) => this.#play(track),
    });
    if (opening.ok) await peer.send(opening.track);
    if (this.#closed) peer.release();
    this.#made = peer;
    return peer;
  }

  #send(track: MediaStreamTrack): void {
    this.#peer
      .then((peer) => peer.send(track))
      .catch((error: unknown) => this.#events.fault('microphone', error));
  }

  #play(track: MediaStreamTrack): void {
    if (this.#closed) return;
    this.#speaker.srcObject = new MediaStream([track]);
    this.#speaker.play().catch((error: unknown) => {
      if (!this.#closed) this.#events.fault('speaker', error);
    });
  }

  #look(): void {
    this.#lastLook = this.#figures().finally(() => {
      if (this.#closed) return;
      this.#timer = setTimeout(() => this.#look(), this.#watch.media === 'connecting' ? eager : steady);
    });
  }

  async #figures(): Promise<void> {
    try {
      const peer = await this.#peer;
      const reports = [...(await peer.getStats()).values()] as StatsReport[];
      const figures = readFigures(this.#options.callId, reports);
      this.#events.figures(figures);
      if (!this.#closed) this.#judge(figures, peer);
    } catch (error) {
      this.#events.fault('figures', error);
    }
  }

  #judge({ packetsReceived }: MediaFigures, peer: Peer): void {
    const { media, repairs } = this.#watch;
    this.#watch = watchAfter(this.#watch, {
      now: performance.now(),
      packetsReceived,
      receiving: peer.isReceiving,
      path: peer.isPathBroken ? 'broken' : 'working',
    });
    if (this.#watch.media !== media) this.#events.media(this.#watch.media);
    if (this.#watch.repairs > repairs) this.#events.pathLost();
  }
}
