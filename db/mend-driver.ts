// Mends one fault of the driver as it is loaded: version 3.4.9 ends the whole process when something is written on a
// connection that the server has just closed (porsager/postgres#1208). Mended, that statement fails, and nothing else.
import { registerHooks } from "node:module";

const FAULT = "    const x = socket.write(chunk, fn)\n";
const MENDED = `    if (!socket) {
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      return false
    }
${FAULT}`;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!/\/postgres\/(cjs\/)?src\/connection\.js$/.test(url) || !loaded.source) return loaded;
    const source = new TextDecoder().decode(Buffer.from(loaded.source as Uint8Array));
    return { ...loaded, source: source.replace(FAULT, MENDED) };
  },
});
