// Provider keys over REST, and what the api does with them by itself.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEgress } from "#lib/core/egress/guard.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { CredentialView } from "#lib/credentials/view.ts";
import { sealSecret } from "#lib/shared/sealing.ts";
import { VaultStatus } from "#lib/vault/vault-status.ts";
import { PLANTED, targetOf } from "../support/credentials.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { type Management, type Program, startManagement } from "../support/management.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: Management;
let platform: Program;
let tenant: TenantRow;
let own: Program;
let provider: Server;
let baseUrl: string;
/** What the provider answers next, and the keys that it was shown. */
let answer = { status: 200, body: "{}" };
const shown: (string | undefined)[] = [];

beforeAll(async () => {
  provider = createServer((request, response) => {
    shown.push(request.headers.authorization);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`;
  world = await testWorld();
  const egress = createEgress({ allow: ["127.0.0.0/8"] });
  world.as("api").vet = egress.vet;
  api = await startManagement(world, { egress });
  platform = await api.program();
  tenant = await makeTenant(world);
  own = await api.program({ tenant });
});
afterAll(async () => {
  await api?.close();
  await world?.close();
  provider?.close();
});

const local = () => ({ provider: "openai-compatible" as const, label: "local", baseUrl });
const stateOf = async (program: Program, id: string) =>
  (await program.call("GET", `/v1/credentials/${id}`)).body.state;

describe("/v1/credentials", () => {
  it("takes a key as it is, tries it at once, and shows it to nobody", async () => {
    const made = await own.call("POST", "/v1/credentials", { ...local(), secret: PLANTED });
    expect(made.status).toBe(201);
    expect(CredentialView.parse(made.body)).toMatchObject({ last4: PLANTED.slice(-4) });
    await expect.poll(() => stateOf(own, made.body.id), { timeout: 5_000 }).toBe("ok");
    expect(shown.at(-1)).toBe(`Bearer ${PLANTED}`);
    const { text } = await own.call("GET", "/v1/credentials");
    expect(made.text + text).not.toContain(PLANTED);
  });

  it("takes a sealed one, once, which the api takes in by itself", async () => {
    const ticket = (await own.call("POST", "/v1/credentials/entries", {})).body;
    const sealed = await sealSecret(ticket, targetOf("openai"), PLANTED);
    const body = { provider: "openai", label: "sealed", sealed, nonce: ticket.nonce };
    const made = await own.call("POST", "/v1/credentials", body);
    expect(made.body).toMatchObject({ id: ticket.credential, state: "pending", last4: null });
    await expect
      .poll(async () => (await own.call("GET", `/v1/credentials/${made.body.id}`)).body.last4, {
        timeout: 5_000,
      })
      .toBe(PLANTED.slice(-4));
    const again = await own.call("POST", "/v1/credentials", body);
    expect([again.status, Object.keys(again.body.fields)]).toEqual([422, ["nonce"]]);
  });

  it("says what a try came to: refused, spent, out of reach", async () => {
    const { id } = (await own.call("POST", "/v1/credentials", { ...local(), secret: PLANTED })).body;
    const tried = async (status: number, body = "{}") => {
      answer = { status, body };
      await expect
        .poll(
          async () => (await own.call("POST", `/v1/credentials/${id}/check`)).body.versions[0].check.running,
        )
        .toBe(true);
      const running = async () =>
        (await own.call("GET", `/v1/credentials/${id}`)).body.versions[0].check.running;
      await expect.poll(running, { timeout: 5_000 }).toBe(false);
      return stateOf(own, id);
    };
    expect(await tried(401, `{"error":{"message":"Incorrect API key provided: ${PLANTED}"}}`)).toBe(
      "invalid",
    );
    expect(await tried(429, `{"error":{"code":"insufficient_quota"}}`)).toBe("out_of_quota");
    expect(await tried(429)).toBe("ok");
    expect(await tried(500)).toBe("unreachable");
    expect(await tried(302)).toBe("unreachable");
    answer = { status: 200, body: "{}" };
    const dump = await world.ownerSql`select v::text as row from credential_versions v`;
    expect(JSON.stringify(dump)).not.toContain(PLANTED);
  });

  it("refuses an address inside the network, when it is saved", async () => {
    for (const hostile of [
      "http://10.0.0.1/v1",
      "https://169.254.169.254/latest",
      "https://user:pw@example.com",
    ]) {
      const body = { ...local(), baseUrl: hostile, secret: PLANTED };
      const refused = await own.call("POST", "/v1/credentials", body);
      expect([hostile, refused.status, Object.keys(refused.body.fields)]).toEqual([
        hostile,
        422,
        ["baseUrl"],
      ]);
      expect(refused.text).not.toContain(PLANTED);
    }
  });

  it("refuses it in the dashboard too, at the field, before anything is stored", async () => {
    const principal = await principalOf(world, { tenant, role: "owner" });
    const deps = { ...world.deps, vet: createEgress().vet };
    const typed = { ...local(), baseUrl: "https://169.254.169.254/v1", sealed: "x", nonce: "y" };
    await expect(addCredential.execute(deps, principal, typed)).rejects.toMatchObject({
      code: "invalid_input",
      fields: { baseUrl: expect.stringContaining("not on the public internet") },
    });
  });

  it("keeps a tenant's and the platform's apart", async () => {
    const made = await platform.call("POST", "/v1/credentials", { ...local(), secret: PLANTED });
    expect(made.status).toBe(201);
    const foreign = await own.call("GET", `/v1/credentials/${made.body.id}`);
    expect(foreign.status).toBe(404);
    const ofTenant = await platform.call("GET", `/v1/credentials?tenant=${tenant.clientId}`);
    expect(ofTenant.body.items.map((item: { id: string }) => item.id)).not.toContain(made.body.id);
    const removed = await platform.call("POST", `/v1/credentials/${made.body.id}/remove`);
    expect(removed.body.removedAt).not.toBeNull();
    expect((await platform.call("GET", `/v1/credentials/${made.body.id}`)).status).toBe(404);
  });
});

describe("/v1/vault", () => {
  it("is the platform's: its state, a rotation that the api does by itself, and nothing for a tenant", async () => {
    expect((await own.call("GET", "/v1/vault")).status).toBe(403);
    const before = VaultStatus.parse((await platform.call("GET", "/v1/vault")).body);
    expect(before).toMatchObject({ processes: 1, masterKeys: [{ version: 1, processes: 1, writes: true }] });
    expect((await platform.call("POST", "/v1/vault/rotate", { dryRun: true })).body.state).toBe("waiting");
    const state = async () => (await platform.call("GET", "/v1/vault")).body.rotation.state;
    await expect.poll(state, { timeout: 10_000 }).toBe("done");
  });
});
