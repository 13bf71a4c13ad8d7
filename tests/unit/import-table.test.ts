// Tables of other systems as rows of an import.
import { describe, expect, it } from "vitest";
import { ImportFileError, readImportFile } from "#lib/shared/import-file.ts";
import { importBatches, importTable } from "#lib/shared/import-table.ts";

const rowsOf = (text: string) => importTable(readImportFile(text));

describe("a table of keys", () => {
  it("is read by the names that such tables have, in any case and with any signs", () => {
    const { rows, ignored } = rowsOf(
      "Client ID,key_hash,Hash Format,NAME,Owner E-Mail,id,updated_at\nacme,abc,sha256-hex,a key,a@b.test,7,now\n",
    );
    expect(rows).toEqual([
      { tenant: "acme", hash: "abc", format: "sha256-hex", name: "a key", ownerEmail: "a@b.test" },
    ]);
    expect(ignored).toEqual(["id", "updated_at"]);
  });

  it("reads cells as people and databases write them", () => {
    const { rows } = rowsOf(
      [
        "name;scopes;tags;limits;per_request;metadata;legacy;demo;expires_at;created_at",
        'a;logs:write logs:read;"eu, vip";requests:100/minute 5000/day;patients:50;"{""team"": 7}";yes;0;never;2024-02-29 10:00:00+00',
        'b;"{logs:write,logs:read}";;[{"kind":"rate"}];;;;;2030-01-31;2024-02-29T10:00',
      ].join("\n"),
    );
    expect(rows).toEqual([
      {
        name: "a",
        scopes: ["logs:write", "logs:read"],
        tags: ["eu", "vip"],
        limits: [
          { kind: "rate", meter: "requests", limit: 100, window: "1m" },
          { kind: "quota", meter: "requests", limit: 5_000, window: "day" },
        ],
        perRequest: { patients: 50 },
        metadata: { team: 7 },
        legacy: true,
        demo: false,
        expiresAt: null,
        createdAt: "2024-02-29T10:00:00+00:00",
      },
      {
        name: "b",
        scopes: ["logs:write", "logs:read"],
        limits: [{ kind: "rate" }],
        expiresAt: "2030-01-31T00:00:00Z",
        createdAt: "2024-02-29T10:00:00Z",
      },
    ]);
  });

  it("leaves what it cannot read for the import to refuse", () => {
    const { rows } = rowsOf(
      "name,limits,perRequest,metadata,legacy,expiresAt\na,fast,many,none,perhaps,soon",
    );
    expect(rows).toEqual([
      {
        name: "a",
        limits: ["fast"],
        perRequest: "many",
        metadata: "none",
        legacy: "perhaps",
        expiresAt: "soon",
      },
    ]);
  });

  it("never takes a column that may hold hashes for secrets", () => {
    const { rows, ignored } = rowsOf("name,key,token,api_key\na,b,c,d");
    expect(rows).toEqual([{ name: "a" }]);
    expect(ignored).toEqual(["key", "token", "api_key"]);
  });

  it("takes a column by its own name before one that only means the same", () => {
    expect(rowsOf("prefix,start,name\nsk_,sk_abc,x").rows).toEqual([{ start: "sk_abc", name: "x" }]);
    expect(rowsOf("start,prefix,name\nsk_abc,sk_,x").rows).toEqual([{ start: "sk_abc", name: "x" }]);
  });

  it("comes as JSON too: a list, or rows, with values that are values already", () => {
    const row = { name: "a", owner_email: "a@b.test", metadata: { a: 1 }, limits: null };
    const read = [{ name: "a", ownerEmail: "a@b.test", metadata: { a: 1 } }];
    expect(rowsOf(JSON.stringify([row])).rows).toEqual(read);
    expect(rowsOf(`\ufeff ${JSON.stringify({ rows: [row] })}`).rows).toEqual(read);
  });

  it("is refused with a sentence when it is neither", () => {
    for (const text of ["[1, 2]", "{", '{"keys": []}', 'name,hash\n"a,b'])
      expect(() => rowsOf(text), text).toThrow(ImportFileError);
    expect(() => readImportFile("a", "xml")).toThrow("Use csv or json.");
  });

  it("is cut into portions, with at most 100 secrets in each", () => {
    const plain = Array.from({ length: 250 }, (_, index) => ({ name: `${index}`, secret: "s" }));
    const hashed = Array.from({ length: 250 }, (_, index) => ({ name: `${index}`, hash: "h" }));
    expect(importBatches(plain, 500).map((batch) => batch.length)).toEqual([100, 100, 50]);
    expect(importBatches(hashed, 200).map((batch) => batch.length)).toEqual([200, 50]);
    expect(importBatches([...hashed, ...plain], 1_000).flat()).toHaveLength(500);
    expect(importBatches([], 10)).toEqual([]);
  });
});
