// In development: calls back when the sources that api and worker are made of have changed and lie still.
import { watch } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDERS = ["lib", "db"];
const STILL_MS = 300;

export function restartOnChange(restart: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of FOLDERS)
    watch(fileURLToPath(new URL(`../../${folder}`, import.meta.url)), { recursive: true }, (_, file) => {
      if (!file?.endsWith(".ts")) return;
      clearTimeout(timer);
      timer = setTimeout(restart, STILL_MS);
    });
}
