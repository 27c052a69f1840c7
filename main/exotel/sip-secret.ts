// Opens a SipSecret, in whichever form it came.
import { createDecipheriv } from 'node:crypto';
import { classifySipSecret, printableSecret } from '../../app/exotel/sip-secret.ts';
import { OffhookError } from '../../app/failure.ts';

/** The key the vendor ships to every browser: it keeps nothing secret (facts.md §1.9). */
const publicKey = Buffer.from('change this password to a secret', 'ascii');

/**
 * The secret to register with. Hex that does not decrypt to printable text is a plain secret that happens to
 * be hex.
 *
 * @throws OffhookError `voip-not-enabled` when it is empty, `sip-secret-masked` when the service hides it
 */
export function openSipSecret(text: string): string {
  const form = classifySipSecret(text);
  switch (form.kind) {
    case 'empty':
      throw new OffhookError('voip-not-enabled');
    case 'masked':
      throw new OffhookError('sip-secret-masked');
    case 'plain':
      return text;
    case 'encrypted': {
      const cipher = createDecipheriv('aes-256-cfb', publicKey, Buffer.from(form.iv, 'hex'));
      const bytes = Buffer.concat([cipher.update(Buffer.from(form.ciphertext, 'hex')), cipher.final()]);
      return printableSecret(bytes.toString('latin1')) ?? text;
    }
  }
}
