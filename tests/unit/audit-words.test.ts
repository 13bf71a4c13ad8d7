import { describe, expect, it } from "vitest";
import { auditSearch } from "#lib/audit/audit-search.ts";
import { describeAction } from "#lib/audit/describe-action.ts";
import type { AuditEntryView } from "#lib/audit/entry-view.ts";
import { type AuditFormat, exportAudit } from "#lib/audit/export-audit.ts";
import { listChanges } from "#lib/audit/list-changes.ts";
import { allOperations } from "#tests/support/operations.ts";

describe("an action", () => {
  it.each([
    ["key.rotate", "Rotated key"],
    ["tenant.change_plan", "Changed the plan of tenant"],
    ["oddity", "oddity"],
  ])("%s reads “%s”", (action, words) => {
    expect(describeAction(action)).toBe(words);
  });

  it("has words, whichever command did it", async () => {
    const commands = (await allOperations()).filter(({ kind }) => kind === "command");
    expect(commands.length).toBeGreaterThan(30);
    expect(commands.map(({ name }) => name).filter((name) => describeAction(name) === name)).toEqual([]);
  });
});

describe("changes", () => {
  it("are the fields that differ, and no others", () => {
    const before = { name: "web", scopes: ["logs:read"], expiresAt: null, updatedAt: "yesterday" };
    const after = { ...before, scopes: ["logs:read", "logs:write"], updatedAt: "today" };
    expect(listChanges(before, after)).toEqual([
      { field: "scopes", label: "Scopes", before: "logs:read", after: "logs:read, logs:write" },
    ]);
  });

  it("go into lists of objects, and say what came and what went", () => {
    const before = { limits: [{ name: "minute", limit: 100 }], disabled: false };
    const after = { limits: [{ name: "minute", limit: 200 }], disabled: true, ipAllow: ["10.0.0.0/8"] };
    expect(listChanges(before, after)).toEqual([
      { field: "limits.minute.limit", label: "Limits minute limit", before: "100", after: "200" },
      { field: "disabled", label: "Disabled", before: "no", after: "yes" },
      { field: "ipAllow", label: "IP allow", before: null, after: "10.0.0.0/8" },
    ]);
  });

  it("of something new are all that it has", () => {
    expect(listChanges(null, { name: "web", tags: [] })).toEqual([
      { field: "name", label: "Name", before: null, after: "web" },
    ]);
  });
});

describe("an export", () => {
  const entry = (seq: number, label: string): AuditEntryView => ({
    id: "aud_00000000000000000000000001",
    seq,
    at: "2026-03-10T12:00:00.000Z",
    action: "key.rotate",
    summary: "Rotated key",
    actor: { type: "user", id: "usr_1", label: "ada@example.test" },
    target: { type: "key", id: "key_1", label },
    tenant: null,
    changes: [],
    ip: null,
    requestId: null,
    hash: "00",
  });
  const pages = (cursor: string | null) =>
    Promise.resolve(
      cursor
        ? { items: [entry(1, 'say "hi", then\nleave')], nextCursor: null }
        : { items: [entry(2, "=HYPERLINK(1)")], nextCursor: "next" },
    );

  const whole = async (format: AuditFormat) => {
    let text = "";
    for await (const piece of exportAudit(format, pages)) text += piece;
    return text;
  };

  it("holds every page", async () => {
    const lines = (await whole("jsonl")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual([2, 1]);
  });

  it("gives a spreadsheet no formula and keeps quotes and line breaks inside their cell", async () => {
    const text = await whole("csv");
    expect(text).toContain(",'=HYPERLINK(1),");
    expect(text).toContain('"say ""hi"", then\nleave"');
    expect(text.startsWith("seq,at,tenant,action")).toBe(true);
  });
});

describe("days of a filter", () => {
  const days = (from: string, to: string, zone: string) => {
    const { filter } = auditSearch({ from, to }, zone);
    return [filter.from, filter.to];
  };

  it("begin and end where the reader is, also when a day has 23 hours, and are left out when they are none", () => {
    expect(days("2026-03-29", "2026-03-29", "Europe/Berlin")).toEqual([
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ]);
    expect(days("2026-03-01", "2026-03-31", "Asia/Kathmandu")).toEqual([
      "2026-02-28T18:15:00.000Z",
      "2026-03-31T18:15:00.000Z",
    ]);
    expect(days("2026-02-31", "soon", "UTC")).toEqual([undefined, undefined]);
  });
});
