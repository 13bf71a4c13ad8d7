// Makes a file that only its owner may read, whole or not at all, and once however many try at the same time.
import { randomBytes } from "node:crypto";
import { chmod, link, open, readFile, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { makePrivateFolder } from "#db/embedded/folder.ts";
import { SettingsError } from "#lib/core/env.ts";

/** What `path` holds; when it is not there it is made with what `create` returns. Mode 0600 in a folder of 0700. */
export async function readOrCreatePrivately(path: string, create: () => string): Promise<string> {
  try {
    return (await readPrivately(path)) ?? (await createOnce(path, create()));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsError(
      `${path} cannot be read or made (${code}); make its folder writable or set KEYHOLD_DATA to another one.`,
    );
  }
}

async function readPrivately(path: string): Promise<string | null> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text !== null) await chmod(path, 0o600);
  return text;
}

/** A link appears with all its content or fails because another was first. */
async function createOnce(path: string, content: string): Promise<string> {
  await makePrivateFolder(resolve(dirname(path)));
  await chmod(dirname(path), 0o700);
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await writeDurably(draft, content);
    await link(draft, path);
    return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return readFile(path, "utf8");
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
