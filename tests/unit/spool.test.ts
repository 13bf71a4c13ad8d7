// A spool keeps every line that it said it kept: through faults of the disk, of the store, and the death of its node.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/shared/ids.ts";
import { LINE_END } from "#lib/spool/frame.ts";
import { makeHome, takeOrphans } from "#lib/spool/home.ts";
import { ownerOfThisProcess } from "#lib/spool/owner.ts";
import { openSpool, type Spool, type SpoolOptions } from "#lib/spool/spool.ts";

let root: string;
let opened: Spool[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "keyhold-spool-"));
  opened = [];
});
afterEach(async () => {
  for (const spool of opened) await spool.stop(0);
  rmSync(root, { recursive: true });
});

interface Opened {
  spool: Spool;
  nodeId: string;
  stored: string[];
  faults: (string | null)[];
  late: { nodeId: string; waiting: number }[];
}

function open(wish: Partial<SpoolOptions> = {}): Opened {
  const nodeId = newId("node");
  const [stored, faults, late]: [string[], (string | null)[], Opened["late"]] = [[], [], []];
  const spool = openSpool({
    root,
    nodeId,
    version: "1",
    limitBytes: 2 ** 20,
    sync: false,
    store: async (lines) => stored.push(...lines.split(LINE_END)),
    isHopeless: () => false,
    onSetAside() {},
    onDelay() {},
    onFault: (error) => faults.push(error?.message ?? null),
    onTrouble(error) {
      throw error;
    },
    onCut() {},
    onLate: async ({ nodeId, counts }) => void late.push({ nodeId, waiting: counts.waiting }),
    ...wish,
  });
  opened.push(spool);
  return { spool, nodeId, stored, faults, late };
}

/** Appends in one turn; the error that all of the turn is told of. */
function append(spool: Spool, ...lines: string[]): Promise<Error | null> {
  for (const line of lines) spool.append(line);
  return new Promise((resolve) => spool.whenWritten(resolve));
}

const away = () => Promise.reject(new Error("away"));

describe("a spool", () => {
  it("writes all lines of a turn at once, before it says that they are kept", async () => {
    const writes: number[] = [];
    const { spool } = open({
      store: away,
      write: ((fd: number, buffer: Buffer, at: number, length: number) => {
        writes.push(length);
        return writeSync(fd, buffer, at, length);
      }) as typeof writeSync,
    });
    let isKept = false;
    const kept = append(spool, "a", "b").then(() => {
      isKept = true;
    });
    spool.append("c");
    expect([isKept, writes]).toEqual([false, []]);
    await kept;
    // The first write marks the file.
    expect(writes).toHaveLength(2);
    expect(spool.counts()).toMatchObject({ accepted: 3, stored: 0, waiting: 3 });
  });

  it.each([false, true])(
    "stores what was appended in its order, once (waiting for the disk: %s)",
    async (sync) => {
      const { spool, stored } = open({ sync, segmentBytes: 2_000 });
      const lines = Array.from({ length: 300 }, (_, index) => `line ${index} ${"x".repeat(index % 50)}`);
      for (let at = 0; at < lines.length; at += 10)
        expect(await append(spool, ...lines.slice(at, at + 10))).toBeNull();
      await spool.flush();
      expect(stored).toEqual(lines);
      expect(spool.counts()).toMatchObject({ accepted: 300, stored: 300, waiting: 0, setAside: 0 });
      expect(await spool.oldestMs()).toBeNull();
      expect([await spool.stop(0), spool.counts().bytes]).toEqual([0, 0]);
    },
  );

  it("holds no more on disk than it may, says that it is full, and takes lines again when some are stored", async () => {
    let isAway = true;
    const stored: string[] = [];
    const { spool } = open({
      limitBytes: 20_000,
      store: async (lines) => (isAway ? away() : stored.push(...lines.split(LINE_END))),
    });
    let count = 0;
    for (; !spool.isFull(); count += 1) await append(spool, `${count} ${"x".repeat(500)}`);
    expect(spool.counts().bytes).toBeGreaterThan(20_000 - 1_000);
    expect(spool.counts().bytes).toBeLessThan(20_000 + 1_000);
    isAway = false;
    await spool.flush();
    expect(spool.isFull()).toBe(false);
    expect(stored).toHaveLength(count);
  });

  it("says so when the disk is full, counts nothing of that turn, and goes on when there is room", async () => {
    let room = Number.POSITIVE_INFINITY;
    const { spool, faults, stored } = open({
      write: ((fd: number, buffer: Buffer, at: number, length: number) => {
        if (room <= 0) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
        const part = Math.min(length, room);
        room -= part;
        return writeSync(fd, buffer, at, part);
      }) as typeof writeSync,
    });
    expect(await append(spool, "before")).toBeNull();
    room = 25;
    expect((await append(spool, "torn, for half of it fits"))?.message).toContain("ENOSPC");
    expect([spool.isFull(), spool.counts().accepted]).toEqual([true, 1]);
    room = Number.POSITIVE_INFINITY;
    await expect.poll(() => spool.isFull(), { timeout: 3_000 }).toBe(false);
    expect(await append(spool, "after")).toBeNull();
    await spool.flush();
    expect(stored).toEqual(["before", "after"]);
    expect(faults).toEqual([expect.stringContaining("ENOSPC"), null]);
  });

  it("says so when its folder cannot be reached, and goes on when it can", async () => {
    const { spool, nodeId, stored } = open({ segmentBytes: 10, store: async (lines) => stored.push(lines) });
    await append(spool, "before");
    await spool.flush();
    renameSync(join(root, nodeId), join(root, "elsewhere"));
    expect(await append(spool, "refused")).toBeInstanceOf(Error);
    renameSync(join(root, "elsewhere"), join(root, nodeId));
    await expect.poll(() => spool.isFull(), { timeout: 3_000 }).toBe(false);
    await append(spool, "after");
    await spool.flush();
    expect(stored).toEqual(["before", "after"]);
  });

  it("keeps the one line that never can be stored in a file, and stores the others", async () => {
    const stored: string[] = [];
    const { spool } = open({
      store: async (text) => {
        if (text.includes("bad")) throw new Error("bad data");
        stored.push(...text.split(LINE_END));
      },
      isHopeless: () => true,
    });
    const lines = Array.from({ length: 20 }, (_, index) => (index === 7 ? "bad" : `good ${index}`));
    await append(spool, ...lines);
    await spool.flush();
    expect(stored).toEqual(lines.filter((line) => line !== "bad"));
    expect(spool.counts()).toMatchObject({ accepted: 20, stored: 19, setAside: 1, waiting: 0 });
    const [file] = readdirSync(join(root, "set-aside"));
    expect(readFileSync(join(root, "set-aside", String(file)), "utf8")).toBe(`bad${LINE_END}`);
  });
});

describe("what a node leaves", () => {
  it("is stored by the next one, which says so, and nothing is left of the folder", async () => {
    let isAway = false;
    const first = open({ store: () => (isAway ? away() : Promise.resolve()) });
    await append(first.spool, "zero");
    await first.spool.flush();
    isAway = true;
    await append(first.spool, "one", "two");
    expect(await first.spool.stop(10)).toBe(2);
    first.spool.leave();
    const second = open();
    await expect.poll(() => second.stored, { timeout: 3_000 }).toEqual(["one", "two"]);
    await expect.poll(() => readdirSync(root)).toEqual([second.nodeId]);
    expect(second.late.at(-1)).toEqual({ nodeId: first.nodeId, waiting: 0 });
    expect(second.spool.counts()).toMatchObject({ accepted: 0, stored: 0, waiting: 0 });
  });

  it("is not touched while its process lives, and not had by two", () => {
    const owner = ownerOfThisProcess("1");
    const [living, dead, one, two] = [0, 1, 2, 3].map(() => newId("node")) as [
      string,
      string,
      string,
      string,
    ];
    makeHome(root, living, owner);
    makeHome(root, dead, { ...owner, startedTicks: "1" });
    makeHome(root, one, owner);
    makeHome(root, two, owner);
    expect(takeOrphans(root, one).map(({ nodeId }) => nodeId)).toEqual([dead]);
    expect(takeOrphans(root, two)).toEqual([]);
    expect(takeOrphans(root, one)).toEqual([]);
  });

  it("of another machine is left alone as long as that shows that it lives", () => {
    const owner = { ...ownerOfThisProcess("1"), machine: "another" };
    const [other, one] = [newId("node"), newId("node")];
    makeHome(root, other, owner);
    makeHome(root, one, ownerOfThisProcess("1"));
    expect(takeOrphans(root, one)).toEqual([]);
  });

  it("passes on when the one that took it over dies, too", () => {
    const owner = ownerOfThisProcess("1");
    const [origin, heir, last] = [newId("node"), newId("node"), newId("node")];
    mkdirSync(join(root, `${origin}~${heir}`));
    makeHome(root, heir, { ...owner, startedTicks: "1" });
    makeHome(root, last, owner);
    expect(
      takeOrphans(root, last)
        .map(({ nodeId }) => nodeId)
        .sort(),
    ).toEqual([origin, heir].sort());
    expect(readdirSync(root).sort()).toEqual([`${origin}~${last}`, `${heir}~${last}`, last].sort());
  });
});
