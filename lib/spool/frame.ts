// A frame is what one turn of the event loop wrote: lines, how many, when, and a checksum over all of it.
// A frame that is cut short or changed in any byte is never taken for a whole one.
import { crc32 } from "node:zlib";

/** Length of the text in bytes (u32), lines (u32), milliseconds since 1970 (f64), CRC-32 (u32); little-endian. */
export const HEADER_BYTES = 20;
const CRC_AT = 16;

/** Stands between two lines. */
export const LINE_END = "\x1e";

/** The longest text that a frame may hold, in UTF-16 units, and what that can become in UTF-8. */
export const TEXT_AT_MOST = 64 * 1024;
export const FRAME_AT_MOST = HEADER_BYTES + 3 * TEXT_AT_MOST;

export interface Part {
  /** Lines with LINE_END between them. */
  text: string;
  count: number;
}

export interface Frame {
  count: number;
  writtenAtMs: number;
  /** Where its text begins and where the frame ends, in the buffer that was read. */
  from: number;
  to: number;
}

/** Writes a frame at `offset` of `target`, which has room for HEADER_BYTES and three bytes per unit. Where it ends. */
export function putFrame(target: Buffer, offset: number, { text, count }: Part, nowMs: number): number {
  const from = offset + HEADER_BYTES;
  const length = target.write(text, from, "utf8");
  target.writeUInt32LE(length, offset);
  target.writeUInt32LE(count, offset + 4);
  target.writeDoubleLE(nowMs, offset + 8);
  target.writeUInt32LE(checksum(target, offset, from + length), offset + CRC_AT);
  return from + length;
}

/** The frame at `offset`, or null when there is no whole and unchanged one within the first `end` bytes. */
export function frameAt(source: Buffer, offset: number, end: number): Frame | null {
  const from = offset + HEADER_BYTES;
  if (from > end) return null;
  const length = source.readUInt32LE(offset);
  const count = source.readUInt32LE(offset + 4);
  const to = from + length;
  if (length === 0 || count === 0 || to > end) return null;
  if (source.readUInt32LE(offset + CRC_AT) !== checksum(source, offset, to)) return null;
  return { count, writtenAtMs: source.readDoubleLE(offset + 8), from, to };
}

function checksum(buffer: Buffer, offset: number, to: number): number {
  const head = crc32(buffer.subarray(offset, offset + CRC_AT));
  return crc32(buffer.subarray(offset + HEADER_BYTES, to), head);
}
