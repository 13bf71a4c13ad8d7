// Mends faults of the driver, version 3.4.9, as it is loaded, all about connections that the server closes: writing on one
// (porsager/postgres#1208), or being closed in the first moment, ends the process; what was about to be written is kept, and
// the connection never speaks again; what was heard last answers the next statement. Mended, what was under way fails.
import { registerHooks } from "node:module";

const MENDS: [fault: string, mended: string][] = [
  [
    "  function execute(q) {\n",
    `  function execute(q) {
    if (!socket)
      return queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true
`,
  ],
  [
    "    const x = socket.write(chunk, fn)\n",
    `    if (!socket) {
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      return false
    }
    const x = socket.write(chunk, fn)
`,
  ],
  [
    "    incomings = null\n    clearImmediate(nextWriteTimer)\n",
    "    incomings = null\n    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n",
  ],
  ["        return fetchArrayTypes()\n", "        return void fetchArrayTypes().catch(() => {})\n"],
  [
    "    closedTime = performance.now()\n",
    `    query = results = errorResponse = null
    result = new Result()
    rows = 0
    closedTime = performance.now()
`,
  ],
];

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!/\/postgres\/(cjs\/)?src\/connection\.js$/.test(url) || !loaded.source) return loaded;
    let source = new TextDecoder().decode(Buffer.from(loaded.source as Uint8Array));
    for (const [fault, mended] of MENDS) {
      if (!source.includes(fault))
        throw new Error("db/mend-driver.ts does not fit this version of the driver.");
      source = source.replace(fault, () => mended);
    }
    return { ...loaded, source };
  },
});
