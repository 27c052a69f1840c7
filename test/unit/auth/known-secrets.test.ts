// Whoever sends a secret back, in whatever form, it is neither shown nor logged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KnownSecrets } from '../../../main/auth/known-secrets.ts';
import { createLog } from '../../../main/log/log.ts';

const secret = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
  .filter((text) => text.trim() !== '');
const around = fc.stringMatching(/^[ -~]{0,9}$/);

function knowing(...secrets: string[]): KnownSecrets {
  const known = new KnownSecrets();
  known.know(...secrets);
  return known;
}

const forms: [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['within JSON', (text) => JSON.stringify(text).slice(1, -1)],
  ['in an address', (text) => encodeURIComponent(text)],
  ['in a form', (text) => encodeURIComponent(text).replaceAll('%20', '+')],
  ['in markup', (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
];

describe('a secret that is known', () => {
  it.each(forms)('is taken out of a text %s', (_form, written) => {
    fc.assert(
      fc.property(secret, around, around, (text, before, after) => {
        const left = knowing(text).hide(`${before}${written(text)}${after}`);
        expect(left).toContain('[dropped]');
      }),
    );
  });

  it('is taken out of a Basic header with any name before it', () => {
    fc.assert(
      fc.property(secret, fc.stringMatching(/^[a-z]{0,6}$/), fc.boolean(), (text, name, url) => {
        const header = Buffer.from(`${name}:${text}:x`).toString(url ? 'base64url' : 'base64');
        const left = knowing(text).hide(`Basic ${header}`);
        expect(left).toContain('[dropped]');
        // What is left decodes to nothing of it but the letters at its edges.
        const rest = left.replace('Basic ', '').split('[dropped]').join('');
        expect(rest.length).toBeLessThanOrEqual(Math.ceil(((name.length + 5) * 4) / 3) + 4);
      }),
    );
  });

  it('leaves nothing of a longer one that it begins', () => {
    expect(knowing('abcdefgh', 'abcdefghijklmnop').hide('x abcdefghijklmnop')).toBe('x [dropped]');
  });

  it('is no word of everyday: one too short takes nothing away', () => {
    expect(knowing('12345', '').hide('12345 calls, and nothing else')).toBe('12345 calls, and nothing else');
  });

  it('stays known while many tokens come after it, but not without end', () => {
    const known = knowing('first-secret');
    for (let count = 0; count < 40; count += 1) known.know(`token-number-${count}`);
    expect(known.hide('first-secret')).toBe('[dropped]');
  });

  it('is in no line of the log, under any key, at any cut', () => {
    const known = knowing('hunter2-pass phrase');
    const lines: string[] = [];
    const log = createLog({ sink: (line) => lines.push(line), now: () => 0, hide: known.hide });
    log.info('asked hunter2-pass phrase', {
      requestId: 'hunter2-pass phrase',
      detail: `${'x'.repeat(3_990)}hunter2-pass phrase`,
      'hunter2-pass phrase': [{ cause: new Error('hunter2-pass phrase') }],
    });
    expect(lines.join()).not.toContain('hunter2');
    expect(lines.join()).toContain('[dropped]');
  });

  it('used as an id is not kept for being one', () => {
    const known = knowing('abc-secret-id');
    const lines: string[] = [];
    createLog({ sink: (line) => lines.push(line), now: () => 0, hide: known.hide }).info('x', {
      requestId: 'abc-secret-id',
    });
    expect(lines.join()).not.toContain('abc-secret-id');
  });
});
