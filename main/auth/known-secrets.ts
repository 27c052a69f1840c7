// The secrets this run knows, so that none of them is shown or logged, whoever sends them back.

/** A shorter one would take words and numbers out of every text that happens to hold it. */
const shortest = 6;

/** As many as a run needs: an account's pair, its SIP secret, and the tokens of some days. */
const most = 64;

const dropped = '[dropped]';

/** Keeps them in memory alone, each with the forms it takes in addresses, JSON, markup and headers. */
export class KnownSecrets {
  readonly #secrets = new Set<string>();
  #forms: string[] = [];

  know(...secrets: string[]): void {
    for (const secret of secrets) {
      if (secret.length < shortest || this.#secrets.has(secret)) continue;
      this.#secrets.add(secret);
      const [oldest] = this.#secrets;
      if (this.#secrets.size > most && oldest !== undefined) this.#secrets.delete(oldest);
    }
    const forms = new Set([...this.#secrets].flatMap(formsOf));
    // The longest first: a form within another must not leave the rest of it.
    this.#forms = [...forms].sort((one, other) => other.length - one.length);
  }

  /** `text` without any of them. */
  hide = (text: string): string => this.#forms.reduce((left, form) => left.replaceAll(form, dropped), text);
}

function formsOf(secret: string): string[] {
  const percent = encodeURIComponent(secret.toWellFormed());
  const markup = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase()),
    percent.replaceAll('%20', '+'),
    markup,
    markup.replaceAll('"', '&quot;'),
    ...base64Of(secret),
  ].filter((form) => form.length >= shortest);
}

/** Base64 of it wherever it begins within three bytes (`id:secret` in a Basic header), without what its neighbours colour. */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
