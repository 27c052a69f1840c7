// The SIP secret: opened in each of its forms, and never guessed.
import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSipSecret } from '../../../main/exotel/sip-secret.ts';

function encrypted(secret: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cfb', Buffer.from('change this password to a secret'), iv);
  return (
    iv.toString('hex') + Buffer.concat([cipher.update(secret, 'latin1'), cipher.final()]).toString('hex')
  );
}

const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
});

describe('the SIP secret', () => {
  it('comes out of its encrypted form as it went in, with or without NULs after it', () => {
    fc.assert(
      fc.property(printable, fc.nat(15), (secret, nuls) => {
        expect(openSipSecret(encrypted(secret + '\0'.repeat(nuls))).secret).toBe(secret);
      }),
    );
  });

  it('opens what another AES-256-CFB wrote', () => {
    // From OpenSSL: enc -aes-256-cfb, a key of the 32 bytes, an IV of sixteen 01, the text "s3cret-Pass".
    const text = '0101010101010101010101010101010191e99cffbbc27ee19cece3';
    expect(openSipSecret(text)).toEqual({ secret: 's3cret-Pass', otherwise: text });
  });

  it('is used as it is when it is plain, also when it only looks like hex', () => {
    const hex = `${'00'.repeat(16)}${'ff'.repeat(16)}`;
    for (const secret of ['p@ss word', '0123456789abcdef0123456789abcdef', hex]) {
      expect(openSipSecret(secret)).toEqual({ secret, otherwise: null });
    }
  });

  it('that is plain hex is among its readings, whatever it would decrypt to', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^([0-9a-f]{2}){17,24}$/), (hex) => {
        const { secret, otherwise } = openSipSecret(hex);
        expect([secret, otherwise]).toContain(hex);
      }),
      { numRuns: 500 },
    );
  });

  it('says when it is hidden, and when there is none', () => {
    expect(() => openSipSecret('*****')).toThrow('sip-secret-masked');
    expect(() => openSipSecret('')).toThrow('voip-not-enabled');
  });
});
