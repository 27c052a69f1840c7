// Any text at all, for properties that must hold whatever the wire says.
import fc from 'fast-check';

/** Any UTF-16 up to a length, halves of pairs included. fast-check's own for it takes seconds to be made. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc.array(fc.nat(0xffff), { maxLength }).map((units) => String.fromCharCode(...units));
}
