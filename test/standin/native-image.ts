// Images: where they came from and, read from a PNG's header, how large they are.
import { readFileSync } from 'node:fs';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

type Methods =
  | 'isEmpty'
  | 'getSize'
  | 'toPNG'
  | 'toDataURL'
  | 'setTemplateImage'
  | 'isTemplateImage'
  | 'getAspectRatio';

export class NativeImage implements Pick<Electron.NativeImage, Methods> {
  /** The file, or `data:` or `buffer`; empty for an empty image. */
  readonly source: string;
  readonly #bytes: Buffer;
  #template = false;

  constructor(source: string, bytes: Buffer) {
    this.source = source;
    this.#bytes = bytes;
  }

  isEmpty(): boolean {
    return this.getSize().width === 0;
  }

  /** In pixels; zero for what is not a PNG. */
  getSize(): Electron.Size {
    if (!this.#bytes.subarray(0, 8).equals(PNG) || this.#bytes.length < 24) return { width: 0, height: 0 };
    return { width: this.#bytes.readUInt32BE(16), height: this.#bytes.readUInt32BE(20) };
  }

  getAspectRatio(): number {
    const { width, height } = this.getSize();
    return height === 0 ? 1 : width / height;
  }

  toPNG(): Buffer {
    return this.#bytes;
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }

  resize(_options: Electron.ResizeOptions): NativeImage {
    return this;
  }

  addRepresentation(_options: Electron.AddRepresentationOptions): void {}

  setTemplateImage(template: boolean): void {
    this.#template = template;
  }

  isTemplateImage(): boolean {
    return this.#template;
  }
}

/** The module's `nativeImage`. */
export const nativeImage = {
  createEmpty: () => new NativeImage('', Buffer.alloc(0)),
  createFromPath(file: string): NativeImage {
    try {
      return new NativeImage(file, readFileSync(file));
    } catch {
      return new NativeImage('', Buffer.alloc(0));
    }
  },
  createFromBuffer: (buffer: Buffer) => new NativeImage('buffer', buffer),
  createFromDataURL: (url: string) =>
    new NativeImage('data:', Buffer.from(url.replace(/^[^,]*,/, ''), 'base64')),
};
