import { describe, expect, test } from "vitest";
import { chartRows, endKey } from "#components/chart/chart-rows.ts";
import { colorOf } from "#components/chart/series.ts";
import { sparkPath } from "#components/chart/sparkline.tsx";
import { textureId } from "#components/chart/texture.tsx";
import { isCurrent } from "#components/shell/nav.ts";
import { visibleColumns } from "#components/table/data-table-columns.ts";
import { parseSort } from "#components/table/list-params.ts";

const column = (id: string, more = {}) => ({ id, header: id, cell: () => id, ...more });

describe("columns", () => {
  const columns = [column("name", { required: true }), column("owner", { hidden: true }), column("used")];
  test("not chosen are those shown by default", () => {
    expect(visibleColumns(columns, null)).toEqual(["name", "used"]);
  });
  test("chosen are shown in the table's order, and a required one always", () => {
    expect(visibleColumns(columns, ["used", "owner"])).toEqual(["name", "owner", "used"]);
  });
  test("that no longer exist in the address fall back to the default", () => {
    expect(visibleColumns(columns, ["gone"])).toEqual(["name", "used"]);
  });
});

test("a sort of the address names a column and a direction, and nonsense names none", () => {
  expect(parseSort("name.desc")).toEqual({ column: "name", direction: "desc" });
  expect(parseSort("name.sideways")).toEqual({ column: "name", direction: "asc" });
  expect(parseSort("")).toBeNull();
});

test("a navigation link is current for its page and those below it, unless it is exact", () => {
  expect(isCurrent({ href: "/t/acme/keys" }, "/t/acme/keys/key_1")).toBe(true);
  expect(isCurrent({ href: "/t/acme/keys" }, "/t/acme/keys-import")).toBe(false);
  expect(isCurrent({ href: "/t/acme", exact: true }, "/t/acme/keys")).toBe(false);
});

test("a line whose last bucket is in progress ends before it, and its end joins the last two", () => {
  const data = {
    buckets: ["a", "b", "c"],
    series: [{ key: "x", label: "X", values: [1, 2, 3] }],
    inProgress: true,
    timeZone: "UTC",
    granularity: "1d" as const,
  };
  const rows = chartRows(data, true);
  expect(rows.map((row) => row.x)).toEqual([1, 2, null]);
  expect(rows.map((row) => row[endKey("x")])).toEqual([null, 2, 3]);
  expect(chartRows(data, false).map((row) => row.x)).toEqual([1, 2, 3]);
});

test("a sparkline without spread is a flat line, and a single value does not break it", () => {
  expect(sparkPath([5, 5, 5])).toBe("M0.0 12.0L50.0 12.0L100.0 12.0");
  expect(sparkPath([5])).toBe("M0 12H100");
  expect(sparkPath([0, 10])).toBe("M0.0 22.0L100.0 2.0");
});

test("no two of sixteen series look the same, and one of the first eight looks like none of the others", () => {
  const looks = Array.from({ length: 16 }, (_, index) => `${colorOf({}, index)} ${textureId("c", index)}`);
  expect(new Set(looks).size).toBe(16);
  expect(new Set(looks.slice(0, 8).map((look) => look.split(" ")[0])).size).toBe(8);
});
