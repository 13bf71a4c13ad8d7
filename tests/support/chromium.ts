// Where Chromium is: the system's where there is one, else a build that brings its own libraries.
import { access } from "node:fs/promises";

const SYSTEM = "/usr/bin/chromium";

export interface Chromium {
  executablePath: string;
  args: string[];
}

/**
 * Unpacks that build when it is needed for the first time. While one process does, another would take what is there so
 * far for all of it: before-browsers.ts is the first, and alone.
 */
export async function findChromium(): Promise<Chromium> {
  if (await exists(SYSTEM)) return { executablePath: SYSTEM, args: [] };
  // With this name set, the build unpacks the shared libraries that a bare machine lacks.
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs22.x";
  const { default: bundled } = await import("@sparticuz/chromium");
  return { executablePath: await bundled.executablePath(), args: bundled.args };
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
