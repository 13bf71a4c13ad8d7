// The memory of changes: whole, or it says that it is not; and nobody waits for ever.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createChangeLog } from "#lib/verify/change-log.ts";

const change = (seq: number) => ({ seq, kind: "key" as const, subject: `key_${seq}` });
const never = new AbortController().signal;

describe("the log of changes", () => {
  it("tells every change after a number, or that it cannot", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 }),
        fc.nat(80),
        fc.integer({ min: 1, max: 10 }),
        (batches, asked, kept) => {
          const log = createChangeLog(kept);
          log.lose();
          log.heard(10);
          let seq = 10;
          for (const size of batches) {
            const batch = Array.from({ length: size }, (_, index) => change(seq + index + 1));
            log.add(batch);
            seq += size;
            log.heard(seq);
          }
          const heard = log.after(asked);
          expect(heard.seq).toBe(seq);
          const known = asked >= 10 && asked <= seq;
          if (heard.changes === "unknown") expect(known && seq - asked <= kept).toBe(false);
          else
            expect(heard.changes.map((one) => one.seq)).toEqual(
              Array.from({ length: seq - asked }, (_, index) => asked + index + 1),
            );
        },
      ),
    );
  });

  it("tells nothing after the feed was lost, and all that comes after it was found again", () => {
    const log = createChangeLog();
    log.heard(3);
    log.add([change(4)]);
    log.lose();
    log.heard(9);
    expect(log.after(3).changes).toBe("unknown");
    log.add([change(10)]);
    log.heard(10);
    expect(log.after(9)).toEqual({ seq: 10, changes: [change(10)] });
  });

  it("ends a wait with news, with a stop, when the asker leaves, and in time", async () => {
    const log = createChangeLog();
    log.heard(1);
    const leaving = new AbortController();
    const waits = [log.news(1, 60_000, never), log.news(1, 60_000, leaving.signal), log.news(1, 1, never)];
    leaving.abort();
    await Promise.all(waits.slice(1));
    log.heard(2);
    await waits[0];
    await log.news(1, 60_000, never);
    const last = log.news(2, 60_000, never);
    log.stop();
    await Promise.all([last, log.news(2, 60_000, never)]);
  });
});
