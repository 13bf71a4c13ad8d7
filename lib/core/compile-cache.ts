// What Node made of our files and packages, kept for the next start of a process: a third of the time that a command of
// the command line takes.
import { fileURLToPath } from "node:url";

/** The folder, beside the packages: whoever may write there decides what runs anyway. Where it cannot be written, nothing is kept. */
export const COMPILE_CACHE = fileURLToPath(new URL("../../node_modules/.cache/keyhold", import.meta.url));
