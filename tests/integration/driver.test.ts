// What the driver does when the server closes a connection under it.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

it("a statement on a connection that was just closed fails alone, and the next one gets a new connection", async () => {
  const { sql } = world.as("api").db;
  const connection = await sql.reserve();
  const [{ pid }] = await connection<[{ pid: number }]>`select pg_backend_pid() as pid`;
  await world.ownerSql`select pg_terminate_backend(${pid})`;
  await sleep(100);
  // Unmended, this ends the process.
  await expect(connection`select 1`).rejects.toThrow();
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});
