// Tables of measurements in docs/performance.md: each stands between two marks and is replaced by the next run.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

const PAGE = fileURLToPath(new URL("../../docs/performance.md", import.meta.url));

/**
 * Replaces what stands in docs/performance.md between `<!-- section -->` and `<!-- /section -->`, or adds both to its
 * end. A line with the machine, the versions and the date is put below `markdown`.
 */
export function putTable(section: string, markdown: string, postgresVersion?: string): void {
  if (!/^[a-z0-9-]+$/.test(section)) throw new Error(`"${section}" is no name of a section`);
  const [opening, closing] = [`<!-- ${section} -->`, `<!-- /${section} -->`];
  const block = `${opening}\n${markdown.trim()}\n\n${machine(postgresVersion)}\n${closing}`;
  const page = readFileSync(PAGE, "utf8");
  const [start, end] = [page.indexOf(opening), page.indexOf(closing)];
  const text =
    start < 0 || end < start
      ? `${page.trimEnd()}\n\n${block}\n`
      : page.slice(0, start) + block + page.slice(end + closing.length);
  writeFileSync(`${PAGE}.new`, text);
  renameSync(`${PAGE}.new`, PAGE);
}

/** A table in Markdown; columns of numbers stand right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = (column: number) =>
    rows.every((row) => /^(-|[-+≤≥]?\s?[\d.,]+.*)$/.test((row[column] ?? "").replaceAll("*", "")));
  const rule = head.map((_, column) => (column > 0 && isNumber(column) ? "---:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Such as "*Intel Xeon, 2 cores, 24 GB, Linux 6.1, Node 24.21.0, PostgreSQL 18.4, 2026-01-31.*" */
function machine(postgresVersion?: string): string {
  const model = cpus()[0]?.model.replaceAll(/\s+/g, " ").trim() ?? "unknown processor";
  const parts = [
    model,
    `${availableParallelism()} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `Node ${process.versions.node}`,
    postgresVersion ? `PostgreSQL ${postgresVersion}` : null,
    new Date().toISOString().slice(0, 10),
  ];
  return `*${parts.filter(Boolean).join(", ")}.*`;
}
