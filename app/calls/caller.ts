// Who is calling: what the wire said, made safe to show and formatted for the agent's country.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';

/** The longest name or number shown: more is a broken or hostile sender. What is shown is cut to it in main. */
const longestShown = 80;
export const shownText = z.string().max(longestShown);

export const callerSchema = z.object({
  /** The number in E.164 (`+919876543210`) where it could be read as one; else null. */
  e164: z.string().max(20).nullable(),
  /** The number as a person reads it, or what was sent instead of one; "" for a withheld number. */
  display: shownText,
  /** The name that came with the call, made safe; null when none came or it only repeats the number. */
  name: shownText.nullable(),
});
export type Caller = z.infer<typeof callerSchema>;

/** Letters of Unicode that are drawn as nothing. */
const blankLetters = /[\u115F\u1160\u2800\u3164\uFFA0]/g;

/**
 * Text from the wire made safe to show: control characters, bidirectional marks and line breaks removed
 * (they can reverse or hide what follows), white space folded, cut to `longest` characters without
 * splitting one; "" where nothing of it can be seen.
 */
export function safeText(text: string, longest: number = longestShown): string {
  const plain = text
    .slice(0, 4096)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    // Zero-width joiners stay: Indian scripts are written with them.
    .replace(/(?![\u200C\u200D])\p{Cf}/gu, '')
    .replace(blankLetters, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(plain)) return '';
  const characters = [...plain];
  if (characters.length <= longest) return fitUnits(plain, longest);
  return fitUnits(`${characters.slice(0, longest - 1).join('')}…`, longest);
}

/** Schemas count UTF-16 units, people count characters: keep within both. */
function fitUnits(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept: string[] = [];
  let units = 1;
  for (const character of text) {
    if (units + character.length > longest) break;
    kept.push(character);
    units += character.length;
  }
  return `${kept.join('')}…`;
}

function looksLikeNumber(text: string): boolean {
  return /^[+(]?[\d\s().\-/]{3,}$/.test(text) && /\d{3}/.test(text.replace(/\D/g, ''));
}

function countryOf(country: string): CountryCode {
  return isSupportedCountry(country) ? country : 'IN';
}

/** A phone number for reading: national form inside `country` (ISO 3166-1 alpha-2), international outside. */
export function formatNumber(raw: string, country: string): { e164: string | null; display: string } {
  const text = safeText(raw);
  if (!looksLikeNumber(text)) return { e164: null, display: text };
  const home = countryOf(country);
  const number = parsePhoneNumberFromString(text, home);
  if (!number?.isPossible()) return { e164: null, display: text };
  return {
    e164: number.number,
    display: number.country === home ? number.formatNational() : number.formatInternational(),
  };
}

/**
 * The caller as the edge names them. The vendor puts the customer's number in the From display name
 * (facts.md §4.3), while the From user may be a trunk's own name; a real name may come instead.
 */
export function readCaller(from: { displayName: string; user: string }, country: string): Caller {
  const displayName = safeText(from.displayName);
  const user = safeText(from.user);
  // RFC 3261 §20.20: a caller who withholds the number is called anonymous.
  if (user === '' || user === 'anonymous') {
    if (displayName === '' || /^anonymous$/i.test(displayName))
      return { e164: null, display: '', name: null };
  }
  if (looksLikeNumber(displayName)) return { ...formatNumber(displayName, country), name: null };
  if (looksLikeNumber(user)) {
    return { ...formatNumber(user, country), name: displayName === '' ? null : displayName };
  }
  if (displayName !== '') return { e164: null, display: '', name: displayName };
  return { e164: null, display: user, name: null };
}
