// A spool in a folder of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SpoolSettings } from "#lib/verify/meter-deps.ts";

export interface TestSpool extends SpoolSettings {
  remove(): void;
}

export function testSpool(wish: Partial<SpoolSettings> = {}): TestSpool {
  const root = mkdtempSync(join(tmpdir(), "keyhold-spool-"));
  return {
    root,
    limitBytes: 2 ** 26,
    sync: false,
    ...wish,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
