// Netstrings, the framing of baresip's control socket: `<length in bytes>:<bytes>,`.

export function encodeNetstring(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from(`${bytes.length}:`), bytes, Buffer.from(',')]);
}

/** Takes what comes off the socket in any pieces; gives the whole texts that are complete by then. */
export class NetstringReader {
  #rest: Buffer = Buffer.alloc(0);

  push(piece: Buffer): string[] {
    this.#rest = Buffer.concat([this.#rest, piece]);
    const texts: string[] = [];
    for (;;) {
      const colon = this.#rest.indexOf(':');
      if (colon < 0) return texts;
      const length = Number(this.#rest.toString('latin1', 0, colon));
      if (!Number.isInteger(length) || length < 0) throw new Error('Not a netstring');
      const end = colon + 1 + length;
      if (this.#rest.length <= end) return texts;
      texts.push(this.#rest.toString('utf8', colon + 1, end));
      this.#rest = this.#rest.subarray(end + 1);
    }
  }
}
