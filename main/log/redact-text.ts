// Takes out of one text what must never be on disk. One pass: a hostile text takes no more time than its length.

const dropped = '[dropped]';

/** Words that name a secret, in a key or before its value. */
const secretWord =
  /secret|token|password|passphrase|passwd|authori[sz]ation|credential|cookie|apikey|nonce|digest|privatekey/;

/** True for a key or name of a secret, in any casing and with any separators. */
export function namesSecret(name: string): boolean {
  return secretWord.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

/** Words, and the single characters between them: every character is in one token. */
export function tokensOf(text: string): string[] {
  return text.match(/[\w+-]+|[^\w+-]/g) ?? [];
}

/** What stands before a secret in an Authorization header. */
const scheme = /\b(bearer|basic|digest)$/i;

/** Seven digits or more, with what people put between them. Each try ends after a few characters. */
const number = /\+?\d(?:[\s().\-\u2010-\u2015/]{0,3}\d){6,}/g;

/**
 * The text of `tokens` with nothing secret left in it: values of what is named a secret, what follows `Bearer`
 * and its like, name and password in an address, the user of a SIP address, tokens, long random runs; numbers
 * keep four digits. Every token is looked at a few times at most.
 */
export function redactTokens(tokens: readonly string[]): string {
  const kept: string[] = [];
  /** Up to here no `@` ends what an address began. */
  const searched = { sip: 0, url: 0 };

  const is = (index: number, pattern: RegExp) => pattern.test(tokens[index] ?? '');
  const skip = (from: number, pattern: RegExp) => {
    let index = from;
    while (index < tokens.length && is(index, pattern)) index += 1;
    return index;
  };
  /** Where the `@` is that ends an address's user; null when `stop` or the end comes first. */
  const atSign = (kind: 'sip' | 'url', from: number, stop: RegExp): number | null => {
    if (from < searched[kind]) return null;
    for (let index = from; index < tokens.length; index += 1) {
      const token = tokens[index] ?? '';
      if (token === '@') return index === from ? null : index;
      if (!stop.test(token)) continue;
      searched[kind] = index;
      return null;
    }
    searched[kind] = tokens.length;
    return null;
  };
  /** Where the value of an assignment to the name before `from` begins; null when none follows. */
  const valueAfter = (from: number): number | null => {
    const sign = skip(is(from, /\\/) ? from + 1 : from, /["']/);
    const after = skip(sign, /^\s$/);
    return is(after, /^[:=]$/) ? skip(after + 1, /^\s$/) : null;
  };
  const endOfValue = (from: number): number => {
    const start = is(from, /\\/) ? from + 1 : from;
    if (is(start, scheme)) return skip(start, /[^\r\n]/);
    const quote = tokens[start];
    if (quote !== '"' && quote !== "'") return skip(from, /[^\s,;&}]/);
    let end = start + 1;
    while (end < tokens.length && tokens[end] !== quote) end += 1;
    return Math.min(end + 1, tokens.length);
  };

  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index] ?? '';
    const begun = index;
    index += 1;
    if (!/\w/.test(token)) {
      kept.push(token);
      if (token !== ':' || tokens[index] !== '/' || tokens[index + 1] !== '/') continue;
      const at = atSign('url', index + 2, /[\s/]/);
      if (at === null) continue;
      kept.push('//', dropped);
      index = at;
      continue;
    }
    if (looksSecret(token)) {
      kept.push(dropped);
      // The other parts of a token in three parts.
      while (token.includes('eyJ') && tokens[index] === '.') index += is(index + 1, /\w/) ? 2 : 1;
      continue;
    }
    kept.push(token);
    if (/\bsips?$/i.test(token) && tokens[index] === ':') {
      const at = atSign('sip', index + 1, /[\s<>"]/);
      if (at === null) continue;
      kept.push(':', dropped);
      index = at;
      continue;
    }
    const value = namesSecret(token) ? valueAfter(index) : null;
    if (value !== null && value < tokens.length) {
      kept.push(...tokens.slice(begun + 1, value), dropped);
      index = endOfValue(value);
      continue;
    }
    if (!scheme.test(token) || !is(index, /^\s$/)) continue;
    const rest = skip(index, /^\s$/);
    if (rest === tokens.length) continue;
    kept.push(' ', dropped);
    index = skip(rest, /[^\r\n]/);
  }
  return kept.join('').replace(number, (digits) => `•••${digits.replace(/\D/g, '').slice(-4)}`);
}

/** A token of the vendor's, or an unbroken run long and random enough to be one. */
function looksSecret(word: string): boolean {
  return /eyJ[\w-]{6}/.test(word) || (word.length >= 24 && /\d/.test(word) && /[a-z]/i.test(word));
}
