// A digest of everything that the built dashboard is made of.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

const SOURCES = ["app", "components", "db", "lib"];
const FILES = ["next.config.js", "package.json", "package-lock.json", "tsconfig.json"];

/** SHA-256, hex, over names and contents of the sources below `root`. */
export async function fingerprint(root: string): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const files = await Promise.all(SOURCES.map((folder) => filesBelow(join(root, folder))));
  for (const file of [...FILES.map((name) => join(root, name)), ...files.flat().sort()]) {
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
