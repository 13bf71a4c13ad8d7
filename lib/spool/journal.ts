// One folder of a spool as its reader sees it: what waits, read in order, and forgotten once it is stored elsewhere.
// Counts lines as written, stored, set aside and waiting, each by itself, so that they can be compared.
import { existsSync, unlinkSync } from "node:fs";
import { appendFile, copyFile, type FileHandle, mkdir, open, truncate } from "node:fs/promises";
import { join } from "node:path";
import { FRAME_AT_MOST, frameAt, LINE_END } from "./frame.ts";
import { loadPosition, type Position, savePosition } from "./position.ts";
import { inspectSegment, MARK, readAt, type Segment, segmentNumbers, wholeFrames } from "./segment.ts";

/** Lines that were read and are not forgotten yet. */
export interface Chunk {
  text: string;
  lines: number;
  end: number;
}

export interface JournalCounts {
  stored: number;
  setAside: number;
  waiting: number;
  /** On disk, with what is drained and not deleted yet. */
  bytes: number;
}

export interface Journal {
  dir: string;
  /** In order; the writer appends to the last one. */
  segments: Segment[];
  /** The next lines: `linesAtMost`, or one frame. Null when nothing waits. */
  read(linesAtMost: number): Promise<Chunk | null>;
  /** Forgets a chunk, of which so many lines were set aside. */
  drained(chunk: Chunk, setAside: number): void;
  /** Keeps lines that can never be stored in a file beside the spools. */
  setAside(text: string): Promise<void>;
  counts(): JournalCounts;
  /** When the first line that waits was written. */
  oldestMs(): Promise<number | null>;
  close(): Promise<void>;
}

export interface JournalOptions {
  dir: string;
  /** Stands in the names of what is set aside. */
  name: string;
  /** A drained segment is deleted once it has grown to this. */
  spentBytes: number;
  /** Told of bytes that are no whole frames, and where they are kept. */
  onCut(cut: { bytes: number; lines: number; kept: string }): void;
}

const READ_BYTES = 6 * FRAME_AT_MOST;

/** A folder that nothing was written to yet. */
export function newJournal(options: JournalOptions): Journal {
  return journalOf(options, [], loadPosition(options.dir));
}

/** The folder of another node: whole frames count, and what follows them is cut off and kept aside. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const position = loadPosition(options.dir);
  const segments: Segment[] = [];
  for (const number of await segmentNumbers(options.dir)) {
    const { fileBytes, ...segment } = await inspectSegment(options.dir, number);
    if (fileBytes > segment.bytes) {
      const kept = await keepRest(options, segment, fileBytes);
      await truncate(segment.path, segment.bytes);
      if (fileBytes > MARK.length) options.onCut({ bytes: fileBytes - segment.bytes, lines: 0, kept });
    }
    segments.push(segment);
  }
  return journalOf(options, segments, position);
}

/** The whole file is kept: where the damage begins stands in the name. */
async function keepRest({ dir, name }: JournalOptions, segment: Segment, fileBytes: number): Promise<string> {
  if (fileBytes <= MARK.length) return "";
  const folder = await asideFolder(dir);
  const kept = join(folder, `${name}-${segment.number}-from-${segment.bytes}.seg`);
  await copyFile(segment.path, kept);
  return kept;
}

async function asideFolder(dir: string): Promise<string> {
  const folder = join(dir, "..", "set-aside");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function journalOf(options: JournalOptions, segments: Segment[], start: Position): Journal {
  const { dir, name } = options;
  let position = start;
  let file: { path: string; handle: FileHandle } | null = null;

  const close = async () => {
    const open = file;
    file = null;
    await open?.handle.close();
  };
  const fileOf = async ({ path }: Segment): Promise<FileHandle> => {
    if (file?.path !== path) {
      await close();
      file = { path, handle: await open(path, "r") };
    }
    return file.handle;
  };
  const placeIn = (segment: Segment) =>
    segment.number === position.segment
      ? { offset: Math.max(position.offset, MARK.length), taken: position.taken }
      : { offset: MARK.length, taken: 0 };
  /** Deletes segments of which nothing waits, but for one that is still written to and small. */
  const forgetSpent = () => {
    for (;;) {
      const [first] = segments;
      if (!first) return;
      const isBehind = first.number < position.segment;
      const isSpent = first.sealed || first.bytes >= options.spentBytes;
      if (!isBehind && !(isSpent && placeIn(first).offset >= first.bytes)) return;
      first.sealed = true;
      if (existsSync(first.path)) unlinkSync(first.path);
      segments.shift();
    }
  };
  const cut = async (segment: Segment, at: { offset: number; taken: number }) => {
    const [bytes, lines] = [segment.bytes - at.offset, segment.lines - at.taken];
    const kept = await keepRest(options, { ...segment, bytes: at.offset }, segment.bytes);
    options.onCut({ bytes, lines, kept });
    segment.sealed = true;
    position = { ...position, segment: segment.number, offset: segment.bytes, taken: segment.lines };
    position.setAside += lines;
    savePosition(dir, position);
  };

  return {
    dir,
    segments,
    async read(linesAtMost) {
      for (;;) {
        forgetSpent();
        const segment = segments.find((one) => placeIn(one).offset < one.bytes);
        if (!segment) return null;
        const at = placeIn(segment);
        const ahead = Math.min(READ_BYTES, segment.bytes - at.offset);
        const buffer = await readAt(await fileOf(segment), at.offset, ahead);
        const whole = wholeFrames(buffer, buffer.length, linesAtMost);
        if (whole.lines === 0) {
          await cut(segment, at);
          continue;
        }
        position = { ...position, segment: segment.number, ...at };
        const text = whole.texts.map(([from, to]) => buffer.toString("utf8", from, to)).join(LINE_END);
        return { text, lines: whole.lines, end: at.offset + whole.end };
      }
    },
    drained({ lines, end }, setAside) {
      position = {
        segment: position.segment,
        offset: end,
        taken: position.taken + lines,
        stored: position.stored + lines - setAside,
        setAside: position.setAside + setAside,
      };
      savePosition(dir, position);
      forgetSpent();
    },
    async setAside(text) {
      const folder = await asideFolder(dir);
      await appendFile(join(folder, `${name}.lines`), text + LINE_END, { mode: 0o600 });
    },
    counts() {
      let [waiting, bytes] = [0, 0];
      for (const segment of segments) {
        if (segment.number >= position.segment)
          waiting += Math.max(0, segment.lines - placeIn(segment).taken);
        bytes += segment.bytes;
      }
      return { stored: position.stored, setAside: position.setAside, waiting, bytes };
    },
    async oldestMs() {
      const segment = segments.find((one) => placeIn(one).offset < one.bytes);
      if (!segment) return null;
      const handle = await open(segment.path, "r");
      try {
        const buffer = await readAt(handle, placeIn(segment).offset, FRAME_AT_MOST);
        return frameAt(buffer, 0, buffer.length)?.writtenAtMs ?? null;
      } finally {
        await handle.close();
      }
    },
    async close() {
      await close();
      forgetSpent();
    },
  };
}
