// Writes an .ico: one image in several sizes, of which Windows takes the one that its display needs.

export interface Frame {
  /** Pixels square. */
  readonly size: number;
  /** Four bytes a pixel, red, green, blue, alpha, from the top left, not premultiplied. */
  readonly rgba: Uint8Array;
}

/** Bytes of an ICONDIR, an ICONDIRENTRY and a BITMAPINFOHEADER. */
const folderSize = 6;
const entrySize = 16;
const headerSize = 40;

/** The frames as bitmaps of 32 bits, which every Windows reads (a PNG within an .ico only newer ones). */
export function ico(frames: readonly Frame[]): Buffer {
  const bitmaps = frames.map(bitmap);
  const folder = Buffer.alloc(folderSize + entrySize * frames.length);
  folder.writeUInt16LE(1, 2);
  folder.writeUInt16LE(frames.length, 4);
  let offset = folder.length;
  for (const [index, frame] of frames.entries()) {
    const at = folderSize + entrySize * index;
    const length = bitmaps[index]?.length ?? 0;
    folder.writeUInt8(frame.size, at);
    folder.writeUInt8(frame.size, at + 1);
    folder.writeUInt16LE(1, at + 4);
    folder.writeUInt16LE(32, at + 6);
    folder.writeUInt32LE(length, at + 8);
    folder.writeUInt32LE(offset, at + 12);
    offset += length;
  }
  return Buffer.concat([folder, ...bitmaps]);
}

/** A BITMAPINFOHEADER, the rows from the bottom up as blue, green, red, alpha, and an empty mask of one bit. */
function bitmap({ size, rgba }: Frame): Buffer {
  const maskRow = Math.ceil(size / 32) * 4;
  const image = Buffer.alloc(headerSize + size * size * 4 + maskRow * size);
  image.writeUInt32LE(headerSize, 0);
  image.writeInt32LE(size, 4);
  // The mask's rows count as well.
  image.writeInt32LE(size * 2, 8);
  image.writeUInt16LE(1, 12);
  image.writeUInt16LE(32, 14);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const from = (row * size + column) * 4;
      const to = headerSize + ((size - 1 - row) * size + column) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(from, from + 4);
      image.set([blue, green, red, alpha], to);
    }
  }
  return image;
}
