// What a session description offers, as far as the line must know before it hands it to WebRTC.

/** Codecs every WebRTC endpoint has (RFC 7874 §3), and the wide-band one that browsers add to them. */
const knownCodecs = ['opus/48000', 'g722/8000', 'pcmu/8000', 'pcma/8000'];
/** Payload types that mean a codec without an `rtpmap` (RFC 3551 §6). */
const staticCodecs: Readonly<Record<string, string>> = { 0: 'pcmu/8000', 8: 'pcma/8000', 9: 'g722/8000' };

/** Why an offer can never become a call here; null for one that is worth ringing for. */
export type OfferFault = 'no-audio' | 'no-known-codec' | 'not-encrypted' | 'no-fingerprint' | 'no-rtcp-mux';

/** Reads what WebRTC would refuse anyway (RFC 8829 §5.8), before somebody is rung for it. */
export function faultOfOffer(sdp: string): OfferFault | null {
  const [common = '', ...media] = sdp.split(/\r?\n(?=m=)/);
  const audio = media.find(isLiveAudio);
  if (audio === undefined) return 'no-audio';
  const has = (attribute: RegExp) => attribute.test(audio) || attribute.test(common);
  if (!/^m=audio\s+\S+\s+\S*SAVPF?\s/i.test(audio)) return 'not-encrypted';
  if (!has(/^a=fingerprint:\S+\s+\S/im)) return 'no-fingerprint';
  if (!has(/^a=rtcp-mux\s*$/im)) return 'no-rtcp-mux';
  return codecsOf(audio).some((codec) => knownCodecs.includes(codec)) ? null : 'no-known-codec';
}

/**
 * Port 0 means that a stream is switched off, unless it only rides in a bundle (RFC 8866 §5.14, RFC 9143 §6).
 */
function isLiveAudio(section: string): boolean {
  if (!/^m=audio\s/i.test(section)) return false;
  return !/^m=audio\s+0(\/|\s)/i.test(section) || /^a=bundle-only\s*$/im.test(section);
}

/** The codecs of one stream as `name/clock rate`, in lower case. */
function codecsOf(section: string): string[] {
  const formats = /^m=audio\s+\S+\s+\S+([^\r\n]*)/i.exec(section)?.[1]?.trim().split(/\s+/) ?? [];
  const named = new Map(
    [...section.matchAll(/^a=rtpmap:(\d+)\s+([^\s/]+\/\d+)/gim)].map(([, type, codec]) => [type, codec]),
  );
  return formats.map((type) => (named.get(type) ?? staticCodecs[type] ?? '').toLowerCase());
}

/** True for the one content type we can read as an offer or an answer. */
export function isSdp(contentType: string): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === 'application/sdp';
}
