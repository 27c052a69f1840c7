// The SIP secret in the hidden form that GET of one mapping carries (facts.md §1.9).
import { createCipheriv, randomBytes } from 'node:crypto';

/** Published inside the vendor's own web kit: it hides the secret from the eye and protects nothing. */
const publishedKey = Buffer.from('change this password to a secret', 'ascii');

/** IV (32 hex digits), then the secret under AES-256 in CFB with 128-bit feedback, as hex. */
export function hideSecret(secret: string, iv: Buffer = randomBytes(16)): string {
  const cipher = createCipheriv('aes-256-cfb', publishedKey, iv);
  return Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final()]).toString('hex');
}

/** A secret of 20 characters in the service's style, new each time. */
export function newSecret(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789#$!&*';
  return Array.from(randomBytes(20), (byte) => letters.charAt(byte % letters.length)).join('');
}
