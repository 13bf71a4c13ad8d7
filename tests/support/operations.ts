// Every command and query of the product, found in the tree, so that a new one is tested without being listed.
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Operation } from "#lib/core/operation.ts";

const ROOT = fileURLToPath(new URL("../../lib", import.meta.url));

/** Folders that hold no domain: transports, the hot path, and what starts processes. */
const NO_DOMAIN = new Set([
  "api",
  "cli",
  "core",
  "crypto",
  "http",
  "jobs",
  "processes",
  "shared",
  "verify",
  "web",
]);

export async function allOperations(): Promise<Operation[]> {
  const folders = await readdir(ROOT, { withFileTypes: true });
  const domains = folders.filter((each) => each.isDirectory() && !NO_DOMAIN.has(each.name));
  const found = await Promise.all(domains.map(({ name }) => operationsIn(name)));
  return found.flat();
}

async function operationsIn(domain: string): Promise<Operation[]> {
  const files = (await readdir(`${ROOT}/${domain}`)).filter((file) => file.endsWith(".ts"));
  const modules = await Promise.all(files.map((file) => import(`${ROOT}/${domain}/${file}`)));
  return modules.flatMap((module) => Object.values(module)).filter(isOperation);
}

function isOperation(value: unknown): value is Operation {
  return (
    typeof value === "object" && value !== null && "execute" in value && "can" in value && "kind" in value
  );
}
