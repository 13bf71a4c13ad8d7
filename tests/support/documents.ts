// The project's own documents, and what they say: commands, paths of the API, links.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./source-tree.ts";

const FOLDERS = ["docs", "clients", "examples", "lib", "db", "components", "tests"];

export interface Said {
  file: string;
  text: string;
}

/** Every document, and the scripts of the examples. */
export function documents(): Said[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(md|sh)$|llms\.txt$/.test(path) && !path.includes("node_modules"))
      .map((path) => join(folder, path)),
  );
  return ["README.md", "CONTRIBUTING.md", ...inFolders].map((file) => ({
    file,
    text: readFileSync(join(ROOT, file), "utf8"),
  }));
}

/** What is said to a shell: blocks of sh, scripts, and words in backquotes. */
function shellOf({ file, text }: Said): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, " ");
  if (file.endsWith(".sh")) return joined.split("\n");
  const blocks = [...joined.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) => block!.split("\n"));
  const prose = joined.replaceAll(/^```[\s\S]*?^```/gm, "");
  return [...blocks, ...[...prose.matchAll(/`([^`]+)`/g)].map(([, code]) => code!)];
}

/** The words behind `keyhold` of every command. */
export function commandsIn(said: Said): string[][] {
  return shellOf(said).flatMap((line) => {
    const [, rest] = /(?:npm run -s keyhold --|(?:^|[\s;|&(])(?:npx )?keyhold) +([a-z-].*)$/.exec(line) ?? [];
    return rest === undefined ? [] : [wordsOf(rest)];
  });
}

function wordsOf(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const end = words.findIndex((word) => /^(#.*|[|;&>]+|&&|\|\||>.*|\))$/.test(word));
  return (end < 0 ? words : words.slice(0, end)).map((word) => word.replace(/[;)]$/, ""));
}

export interface SaidPath {
  /** Null where none is named. */
  method: string | null;
  path: string;
}

/** Paths of this API; those behind another server's name are not. */
export function pathsIn({ text }: Said): SaidPath[] {
  const ours =
    /(?:\b(GET|POST|PUT|PATCH|DELETE) )?(?:(?<![\w}.])|(?<=localhost:\d{2,5}|127\.0\.0\.1:\d{2,5}|KEYHOLD_URL|YOUR-KEYHOLD))(\/v1\/[\w{}:./*-]*[\w}*])/g;
  return [...text.matchAll(ours)].map(([, method, path]) => ({ method: method ?? null, path: path! }));
}

/** Where a document links to within the repository. */
export function linksIn({ text }: Said): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link!.split("#")[0]!)
    .filter((link) => link !== "" && !/^[a-z]+:/.test(link));
}
