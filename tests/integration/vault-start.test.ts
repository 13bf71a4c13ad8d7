// An api process with the wrong master key says so and answers nobody.
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeCredential } from "../support/credentials.ts";
import { makeTenant } from "../support/factories.ts";
import { runProgram } from "../support/program.ts";
import { TEST_PEPPERS, type TestWorld, testWorld } from "../support/world.ts";

const keyOf = (name: string) => createHash("sha256").update(name).digest("base64");
let world: TestWorld;
let folder: string;
beforeAll(async () => {
  world = await testWorld();
  await makeCredential(world, await makeTenant(world));
  folder = await mkdtemp(join(tmpdir(), "kh-vault-"));
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ["wrong", `1:${keyOf("some other key")}`, "version 1 is not the key under which provider keys are stored"],
  ["missing", `2:${keyOf("the next key")}`, "lacks version 1, under which provider keys are stored"],
  ["short", `1:${Buffer.alloc(16, "ab").toString("base64")}`, "the key must be 32 bytes"],
  [
    "known to everybody",
    `1:${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`,
    "can be guessed",
  ],
])(
  "a master key that is %s is refused in one sentence, before anything listens",
  async (_, keys, sentence) => {
    const port = await freePort();
    const { code, stderr } = await runProgram("lib/processes/api.ts", [], {
      DATABASE_URL: world.url("api"),
      KEYHOLD_DATA: folder,
      KEYHOLD_PEPPERS: TEST_PEPPERS,
      KEYHOLD_MASTER_KEYS: keys,
      API_PORT: String(port),
      API_PROCESSES: "1",
      LOG_LEVEL: "silent",
    });
    expect(code).not.toBe(0);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).not.toContain(keys.slice(2));
  },
);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
