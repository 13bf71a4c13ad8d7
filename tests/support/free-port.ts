// A TCP port of this machine that nobody listens on now, and that nobody is given by chance before we listen there.
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below those that systems give to connections: the browsers and servers of tests beside this one take many. */
const [LOWEST, HIGHEST] = [15_000, 32_000];
const TRIES = 50;

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
  throw new Error(`none of ${TRIES} ports between ${LOWEST} and ${HIGHEST} is free`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
