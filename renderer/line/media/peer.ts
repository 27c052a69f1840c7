// The peer connection of one call, prepared while it rings: its offers and answers, one after another.
import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import { isSdp } from '../../../app/line/sdp.ts';
import { Gathering } from './gathering.ts';

const contentType = 'application/sdp';
const broken: readonly string[] = ['disconnected', 'failed'];

export interface PeerEvents {
  heard(track: MediaStreamTrack): void;
}

/**
 * Towards sip.js it is what the first INVITE, its 200 and its ACK need: what {@link prepared} waits for is what
 * sip.js gets at its first question, so that answering a call only sends what is ready. Every later offer and
 * answer is asked for by name ({@link offer}, {@link answer}, {@link accept}), never guessed from a state.
 */
export class Peer implements SessionDescriptionHandler {
  readonly #connection: RTCPeerConnection;
  readonly #gathering: Gathering;
  readonly #firstOffer: string | null;
  /** The prepared local description; null once it was handed over. */
  #prepared: Promise<string> | null;
  #queue: Promise<unknown>;
  #track: MediaStreamTrack | null = null;

  /** `offer` is the SDP of the INVITE, or null when the INVITE asks us for one (RFC 3261 §13.2.1). */
  constructor(connection: RTCPeerConnection, offer: string | null, hasStun: boolean, events: PeerEvents) {
    this.#connection = connection;
    this.#firstOffer = offer;
    this.#gathering = new Gathering(connection, hasStun);
    connection.addEventListener('track', ({ track, transceiver }) => {
      if (transceiver === this.#audio()) events.heard(track);
    });
    this.#prepared = this.#prepare(offer);
    this.#queue = this.#prepared.catch(() => undefined);
  }

  /** Settles when the description for 200 OK is ready; rejects when the offer cannot be answered. */
  async prepared(): Promise<void> {
    await this.#prepared;
  }

  /** The agent has answered. */
  hurry(): void {
    this.#gathering.hurry();
  }

  /** Sends this microphone; without a new offer, since its codec and place are agreed already. */
  async send(track: MediaStreamTrack): Promise<void> {
    this.#track = track;
    await this.#attach();
  }

  /** True while the other side may send us audio; false on hold. */
  get isReceiving(): boolean {
    const direction = this.#audio()?.currentDirection ?? null;
    return direction === null || direction.includes('recv');
  }

  /**
   * True while nothing gets through. Neither state tells it alone: with all packets lost Chromium's ICE stays
   * `disconnected`, and only the connection goes on to `failed`.
   */
  get isPathBroken(): boolean {
    const { connectionState, iceConnectionState } = this.#connection;
    return broken.includes(connectionState) || broken.includes(iceConnectionState);
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  /** A new offer; `newPaths` asks for new paths with it (RFC 8445 §9). */
  offer(newPaths: boolean): Promise<string> {
    return this.#next(async () => {
      await this.#rollback();
      if (newPaths) this.#connection.restartIce();
      return this.#makeLocal();
    });
  }

  /** The answer to an offer of the other side; an offer of our own that is still open gives way. */
  answer(offer: string): Promise<string> {
    return this.#next(async () => {
      await this.#rollback();
      await this.#setOffer(offer);
      return this.#makeLocal();
    });
  }

  /** The other side's answer to our {@link offer}. */
  accept(answer: string): Promise<void> {
    return this.#next(() => this.#connection.setRemoteDescription({ type: 'answer', sdp: answer }));
  }

  /** As if the offer under way had never been made. */
  rollback(): Promise<void> {
    return this.#next(() => this.#rollback());
  }

  hasDescription(type: string): boolean {
    return isSdp(type);
  }

  /** From sip.js: the offer of the INVITE, which is prepared for, or the ACK's answer where it had none. */
  setDescription(sdp: string): Promise<void> {
    return this.#firstOffer === null ? this.accept(sdp) : this.prepared();
  }

  async getDescription(): Promise<BodyAndContentType> {
    const prepared = this.#prepared;
    if (prepared === null) throw new Error('The first description was handed over already.');
    this.#prepared = null;
    return { body: await prepared, contentType };
  }

  /** Tones are not sent from here. */
  sendDtmf(): boolean {
    return false;
  }

  /** sip.js calls this at BYE, when the last figures of the call are yet to be taken: see {@link release}. */
  close(): void {}

  release(): void {
    this.#connection.close();
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #prepare(offer: string | null): Promise<string> {
    if (offer === null) this.#connection.addTransceiver('audio', { direction: 'sendrecv' });
    else await this.#setOffer(offer);
    return this.#makeLocal();
  }

  async #setOffer(sdp: string): Promise<void> {
    await this.#connection.setRemoteDescription({ type: 'offer', sdp });
    const audio = this.#audio();
    for (const transceiver of this.#connection.getTransceivers()) {
      if (transceiver === audio) transceiver.direction = 'sendrecv';
      else transceiver.stop();
    }
    await this.#attach();
  }

  async #makeLocal(): Promise<string> {
    await this.#connection.setLocalDescription();
    await this.#gathering.enough();
    const description = this.#connection.localDescription;
    if (description === null) throw new Error('The connection has no local description.');
    return description.sdp;
  }

  async #rollback(): Promise<void> {
    const { signalingState } = this.#connection;
    if (signalingState === 'have-local-offer') {
      await this.#connection.setLocalDescription({ type: 'rollback' });
    }
    if (signalingState === 'have-remote-offer') {
      await this.#connection.setRemoteDescription({ type: 'rollback' });
    }
  }

  /** The one stream of the call: the first that carries sound. */
  #audio(): RTCRtpTransceiver | undefined {
    return this.#connection
      .getTransceivers()
      .find(
        ({ receiver, currentDirection }) => receiver.track.kind === 'audio' && currentDirection !== 'stopped',
      );
  }

  async #attach(): Promise<void> {
    const sender = this.#audio()?.sender;
    if (sender !== undefined && sender.track !== this.#track) await sender.replaceTrack(this.#track);
  }
}
