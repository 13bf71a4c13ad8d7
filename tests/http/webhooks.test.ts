// Webhooks by REST, with the api process carrying the messages by itself.
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createEgress } from "#lib/core/egress/guard.ts";
import { makeTenant, type TenantRow } from "#tests/support/factories.ts";
import { type Management, startManagement } from "#tests/support/management.ts";
import { type Receiver, startReceiver } from "#tests/support/receiver.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let api: Management;
let tenant: TenantRow;
let receiver: Receiver;
const egress = createEgress({ allow: ["127.0.0.0/8"] });

beforeAll(async () => {
  world = await testWorld();
  [api, receiver, tenant] = await Promise.all([
    startManagement(world, { egress }),
    startReceiver(),
    makeTenant(world),
  ]);
  // As the package compares: with the machine's own time.
  world.clock.set(new Date());
});
afterAll(async () => {
  await api?.close();
  await receiver?.close();
  await egress.close();
  await world?.close();
});

test("a program makes an endpoint, hears of a key, looks at what was sent, rotates and deletes", async () => {
  const program = await api.program({ tenant });
  const url = `${receiver.url}/hooks`;
  const made = await program.call("POST", "/v1/webhooks", { url, types: ["key.created"] });
  expect(made.status).toBe(201);
  const { id, secret } = made.body;
  expect((await program.call("GET", "/v1/webhooks")).body.items).toMatchObject([{ id, url }]);
  expect((await program.call("GET", `/v1/webhooks/${id}`)).text).not.toContain(secret);

  await program.call("POST", "/v1/keys", { name: "orders" });
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 30_000, interval: 100 });
  const [{ headers, body }] = receiver.received as [(typeof receiver.received)[0]];
  const event = new Webhook(secret).verify(body, headers as Record<string, string>);
  expect(event).toMatchObject({ type: "key.created", tenant: { clientId: tenant.clientId } });

  const log = () => program.call("GET", `/v1/webhooks/${id}/deliveries?status=delivered`);
  await vi.waitFor(async () => expect((await log()).body.items).toHaveLength(1), { timeout: 30_000 });
  const [delivery] = (await log()).body.items;
  expect(delivery.messageId).toBe(headers["webhook-id"]);
  const detail = await program.call("GET", `/v1/webhooks/${id}/deliveries/${delivery.id}`);
  expect(detail.body).toMatchObject({ body, log: [{ number: 1, status: 200 }] });
  const again = await program.call("POST", `/v1/webhooks/${id}/deliveries/${delivery.id}/replay`);
  expect(again.body).toMatchObject({ status: "waiting" });
  await vi.waitFor(() => expect(receiver.received).toHaveLength(2), { timeout: 30_000, interval: 100 });

  const rotated = await program.call("POST", `/v1/webhooks/${id}/rotate`, { graceSeconds: 0 });
  expect(rotated.body.secret).toMatch(/^whsec_/);
  expect((await program.call("PATCH", `/v1/webhooks/${id}`, { enabled: false })).body.enabled).toBe(false);
  expect((await program.call("POST", `/v1/webhooks/${id}/test`)).status).toBe(409);
  expect((await program.call("DELETE", `/v1/webhooks/${id}`)).status).toBe(200);
  expect((await program.call("GET", `/v1/webhooks/${id}`)).status).toBe(404);
});

test("a token of the platform looks after the platform's own, and a tenant's sees none of them", async () => {
  const platform = await api.program();
  const { body } = await platform.call("POST", "/v1/webhooks", {
    url: `${receiver.url}/all`,
    types: ["tenant.created"],
  });
  const own = await api.program({ tenant });
  expect((await own.call("GET", `/v1/webhooks/${body.id}`)).status).toBe(404);
  const reader = await api.program({ tenant, permissions: ["webhooks:read"] });
  expect((await reader.call("POST", "/v1/webhooks", { url: receiver.url })).status).toBe(403);
  expect((await platform.call("GET", "/v1/webhooks")).body.items).toMatchObject([{ id: body.id }]);
});
