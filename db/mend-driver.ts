// Mends faults of the driver, version 3.4.9, as it is loaded. Of connections that the server closes: writing on one
// (porsager/postgres#1208), or being closed in the first moment, ends the process; what was about to be written is kept, and
// it never speaks again; what was heard last answers the next statement. Of COPY: both ways can halt. Mended, it goes on or fails.
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
  // A reader that was slow to the end of COPY TO would leave the connection halted.
  [
    "    stream && stream.push(null)\n    stream = null\n",
    "    stream && stream.push(null)\n    stream = null\n    socket && socket.resume()\n",
  ],
  // The first of the two is that of COPY FROM: what the server says of its last rows would be heard by nobody.
  ["        final = callback\n        stream = null\n", "        final = callback\n"],
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
