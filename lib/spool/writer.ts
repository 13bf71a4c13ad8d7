// Appends lines to a spool: all of a turn of the event loop in one write, and only then says that they are kept.
// Bounded, and while the disk cannot take them it says so instead of losing any.
import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, unlinkSync, writeSync } from "node:fs";
import { HEADER_BYTES, LINE_END, type Part, putFrame, TEXT_AT_MOST } from "./frame.ts";
import type { Journal } from "./journal.ts";
import { MARK, type Segment, segmentPath } from "./segment.ts";
import { syncFolder } from "./sync-folder.ts";

type Done = (error: Error | null) => void;

export interface Writer {
  /** Takes a line into this turn's write. Throws when it is longer than a frame can hold. */
  append(line: string): void;
  /** Whether the spool is full, or the disk could not be written to lately. */
  isFull(): boolean;
  /** Calls back, in a later turn, when all that was appended until now is written, or could not be. */
  whenWritten(done: Done): void;
  /** Lines that were written since the beginning. */
  written(): number;
  /** Tries the disk again after a fault. */
  probe(): void;
  close(): void;
}

export interface WriterOptions {
  journal: Journal;
  limitBytes: number;
  segmentBytes: number;
  /** Waits until the disk itself has it, which survives a loss of power; without it, a killed process. */
  sync: boolean;
  nowMs(): number;
  /** Told of new lines. */
  onWritten(): void;
  /** Told when the disk cannot be written to, and when it can again. */
  onFault(error: Error | null): void;
  /** What writes, replaceable so that a disk can be full. */
  write?: typeof writeSync;
}

/** Zeros, which are no frames: also a process that is killed while it tries leaves nothing that could be read. */
const PROBE = Buffer.alloc(64 * 1024);

export function createWriter(options: WriterOptions): Writer {
  const { journal, limitBytes, segmentBytes, sync, nowMs, write = writeSync } = options;
  const { segments } = journal;
  let parts: Part[] = [];
  let pendingUnits = 0;
  let callbacks: Done[] = [];
  let scheduled = false;
  let buffer = Buffer.allocUnsafe(PROBE.length);
  let open: { fd: number; segment: Segment } | null = null;
  let nextNumber = (segments.at(-1)?.number ?? 0) + 1;
  let written = 0;
  let fault: Error | null = null;

  const bytesOnDisk = () => {
    let bytes = pendingUnits;
    for (const segment of segments) bytes += segment.bytes;
    return bytes;
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(writeTurn);
  };
  const closeSegment = () => {
    if (!open) return;
    const { fd, segment } = open;
    open = null;
    segment.sealed = true;
    if (sync) fsyncSync(fd);
    // Not under the hands of a sync that is under way.
    if (group.isBusy) group.closing.push(fd);
    else closeSync(fd);
  };
  const openSegment = () => {
    if (open && !open.segment.sealed && open.segment.bytes < segmentBytes) return open;
    closeSegment();
    const number = nextNumber;
    const path = segmentPath(journal.dir, number);
    const fd = openSync(path, "ax", 0o600);
    nextNumber += 1;
    const made = { fd, segment: { number, path, bytes: 0, lines: 0, sealed: false } };
    try {
      put(made, MARK, MARK.length);
      if (sync) syncFolder(journal.dir);
    } catch (error) {
      closeSync(fd);
      unlinkSync(path);
      throw error;
    }
    segments.push(made.segment);
    open = made;
    return made;
  };

  /** All of it or nothing: what a failed write left behind is cut off again. */
  const put = (into: { fd: number; segment: Segment }, from: Buffer, length: number) => {
    try {
      for (let at = 0; at < length; ) at += write(into.fd, from, at, length - at);
    } catch (error) {
      try {
        ftruncateSync(into.fd, into.segment.bytes);
      } catch {
        into.segment.sealed = true;
      }
      throw error;
    }
    into.segment.bytes += length;
  };

  const writeParts = (turn: Part[], units: number) => {
    const room = turn.length * HEADER_BYTES + 3 * units;
    if (buffer.length < room) buffer = Buffer.allocUnsafe(2 * room);
    let end = 0;
    let lines = 0;
    for (const part of turn) {
      end = putFrame(buffer, end, part, nowMs());
      lines += part.count;
    }
    const into = openSegment();
    put(into, buffer, end);
    into.segment.lines += lines;
    written += lines;
    options.onWritten();
  };

  function writeTurn(): void {
    scheduled = false;
    const [turn, units, waiting] = [parts, pendingUnits, callbacks];
    [parts, pendingUnits, callbacks] = [[], 0, []];
    let error: Error | null = null;
    if (turn.length > 0)
      try {
        writeParts(turn, units);
        group.isDirty = true;
      } catch (thrown) {
        error = failed(thrown);
      }
    if (sync && !error && (group.isDirty || group.isBusy)) group.wait(waiting);
    else for (const done of waiting) done(error);
  }

  const failed = (thrown: unknown): Error => {
    const error = thrown instanceof Error ? thrown : new Error("the disk cannot be written to");
    if (!fault) options.onFault(error);
    fault = error;
    return error;
  };

  /** Turns that were written while the disk was busy wait for the next round together. */
  const group = {
    isDirty: false,
    isBusy: false,
    waiting: [] as Done[],
    closing: [] as number[],
    wait(turn: Done[]) {
      this.waiting.push(...turn);
      if (!this.isBusy) this.round();
    },
    round() {
      const round = this.waiting;
      this.waiting = [];
      this.isDirty = false;
      // A segment that was closed since was synced as it was closed.
      if (!open) return settle(round, null);
      this.isBusy = true;
      fdatasync(open.fd, (error) => {
        this.isBusy = false;
        for (const fd of this.closing.splice(0)) closeSync(fd);
        settle(round, error && failed(error));
        if (this.waiting.length > 0) this.round();
      });
    },
  };

  return {
    append(line) {
      if (line.length > TEXT_AT_MOST) throw new RangeError("a line is too long for the spool");
      const last = parts.at(-1);
      if (last && last.text.length + line.length < TEXT_AT_MOST) {
        last.text += LINE_END + line;
        last.count += 1;
      } else {
        parts.push({ text: line, count: 1 });
      }
      pendingUnits += line.length + 1;
      schedule();
    },
    isFull: () => fault !== null || bytesOnDisk() >= limitBytes,
    whenWritten(done) {
      callbacks.push(done);
      schedule();
    },
    written: () => written,
    probe() {
      if (!fault) return;
      try {
        const into = openSegment();
        const length = into.segment.bytes;
        put(into, PROBE, PROBE.length);
        into.segment.bytes = length;
        ftruncateSync(into.fd, length);
        fault = null;
        options.onFault(null);
      } catch {
        // As before.
      }
    },
    close() {
      closeSegment();
    },
  };
}

function settle(callbacks: readonly Done[], error: Error | null): void {
  for (const done of callbacks) done(error);
}
