// Files with secrets in them: readable by their owner alone, and never written over another.
import { type FileHandle, open, rm } from "node:fs/promises";
import { DomainError } from "#lib/core/errors.ts";

/** Reserves `path` before anything is made whose secret could not be kept otherwise. Throws when it exists. */
export async function reserveFile(path: string): Promise<FileHandle> {
  return open(path, "wx", 0o600).catch(refuseExisting(path));
}

/** Takes back a file that was reserved for nothing. */
export async function giveUpFile(file: FileHandle, path: string): Promise<void> {
  await file.close();
  await rm(path, { force: true });
}

function refuseExisting(path: string): (error: NodeJS.ErrnoException) => never {
  return ({ code }) => {
    if (code === "EEXIST")
      throw new DomainError("conflict", `${path} exists; move it away or name another file.`);
    throw new DomainError("malformed_request", `${path} cannot be written (${code}).`);
  };
}
