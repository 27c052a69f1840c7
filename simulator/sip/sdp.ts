// Session descriptions of a customer who cannot be heard: right in form for WebRTC, reachable by nobody.
import { randomBytes } from 'node:crypto';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

function fingerprint(): string {
  return Array.from(randomBytes(32), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}

/** The codecs the vendor's edge is offered and answers with (facts.md §4.4). */
const codecLines = [
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:110 telephone-event/48000',
  'a=rtpmap:126 telephone-event/8000',
];

/** Values that stay the same through one call's offers and answers. */
export class SyntheticDescription {
  readonly #id = randomBytes(6).readUIntBE(0, 6);
  readonly #ufrag = randomBytes(3).toString('hex');
  readonly #pwd = randomBytes(12).toString('hex');
  readonly #fingerprint = fingerprint();
  readonly #ssrc = randomBytes(4).readUInt32BE(0);
  #version = 1;

  /** An offer, or an answer when `setup` is not `actpass`. No candidate is named: ICE waits and never connects. */
  text(direction: Direction, setup: 'actpass' | 'active' | 'passive', mid = '0'): string {
    this.#version += 1;
    const lines = [
      'v=0',
      `o=- ${this.#id} ${this.#version} IN IP4 127.0.0.1`,
      's=-',
      't=0 0',
      `a=group:BUNDLE ${mid}`,
      'a=msid-semantic: WMS customer',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 110 126',
      'c=IN IP4 0.0.0.0',
      'a=rtcp:9 IN IP4 0.0.0.0',
      `a=ice-ufrag:${this.#ufrag}`,
      `a=ice-pwd:${this.#pwd}`,
      `a=fingerprint:sha-256 ${this.#fingerprint}`,
      `a=setup:${setup}`,
      `a=mid:${mid}`,
      `a=${direction}`,
      'a=msid:customer voice',
      'a=rtcp-mux',
      ...codecLines,
      `a=ssrc:${this.#ssrc} cname:customer`,
      'a=end-of-candidates',
    ];
    return `${lines.join('\r\n')}\r\n`;
  }
}

/** The direction an offer asks for; `sendrecv` when it does not say (RFC 3264 §5.1). */
export function directionOf(sdp: string): Direction {
  const match = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(sdp);
  const found = match?.[1];
  return found === 'sendonly' || found === 'recvonly' || found === 'inactive' ? found : 'sendrecv';
}

/** The direction that answers another (RFC 3264 §6.1). */
export function answering(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly';
  return direction === 'recvonly' ? 'sendonly' : direction;
}

/** A description with no audio in it, for trying how the agent takes it. */
export function withoutAudio(kind: 'no-audio' | 'video-only' | 'malformed'): string {
  const head = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0'];
  if (kind === 'no-audio') return `${head.join('\r\n')}\r\n`;
  if (kind === 'malformed') return 'v=0\r\no=- broken\r\nm=audio nine UDP\r\n';
  const video = new SyntheticDescription()
    .text('sendrecv', 'actpass')
    .replace(/^m=audio.*$/m, 'm=video 9 UDP/TLS/RTP/SAVPF 96')
    .replace(/^a=(rtpmap|fmtp):.*\r\n/gm, '')
    .replace('a=rtcp-mux\r\n', 'a=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n');
  return video;
}
