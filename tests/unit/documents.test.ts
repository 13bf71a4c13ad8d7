// What documents say must be so: they are read by people who try it at once.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { beforeAll, expect, it } from "vitest";
import { EXPLAINED_ERRORS } from "#lib/api/explanations/for-errors.ts";
import { EXPLAINED_OUTCOMES } from "#lib/api/explanations/for-outcomes.ts";
import { openApiDocument } from "#lib/api/openapi/document.ts";
import { createProgram } from "#lib/cli/program.ts";
import { ALERT_KINDS } from "#lib/shared/alerts.ts";
import { commandsIn, documents, linksIn, pathsIn, type SaidPath } from "../support/documents.ts";
import { ROOT } from "../support/source-tree.ts";

const explained = [EXPLAINED_ERRORS, EXPLAINED_OUTCOMES].flatMap((list) =>
  Object.values(list).map(({ remedy }) => remedy.join("\n")),
);
const all = [...documents(), { file: "lib/api/explanations", text: explained.join("\n") }];
let program: Command;
beforeAll(async () => {
  const branches = (await createProgram([])).commands.map((branch) => branch.name());
  program = await createProgram(branches);
});

/** What is wrong with a command; null when it can be given like this. */
function faultOf(words: readonly string[]): string | null {
  let command = program;
  const given: string[] = [];
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place]!;
    const next = given.length === 0 ? command.commands.find((sub) => sub.name() === word) : undefined;
    if (next) command = next;
    else if (/^--?[a-z]/.test(word)) {
      const [flag] = word.split("=");
      const option = [...command.options, ...program.options].find(
        ({ long, short }) => flag === long || flag === short,
      );
      if (!option && flag !== "--help") return `${command.name()} has no ${flag}`;
      if (option && (option.required || option.optional) && !word.includes("=")) place += 1;
    } else given.push(word);
  }
  const most = command.registeredArguments.length;
  return given.length > most ? `${command.name()} takes ${most} arguments, not ${given.join(" ")}` : null;
}

const { paths } = openApiDocument({ keyPrefix: "kh", publicUrl: "http://localhost" });

function exists({ method, path }: SaidPath): boolean {
  return Object.entries(paths).some(([template, methods]) => {
    const pattern = template.replace(/\{path\}/, ".+").replace(/\{\w+\}/g, "[^/]+");
    const isIt =
      new RegExp(`^${pattern}$`).test(path) ||
      (path.endsWith("/*") && template.startsWith(path.slice(0, -1)));
    return (
      isIt && (method === null || method.toLowerCase() in methods || template.startsWith("/v1/authorize"))
    );
  });
}

it("every command in a document can be given like this", () => {
  const said = all.flatMap((one) => commandsIn(one).map((words) => ({ ...one, words })));
  const faults = said.map(({ file, words }) => {
    const fault = faultOf(words);
    return fault && `${file}: keyhold ${words.join(" ")}: ${fault}`;
  });
  expect(said.length).toBeGreaterThan(60);
  expect(faults.filter(Boolean)).toEqual([]);
});

it("every path in a document is one of the API's", () => {
  const said = all.flatMap((one) => pathsIn(one).map((path) => ({ ...one, ...path })));
  expect(said.length).toBeGreaterThan(50);
  const faults = said
    .filter((one) => !exists(one))
    .map(({ file, method, path }) => `${file}: ${method ?? ""} ${path}`);
  expect(faults).toEqual([]);
});

it("every link in a document leads to a file", () => {
  const faults = all.flatMap(({ file, text }) =>
    linksIn({ file, text })
      .filter((link) => !existsSync(join(ROOT, dirname(file), link)))
      .map((link) => `${file}: ${link}`),
  );
  expect(faults).toEqual([]);
});

it("the index names every document, and the guide to alerts every rule", () => {
  const textOf = (file: string) => all.find((one) => one.file === file)!.text;
  const inDocs = all.filter(({ file }) => file.startsWith("docs/") && file !== "docs/README.md");
  for (const { file } of inDocs)
    expect(textOf("docs/README.md")).toContain(`](${file.slice("docs/".length)})`);
  for (const kind of ALERT_KINDS) expect(textOf("docs/guides/alerts.md")).toContain(`| \`${kind}\` |`);
});

it("the list of settings has every variable that is read, and no other", () => {
  const source = readFileSync(join(ROOT, "lib/core/env.ts"), "utf8");
  const named = [...source.matchAll(/(?:source(?:\.|, "|\[")|\{ )([A-Z][A-Z_]{3,})\b/g)].map(
    ([, name]) => name!,
  );
  const signIn = ["GITHUB", "GOOGLE", "OIDC"];
  const own = named.filter((name) => ![...signIn, "NODE_ENV"].includes(name));
  const read = new Set([...own, ...signIn.map((name) => `${name}_CLIENT_ID`)]);
  const { text } = all.find(({ file }) => file === "docs/settings.md")!;
  const cells = [...text.matchAll(/^\| (`.+?) \|/gm)].map(([, cell]) => cell!);
  const told = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
  expect([...read].sort()).toEqual([...told, "OIDC_ISSUER", "OIDC_NAME"].sort());
});

it("every figure of the README stands where it was measured", () => {
  const textOf = (name: string) => all.find(({ file }) => file === name)!.text;
  const figures = textOf("README.md").split("## Figures")[1]!.split("## Read on")[0]!;
  const numbers = figures.match(/\d[\d,]*\.?\d+/g)!;
  expect(numbers.length).toBeGreaterThanOrEqual(4);
  for (const number of numbers) expect(textOf("docs/performance.md")).toContain(number);
});

it("what does not exist is noticed", () => {
  const text =
    "`keyhold keys bake --tenant x`, `keyhold usage moods`, `keyhold keys list --color red` and `PUT /v1/nothing`";
  const made = { file: "docs/made-up.md", text };
  expect(commandsIn(made).map(faultOf).every(Boolean)).toBe(true);
  expect(commandsIn(made).length).toBe(3);
  expect(pathsIn(made).map(exists)).toEqual([false]);
});
