// Who is calling, as an agent must be able to read it at a glance and be misled by nobody.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerSchema, formatNumber, readCaller, safeText } from '../../../app/calls/caller.ts';
import { anyText } from '../any-text.ts';

describe('the caller', () => {
  it('is the number in the display name, as this vendor sends it', () => {
    const caller = readCaller({ displayName: '09876543210', user: 'trunk-7' }, 'IN');
    expect(caller).toEqual({ e164: '+919876543210', display: '098765 43210', name: null });
  });

  it('reads +91, 0 and ten bare digits as the same number', () => {
    const forms = ['+919876543210', '09876543210', '9876543210', '+91 98765 43210'];
    expect(new Set(forms.map((form) => formatNumber(form, 'IN').e164))).toEqual(new Set(['+919876543210']));
  });

  it('shows a number from abroad with its country code', () => {
    expect(formatNumber('+442079460958', 'IN').display).toBe('+44 20 7946 0958');
  });

  it('shows a name above the number where a name came', () => {
    expect(readCaller({ displayName: 'Asha Rao', user: '+919876543210' }, 'IN')).toEqual({
      e164: '+919876543210',
      display: '098765 43210',
      name: 'Asha Rao',
    });
  });

  it('says nothing of a withheld number rather than inventing one', () => {
    const withheld = { e164: null, display: '', name: null };
    expect(readCaller({ displayName: '', user: 'anonymous' }, 'IN')).toEqual(withheld);
    expect(readCaller({ displayName: 'Anonymous', user: 'anonymous' }, 'IN')).toEqual(withheld);
  });

  it('shows what was sent when it is no number anybody could call', () => {
    expect(readCaller({ displayName: '12', user: 'x' }, 'IN').name).toBe('12');
    expect(formatNumber('123', 'IN')).toEqual({ e164: null, display: '123' });
  });

  it('cannot be reversed or hidden by bidirectional marks and control characters', () => {
    expect(safeText('\u202Eevil\u202C\u0000\r\nname\u200B')).toBe('evil name');
  });

  it('keeps Indian scripts and joins them as they are written', () => {
    expect(safeText('प्रिया शर्मा')).toBe('प्रिया शर्मा');
    expect(safeText('श्री क्\u200Dष')).toBe('श्री क्\u200Dष');
  });

  it.each(['\u200D\u200C', '\u3164', '\u115F\u1160', '\u2800 \uFFA0', '\u034F', '\uFE0F\u20E3', '\u{E0041}'])(
    'has no name where nothing of it can be seen (%j)',
    (name) => {
      expect(readCaller({ displayName: name, user: '+919876543210' }, 'IN').name).toBeNull();
      expect(readCaller({ displayName: name, user: 'anonymous' }, 'IN')).toEqual({
        e164: null,
        display: '',
        name: null,
      });
    },
  );

  it('falls back to India for a country nobody has', () => {
    expect(formatNumber('09876543210', 'ZZ').e164).toBe('+919876543210');
  });

  it('whatever the wire says, fits its schema', () => {
    fc.assert(
      fc.property(anyText(12_000), anyText(300), (displayName, user) => {
        callerSchema.parse(readCaller({ displayName, user }, 'IN'));
      }),
    );
    callerSchema.parse(readCaller({ displayName: '<img src=x>'.repeat(1000), user: '💥'.repeat(500) }, 'IN'));
  });
});
