// How long a look-up waits: shortly for a database that answers nobody, and never past an answer that is there.
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, it } from "vitest";
import { createDirectory, type Directory } from "#lib/verify/directory.ts";
import { createRecordCache } from "#lib/verify/record-cache.ts";

/** A directory over a database that has answered nobody for a while. */
function silentDirectory(): Directory<string> {
  const cache = createRecordCache<string>({ nowMs: () => performance.now(), tagsOf: () => [] });
  const freshness = {
    isFresh: () => true,
    isReachable: () => false,
    ageMs: () => Number.POSITIVE_INFINITY,
    hint() {},
  };
  return createDirectory({ cache, freshness, staleOkMs: () => 0 });
}

it("nobody waits long for a database that answers nobody, and those who come later not at all", async () => {
  const directory = silentDirectory();
  const never = new Promise<string>(() => {});
  await expect(directory.find("a", () => never)).rejects.toMatchObject({ code: "unavailable" });
  let asked = false;
  const later = directory.find("b", () => {
    asked = true;
    return never;
  });
  await expect(later).rejects.toMatchObject({ code: "unavailable" });
  expect(asked).toBe(false);
});

it("an answer that came while the process was held up is read before anybody is turned away", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" });
  const [[socket]] = await Promise.all([once(server, "connection"), once(client, "connect")]);
  const found = silentDirectory().find("a", async () => String((await once(client, "data"))[0]));
  socket.write("the answer");
  const untilMs = performance.now() + 400;
  while (performance.now() < untilMs);
  expect(await found).toEqual({ value: "the answer", stale: false });
  client.destroy();
  server.close();
});
