// Text out of bytes of UTF-8 that come in pieces, wherever they are cut. Most pieces are ASCII, which need not be decoded.
import { isAscii } from "node:buffer";

const STREAM = { stream: true };
const ASCII = 128;

/** Reads one text; what is no UTF-8 becomes U+FFFD, and a byte order mark at the beginning nothing. */
export function textDecoder(): (bytes: Buffer) => string {
  let decoder: TextDecoder | null = null;
  let hasBegun = false;
  /** Whether a character may have been cut where the last piece ended. */
  let isOpen = false;
  return (bytes) => {
    if (!isOpen && isAscii(bytes)) {
      hasBegun ||= bytes.length > 0;
      return bytes.toString("latin1");
    }
    decoder ??= new TextDecoder("utf-8", { ignoreBOM: hasBegun });
    hasBegun = true;
    const last = bytes.at(-1);
    if (last !== undefined) isOpen = last >= ASCII;
    return decoder.decode(bytes, STREAM);
  };
}
