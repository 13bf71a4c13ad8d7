// What a ciphertext is bound to, as bytes that can be read in one way only. Safe in a browser.

const encoder = new TextEncoder();

/** Each part as its length in bytes (4 bytes, big endian) and its UTF-8, in the given order. */
export function associatedData(parts: readonly (string | number)[]): Uint8Array<ArrayBuffer> {
  const encoded = parts.map((part) => encoder.encode(String(part)));
  const joined = new Uint8Array(encoded.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(joined.buffer);
  let offset = 0;
  for (const bytes of encoded) {
    view.setUint32(offset, bytes.length);
    joined.set(bytes, offset + 4);
    offset += 4 + bytes.length;
  }
  return joined;
}
