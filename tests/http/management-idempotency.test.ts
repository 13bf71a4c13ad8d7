import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { type Management, type Program, startManagement } from "../support/management.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: Management;
let tenant: TenantRow;
let program: Program;
beforeAll(async () => {
  world = await testWorld();
  api = await startManagement(world);
  tenant = await makeTenant(world);
  program = await api.program({ tenant });
});
afterAll(async () => {
  await api?.close();
  await world?.close();
});

const create = (key: string, body: object = { name: "once" }, by = program) =>
  by.call("POST", "/v1/keys", body, { "Idempotency-Key": key });

const keysNamed = async (name: string) =>
  (await program.call("GET", `/v1/keys?q=${name}&limit=200`)).body.items.length;

describe("a creating request with an Idempotency-Key", () => {
  it("is carried out once and answered alike, the secret too", async () => {
    const first = await create("alike", { name: "alike", tags: ["a"] });
    const again = await create("alike", { tags: ["a"], name: "alike" });
    expect(first.status).toBe(201);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await keysNamed("alike")).toBe(1);
  });

  it("is refused with 422 for another body, and on another path", async () => {
    await create("other body");
    const answer = await create("other body", { name: "different" });
    expect([answer.status, answer.body.code]).toEqual([422, "idempotency_mismatch"]);
    const { body: key } = await create("for rotation");
    const elsewhere = await program.call(
      "POST",
      `/v1/keys/${key.id}/rotate`,
      { name: "once" },
      {
        "Idempotency-Key": "for rotation",
      },
    );
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, "idempotency_mismatch"]);
  });

  it("makes one key of many at once: the rest are told to wait, or get the same answer", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => create("race", { name: "race" })));
    const made = answers.filter(({ status }) => status === 201);
    const waiting = answers.filter(({ status }) => status === 409);
    expect(made.length + waiting.length).toBe(12);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const { body } of waiting) expect(body.code).toBe("request_in_flight");
    expect(await keysNamed("race")).toBe(1);
    expect((await create("race", { name: "race" })).text).toBe(made[0]!.text);
  });

  it("answers 409 while the first is being worked on, and takes over one that was lost", async () => {
    const other = await makeTenant(world);
    const lock = await world.ownerSql.reserve();
    try {
      // The first request waits at the end of its transaction, for the tenant's audit trail.
      await api.program({ tenant: other }).then((warm) => create("warm", { name: "warm" }, warm));
      const slow = await api.program({ tenant: other });
      await lock`begin`;
      await lock`select * from audit_heads for update`;
      const first = create("slow", { name: "slow" }, slow);
      const claims = () => world.ownerSql`
        select from idempotent_answers where token_id = ${uuidOf("tok", slow.tokenId)}`;
      await expect.poll(async () => (await claims()).length, { timeout: 15_000 }).toBe(1);
      const early = await create("slow", { name: "slow" }, slow);
      expect([early.status, early.body.code]).toEqual([409, "request_in_flight"]);
      world.clock.advance(61_000);
      const second = create("slow", { name: "slow" }, slow);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await lock`commit`;
      const statuses = [(await first).status, (await second).status].sort();
      expect(statuses).toEqual([201, 409]);
      const { body } = await slow.call("GET", "/v1/keys?q=slow");
      expect(body.items).toHaveLength(1);
    } finally {
      await lock`rollback`;
      lock.release();
    }
  });

  it("may be tried again after a failure", async () => {
    expect((await create("retry", { name: "" })).status).toBe(422);
    expect((await create("retry", { name: "retry" })).status).toBe(201);
  });

  it("is another request from another token", async () => {
    const other = await api.program({ tenant });
    const first = await create("shared", { name: "shared" });
    const second = await create("shared", { name: "shared" }, other);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it("is forgotten after 24 hours", async () => {
    const first = await create("old", { name: "old" });
    world.clock.advance(DAY_MS - 1);
    expect((await create("old", { name: "old" })).text).toBe(first.text);
    world.clock.advance(1);
    const later = await create("old", { name: "old" });
    expect([later.status, later.body.id === first.body.id]).toEqual([201, false]);
  });

  it("leaves nothing in the database with which its answer or its request could be read", async () => {
    const chosen = "a-weak-secret-that-was-chosen";
    const { body } = await create("sealed", { name: "sealed", secret: chosen });
    const [row] = await world.ownerSql`select * from idempotent_answers where status = 201
      order by created_at desc, sealed_body limit 1`;
    expect(row?.sealed_body.length).toBeGreaterThan(100);
    const rows = await world.ownerSql`select encode(sealed_body, 'escape') as sealed from idempotent_answers`;
    for (const { sealed } of rows)
      for (const text of [chosen, body.id, "sealed"]) expect(sealed).not.toContain(text);
  });

  it("is refused with 400 for a key that is empty or too long", async () => {
    for (const key of ["", "x".repeat(256)]) expect((await create(key)).status).toBe(400);
  });
});
