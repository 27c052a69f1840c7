// What a session description offers, as far as the line must know before it hands it to WebRTC.

/**
 * True when `sdp` has an audio stream that is not switched off: port 0 means refused, unless the stream only
 * rides in a bundle (RFC 8866 §5.14, RFC 9143 §6).
 */
export function offersAudio(sdp: string): boolean {
  return sdp
    .split(/\r?\n(?=m=)/)
    .filter((section) => /^m=audio\s/i.test(section))
    .some((section) => !/^m=audio\s+0(\/|\s)/i.test(section) || /^a=bundle-only\s*$/im.test(section));
}

/** True for the one content type we can read as an offer or an answer. */
export function isSdp(contentType: string): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === 'application/sdp';
}
