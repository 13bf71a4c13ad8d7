// What the driver does when the server closes a connection under it.
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "#db/client.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

it("a statement on a connection that was just closed fails alone, and the next one gets a new connection", async () => {
  const { sql, close } = connect(world.url("api"), { max: 1 });
  const connection = await sql.reserve();
  const [{ pid }] = await connection<[{ pid: number }]>`select pg_backend_pid() as pid`;
  await world.ownerSql`select pg_terminate_backend(${pid})`;
  await sleep(100);
  // Unmended, this ends the process.
  await expect(connection`select 1`).rejects.toThrow();
  await expect(connection`select ${1}::int`).rejects.toThrow();
  // The only one of its pool: had it been lost, this would wait for ever.
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  const startedAt = performance.now();
  await close();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

it("no connection hangs after all of a pool were closed at once, while statements were being sent", async () => {
  const { sql, close } = connect(world.url("api"), { max: 5, name: "to be closed" });
  const all = () => Promise.allSettled(Array.from({ length: 5 }, () => sql`select pg_sleep(0.02)`));
  for (let round = 0; round < 5; round += 1) {
    await all();
    // Each that fails sends the next, before the other connections have been seen to end.
    const again = async () => {
      for (let count = 0; count < 3; count += 1) await sql`select pg_sleep(0.1)`.catch(() => {});
    };
    const busy = [again(), again()];
    await sleep(20);
    await world.ownerSql`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to be closed'`;
    await Promise.all(busy);
  }
  await sleep(100);
  const startedAt = performance.now();
  expect((await all()).map(({ status }) => status)).toEqual(Array(5).fill("fulfilled"));
  // Unmended, a connection waits 10 seconds for an answer to what it never sent, again and again.
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  await close();
});

it("the process lives when a connection is cut in its first moment", async () => {
  const faults: unknown[] = [];
  const note = (fault: unknown) => faults.push(fault);
  process.on("unhandledRejection", note);
  // It speaks as a server does until the driver asks for the types of arrays, and then resets the connection.
  const server = createServer((socket) => {
    socket.once("data", () => {
      socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]));
      socket.once("data", () => socket.resetAndDestroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { sql, close } = connect(`postgres://nobody@127.0.0.1:${port}/nothing`, { max: 1 });
  await expect(sql`select 1`).rejects.toThrow();
  await sleep(20);
  process.off("unhandledRejection", note);
  expect(faults).toEqual([]);
  await close();
  server.close();
});
