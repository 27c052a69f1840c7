// The forms a SipSecret comes in. Opening the encrypted one needs a cipher, so that is main's part.

/**
 * `masked`: hidden by the service, nobody can register with it. `encrypted`: 16 bytes IV, then ciphertext,
 * in hex; or a plain secret that happens to be hex, which only decrypting can tell. All per facts.md §1.9.
 */
export type SipSecret =
  | { kind: 'empty' }
  | { kind: 'masked' }
  | { kind: 'encrypted'; iv: string; ciphertext: string }
  | { kind: 'plain' };

/** Hex digits of the IV. */
const ivLength = 32;

export function classifySipSecret(text: string): SipSecret {
  if (text === '') return { kind: 'empty' };
  if (/^\*+$/.test(text)) return { kind: 'masked' };
  if (text.length > ivLength && text.length % 2 === 0 && /^[0-9a-f]+$/i.test(text)) {
    return { kind: 'encrypted', iv: text.slice(0, ivLength), ciphertext: text.slice(ivLength) };
  }
  return { kind: 'plain' };
}

/** The secret in a decrypted text: without the padding of NULs, or null when it is not printable ASCII. */
export function printableSecret(decrypted: string): string | null {
  const text = decrypted.replace(/\0+$/, '');
  return /^[\x20-\x7e]+$/.test(text) ? text : null;
}
