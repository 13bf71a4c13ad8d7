// Segment files of a spool: their names, and how much of one is whole.
import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { FRAME_AT_MOST, frameAt } from "./frame.ts";

export interface Segment {
  number: number;
  path: string;
  /** Bytes of whole frames, the mark at the beginning included. */
  bytes: number;
  /** Lines in those. */
  lines: number;
  /** Nothing more is written to it. */
  sealed: boolean;
}

/** The first bytes of every segment: what it is, and in which form. */
export const MARK = Buffer.from("khspool1");

const NAME = /^(\d{10})\.seg$/;
const CHUNK_BYTES = 8 * FRAME_AT_MOST;

export function segmentPath(dir: string, number: number): string {
  return join(dir, `${String(number).padStart(10, "0")}.seg`);
}

/** The segments of a folder in their order. */
export async function segmentNumbers(dir: string): Promise<number[]> {
  const names = await readdir(dir);
  const numbers = names.flatMap((name) => {
    const [, digits] = NAME.exec(name) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  return numbers.sort((a, b) => a - b);
}

/** What is whole in a segment, and how long its file is. */
export async function inspectSegment(dir: string, number: number): Promise<Segment & { fileBytes: number }> {
  const path = segmentPath(dir, number);
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const mark = await readAt(file, 0, MARK.length);
    if (!mark.equals(MARK)) return { number, path, bytes: 0, lines: 0, sealed: true, fileBytes: size };
    let at = MARK.length;
    let lines = 0;
    for (;;) {
      const chunk = await readAt(file, at, CHUNK_BYTES);
      const whole = wholeFrames(chunk, chunk.length);
      if (whole.end === 0) break;
      at += whole.end;
      lines += whole.lines;
    }
    return { number, path, bytes: at, lines, sealed: true, fileBytes: size };
  } finally {
    await file.close();
  }
}

/** The frames at the beginning of a buffer, up to `linesAtMost` (but one at least): where they end, and their lines. */
export function wholeFrames(buffer: Buffer, end: number, linesAtMost = Number.POSITIVE_INFINITY) {
  const texts: [from: number, to: number][] = [];
  let at = 0;
  let lines = 0;
  while (at < end) {
    const frame = frameAt(buffer, at, end);
    if (!frame || (lines > 0 && lines + frame.count > linesAtMost)) break;
    texts.push([frame.from, frame.to]);
    lines += frame.count;
    at = frame.to;
  }
  return { end: at, lines, texts };
}

export async function readAt(file: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}
