// What a central logger must do, whatever it is written in.
import { expect } from "vitest";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { makeServiceToken, type TestApi } from "./api.ts";
import { startExample } from "./example.ts";
import { makeTenant, principalOf } from "./factories.ts";
import { makeKey } from "./keys.ts";
import type { TestWorld } from "./world.ts";

const SCOPES = { scopes: ["logs:read", "logs:write"] };

/** Tells the story of two clients of the logger in `file`, which `program` runs. */
export async function loggerStory(
  world: TestWorld,
  api: TestApi,
  file: string,
  program: string,
): Promise<void> {
  const [acme, globex] = [await makeTenant(world), await makeTenant(world)];
  const admin = await principalOf(world, { platformRole: "admin", tenant: acme });
  const [ofAcme, ofGlobex] = [await makeKey(world, acme, SCOPES), await makeKey(world, globex, SCOPES)];
  const token = await makeServiceToken(world);
  const logger = await startExample(program, file, { KEYHOLD_URL: api.url, KEYHOLD_SERVICE_TOKEN: token });
  const call = async (key: string | null, method: string, entry?: object) => {
    await api.send("GET", "/healthz");
    const headers = { "content-type": "application/json", ...(key && { "x-api-key": key }) };
    const answer = await fetch(`${logger.url}/api/v1/logs`, {
      method,
      headers,
      body: entry && JSON.stringify(entry),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  const write = (key: string | null, message: string) => call(key, "POST", { message });
  const messages = async (key: string) =>
    (await call(key, "GET")).body.items.map((item: { message: string }) => item.message);
  try {
    expect(await write(ofAcme.secret, "started")).toMatchObject({
      status: 201,
      body: { client_id: acme.clientId },
    });
    for (const nobody of [null, "wrong"]) {
      const refused = await write(nobody, "hello");
      expect(refused.status).toBe(401);
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
    }
    await write(ofGlobex.secret, "of another");
    expect([await messages(ofAcme.secret), await messages(ofGlobex.secret)]).toEqual([
      ["started"],
      ["of another"],
    ]);
    expect((await write(ofAcme.secret, "")).status).toBe(422);

    const { secret } = await rotateKey.execute(world.deps, admin, { keyId: ofAcme.id, graceSeconds: 86_400 });
    expect((await write(ofAcme.secret, "with the old secret")).status).toBe(201);
    expect((await write(secret, "with the new one")).status).toBe(201);
    expect(await messages(secret)).toEqual(["with the new one", "with the old secret", "started"]);
    await revokeKey.execute(world.deps, admin, { keyId: ofAcme.id, reason: "leaked" });
    expect([(await write(ofAcme.secret, "x")).status, (await write(secret, "x")).status]).toEqual([401, 401]);
  } finally {
    await logger.stop();
  }
}
