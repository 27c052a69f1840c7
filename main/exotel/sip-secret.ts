// Opens a SipSecret, in whichever form it came.
import { createCipheriv } from 'node:crypto';
import { classifySipSecret, printableSecret } from '../../app/exotel/sip-secret.ts';
import { OffhookError } from '../../app/failure.ts';

/** The key the vendor ships to every browser: it keeps nothing secret (facts.md §1.9). */
const publicKey = Buffer.from('change this password to a secret', 'ascii');

export interface OpenedSipSecret {
  secret: string;
  /** What it is if `secret` is wrong; null where there is no other way to read it. */
  otherwise: string | null;
}

/**
 * The secret to register with. Hex that does not decrypt to printable text is a plain secret that happens to
 * be hex; hex that does may be one all the same, now and then (facts.md §1.9).
 *
 * @throws OffhookError `voip-not-enabled` when it is empty, `sip-secret-masked` when the service hides it
 */
export function openSipSecret(text: string): OpenedSipSecret {
  const form = classifySipSecret(text);
  switch (form.kind) {
    case 'empty':
      throw new OffhookError('voip-not-enabled');
    case 'masked':
      throw new OffhookError('sip-secret-masked');
    case 'plain':
      return { secret: text, otherwise: null };
    case 'encrypted': {
      const bytes = openCfb(Buffer.from(form.iv, 'hex'), Buffer.from(form.ciphertext, 'hex'));
      const opened = printableSecret(bytes.toString('latin1'));
      return opened === null ? { secret: text, otherwise: null } : { secret: opened, otherwise: text };
    }
  }
}

/**
 * AES-256 in CFB with 128-bit feedback (NIST SP 800-38A §6.3), opened block by block: the crypto library that
 * Electron is built with does not promise that mode by name, and plain AES it does.
 */
function openCfb(iv: Buffer, ciphertext: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-ecb', publicKey, null).setAutoPadding(false);
  const opened = Buffer.alloc(ciphertext.length);
  let feedback = iv;
  for (let start = 0; start < ciphertext.length; start += iv.length) {
    const keystream = cipher.update(feedback);
    feedback = ciphertext.subarray(start, start + iv.length);
    for (const [index, byte] of feedback.entries()) opened[start + index] = byte ^ (keystream[index] ?? 0);
  }
  return opened;
}
