// What a document shows to be run, in its order, with what the document says of it where readers do not see it:
//   <!-- not run: why -->            before a block that needs what a test cannot have
//   <!-- send: PATCH /v1/keys/… -->  before a body: where it is sent
//   <!-- around … -->                lines that run with the block, which stands in the place of a line "…", or behind them
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../source-tree.ts";

const LANGUAGES = ["sh", "ts", "js", "python", "json"] as const;
type Language = (typeof LANGUAGES)[number];

export interface Snippet {
  /** "docs/quickstart.md:12". */
  place: string;
  language: Language;
  code: string;
  /** Why it is not run; null when it is. */
  notRun: string | null;
  /** "PATCH /v1/keys/key_…", for bodies. */
  send: string | null;
  around: string | null;
}

/** Every document that somebody may follow. */
export function followed(): string[] {
  const below = (folder: string) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
      .map((path) => join(folder, path));
  const readmes = ["clients", "examples"].flatMap((folder) =>
    below(folder).filter((path) => /^\w+\/[\w-]+\/README\.md$/.test(path)),
  );
  return ["README.md", ...below("docs"), ...readmes].sort();
}

const BLOCK = /(?:^<!-- (not run|send|around)(?::| *\n)([\s\S]*?)-->\n+)?^```(\w+)\n([\s\S]*?)^```/gm;

export function snippetsOf(file: string): Snippet[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(BLOCK)].flatMap((match) => {
    const [whole, kind, said = "", language, code = ""] = match;
    if (!LANGUAGES.includes(language as Language)) return [];
    const start = match.index + whole.indexOf("```");
    const of = (wanted: string) => (kind === wanted ? said : null);
    return {
      place: `${file}:${text.slice(0, start).split("\n").length}`,
      language: language as Language,
      code,
      notRun: of("not run")?.trim() ?? null,
      send: of("send")?.trim() ?? null,
      around: of("around"),
    };
  });
}

/** The block within the lines around it. Imports of a program come first, wherever it stands. */
export function filled({ code, around, language }: Snippet): string {
  if (around === null) return code;
  const isImport = (line: string) => language !== "sh" && /^(import|from) /.test(line);
  const lines = code.trimEnd().split("\n");
  const imports = lines.filter(isImport);
  const rest = lines.filter((line) => !isImport(line));
  const [, indent] = /^( *)…$/m.exec(around) ?? [];
  const body = rest.map((line) => (line === "" ? "" : `${indent ?? ""}${line}`)).join("\n");
  const whole = indent === undefined ? `${around}\n${body}` : around.replace(/^ *…$/m, () => body);
  return `${[...imports, whole].join("\n")}\n`;
}
