import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { formatLine } from "#lib/processes/log-lines.ts";

const RECORD = '{"level":40,"time":"2026-01-02T03:04:05.678Z","process":"api","code":"57P01","msg":"slow"}';

test("for a program a line stays as it is, behind its service's name", () => {
  expect(formatLine("api", RECORD, false)).toBe(`api     | ${RECORD}`);
});

test("for a person a log record is spelled out", () => {
  expect(stripVTControlCharacters(formatLine("api", RECORD, true))).toBe(
    "api     | 03:04:05 warn slow code=57P01",
  );
});

test.each(["plain text", "{not json", ""])("a line that is no record is shown as it is: %s", (line) => {
  expect(stripVTControlCharacters(formatLine("web", line, true))).toBe(`web     | ${line}`);
});
