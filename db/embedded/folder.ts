// Makes folders one by one. Node's own recursive mkdir never comes back below /proc and hides the reason elsewhere.
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes an absolute folder and those above it that are missing, for this user alone. Throws the system's error. */
export async function makePrivateFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  if (dirname(folder) !== folder) await makePrivateFolder(dirname(folder));
  await mkdir(folder, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
    if (!(await isFolder(folder))) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
