// Makes the disk itself know which files a folder holds.
import { closeSync, fsyncSync, openSync } from "node:fs";

export function syncFolder(dir: string): void {
  const fd = openSync(dir, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
