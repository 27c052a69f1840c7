// An .ico as Windows reads it: where each size stands, and its pixels from the bottom up.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ico } from '../../../scripts/icons/ico.ts';

/** The sizes an .ico holds, and for each where it begins and how long it is. */
function entries(bytes: Buffer) {
  return Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    return { size: bytes[at], length: bytes.readUInt32LE(at + 8), from: bytes.readUInt32LE(at + 12) };
  });
}

describe('an .ico', () => {
  it('holds each frame upside down, as blue, green, red and alpha, with an empty mask', () => {
    const top = [1, 2, 3, 255, 4, 5, 6, 128];
    const bottom = [7, 8, 9, 64, 10, 11, 12, 0];
    const bytes = ico([{ size: 2, rgba: Uint8Array.from([...top, ...bottom]) }]);
    const [entry] = entries(bytes);
    expect(entry).toEqual({ size: 2, length: 40 + 16 + 8, from: 22 });
    const pixels = [...bytes.subarray(22 + 40, 22 + 40 + 16)];
    expect(pixels).toEqual([9, 8, 7, 64, 12, 11, 10, 0, 3, 2, 1, 255, 6, 5, 4, 128]);
    expect([...bytes.subarray(-8)]).toEqual(Array(8).fill(0));
    // The bitmap counts its mask's rows.
    expect(bytes.readInt32LE(22 + 8)).toBe(4);
  });

  it('of the tray has the size of every Windows display, one after the other, to its end', () => {
    const bytes = readFileSync(join(import.meta.dirname, '../../../main/os/icons/ready.ico'));
    const all = entries(bytes);
    expect(all.map((one) => one.size)).toEqual([16, 20, 24, 32, 40, 48]);
    let end = 6 + 16 * all.length;
    for (const { from, length } of all) {
      expect(from).toBe(end);
      end += length;
    }
    expect(end).toBe(bytes.length);
  });
});
