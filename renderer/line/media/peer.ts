// The peer connection of one call, prepared while it rings, behind the interface sip.js asks for.
import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import { isSdp } from '../../../app/line/sdp.ts';
import { Gathering } from './gathering.ts';

const contentType = 'application/sdp';

export interface PeerEvents {
  heard(track: MediaStreamTrack): void;
  iceChanged(state: RTCIceConnectionState): void;
}

/**
 * Offers and answers are made one after another, never interleaved. What {@link prepare} made is what sip.js
 * gets at its first question, so that answering a call only sends what is ready.
 */
export class Peer implements SessionDescriptionHandler {
  readonly #connection: RTCPeerConnection;
  readonly #gathering: Gathering;
  readonly #preparedOffer: string | null;
  /** The prepared local description; null once it was handed over. */
  #prepared: Promise<string> | null;
  #queue: Promise<unknown>;
  #track: MediaStreamTrack | null = null;

  /** `offer` is the SDP of the INVITE, or null when the INVITE asks us for one (RFC 3261 §13.2.1). */
  constructor(connection: RTCPeerConnection, offer: string | null, hasStun: boolean, events: PeerEvents) {
    this.#connection = connection;
    this.#preparedOffer = offer;
    this.#gathering = new Gathering(connection, hasStun);
    connection.addEventListener('track', ({ track }) => {
      if (track.kind === 'audio') events.heard(track);
    });
    connection.addEventListener('iceconnectionstatechange', () =>
      events.iceChanged(connection.iceConnectionState),
    );
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

  get iceState(): RTCIceConnectionState {
    return this.#connection.iceConnectionState;
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  /** The next offer will ask for new paths (RFC 8445 §9). */
  restartIce(): void {
    this.#connection.restartIce();
  }

  hasDescription(type: string): boolean {
    return isSdp(type);
  }

  setDescription(sdp: string): Promise<void> {
    if (this.#prepared !== null && sdp === this.#preparedOffer) return this.prepared();
    return this.#next(() => this.#setRemote(sdp));
  }

  async getDescription(): Promise<BodyAndContentType> {
    const prepared = this.#prepared;
    if (prepared !== null) {
      this.#prepared = null;
      return { body: await prepared, contentType };
    }
    return { body: await this.#next(() => this.#makeLocal()), contentType };
  }

  rollbackDescription(): Promise<void> {
    return this.#next(async () => {
      const { signalingState } = this.#connection;
      if (signalingState === 'have-local-offer') {
        await this.#connection.setLocalDescription({ type: 'rollback' });
      }
      if (signalingState === 'have-remote-offer') {
        await this.#connection.setRemoteDescription({ type: 'rollback' });
      }
    });
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
    else await this.#setRemote(offer);
    return this.#makeLocal();
  }

  async #setRemote(sdp: string): Promise<void> {
    const type = this.#connection.signalingState === 'have-local-offer' ? 'answer' : 'offer';
    await this.#connection.setRemoteDescription({ type, sdp });
    if (type === 'answer') return;
    for (const transceiver of this.#connection.getTransceivers()) {
      if (transceiver.receiver.track.kind !== 'audio') transceiver.stop();
      else if (transceiver === this.#audio()) transceiver.direction = 'sendrecv';
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

  #audio(): RTCRtpTransceiver | undefined {
    return this.#connection
      .getTransceivers()
      .find(
        (transceiver) =>
          transceiver.receiver.track.kind === 'audio' && transceiver.currentDirection !== 'stopped',
      );
  }

  async #attach(): Promise<void> {
    const sender = this.#audio()?.sender;
    if (sender !== undefined && sender.track !== this.#track) await sender.replaceTrack(this.#track);
  }
}
