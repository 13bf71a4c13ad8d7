// What stands in a segment is read as it was written, or not at all.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { HEADER_BYTES, LINE_END, putFrame } from "#lib/spool/frame.ts";
import { type Journal, openJournal } from "#lib/spool/journal.ts";
import { MARK, segmentPath } from "#lib/spool/segment.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "keyhold-frames-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const line = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .map((text) => text.replaceAll(LINE_END, "-"));
/** Turns of the event loop, each with its lines. */
const turns = fc.array(fc.array(line, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });

/** The bytes of a segment, and where each of its frames ends. */
function segmentOf(lists: string[][]): { bytes: Buffer; ends: number[] } {
  const buffer = Buffer.alloc(64 * 1024);
  let at = MARK.copy(buffer);
  const ends = lists.map((lines) => {
    at = putFrame(buffer, at, { text: lines.join(LINE_END), count: lines.length }, 1_000);
    return at;
  });
  return { bytes: Buffer.from(buffer.subarray(0, at)), ends };
}

async function linesIn(bytes: Buffer): Promise<{ lines: string[]; cut: number }> {
  const dir = mkdtempSync(join(root, "node-"));
  writeFileSync(segmentPath(dir, 1), bytes);
  let cut = 0;
  const journal = await openJournal({
    dir,
    name: "node",
    spentBytes: 1,
    onCut: (one) => {
      cut += one.bytes;
    },
  });
  return { lines: await readAll(journal), cut };
}

async function readAll(journal: Journal): Promise<string[]> {
  const lines: string[] = [];
  const expected = journal.counts().waiting;
  for (let chunk = await journal.read(3); chunk; chunk = await journal.read(3)) {
    lines.push(...chunk.text.split(LINE_END));
    journal.drained(chunk, 0);
  }
  expect(lines).toHaveLength(expected);
  expect(journal.counts()).toEqual({ stored: expected, setAside: 0, waiting: 0, bytes: 0 });
  await journal.close();
  return lines;
}

it("what was written is read in its order, and its file is gone when all is drained", async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (lists) => {
      expect(await linesIn(segmentOf(lists).bytes)).toEqual({ lines: lists.flat(), cut: 0 });
    }),
    { numRuns: 40 },
  );
  const [first] = readdirSync(root);
  expect(readdirSync(join(root, String(first)))).toEqual(["position.json"]);
});

it("a file that was cut anywhere yields the whole frames before the cut, and the rest is kept aside", async () => {
  await fc.assert(
    fc.asyncProperty(turns, fc.nat(), async (lists, place) => {
      const { bytes, ends } = segmentOf(lists);
      const length = place % (bytes.length + 1);
      const whole = ends.filter((end) => end <= length).length;
      const { lines, cut } = await linesIn(bytes.subarray(0, length));
      expect(lines).toEqual(lists.slice(0, whole).flat());
      const kept = ends[whole - 1] ?? (length < MARK.length ? 0 : MARK.length);
      expect(cut).toBe(length > MARK.length ? length - kept : 0);
    }),
    { numRuns: 150 },
  );
});

it("a changed byte never yields a line that was not written, nor hides one that stands before it", async () => {
  await fc.assert(
    fc.asyncProperty(turns, fc.nat(), fc.integer({ min: 1, max: 255 }), async (lists, place, change) => {
      const { bytes, ends } = segmentOf(lists);
      const at = place % bytes.length;
      bytes[at] = (bytes[at] as number) ^ change;
      const { lines } = await linesIn(bytes);
      const intact = at < MARK.length ? 0 : ends.filter((end) => end <= at).length;
      expect(lines).toEqual(lists.slice(0, intact).flat());
    }),
    { numRuns: 300 },
  );
});

it("zeros, as a disk may leave them after a loss of power, are no frames", async () => {
  const { bytes } = segmentOf([["one", "two"]]);
  const { lines, cut } = await linesIn(Buffer.concat([bytes, Buffer.alloc(10 * HEADER_BYTES)]));
  expect([lines, cut]).toEqual([["one", "two"], 10 * HEADER_BYTES]);
  const [kept] = readdirSync(join(root, "set-aside"));
  expect(readFileSync(join(root, "set-aside", String(kept)))).toHaveLength(bytes.length + 10 * HEADER_BYTES);
});
