// Events reach endpoints: signed, in time, again and again until they are taken, and nowhere that they should not.
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { inTenant } from "#db/tenant.ts";
import { createCourier } from "#lib/api/webhooks/courier.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import { createEgress } from "#lib/core/egress/guard.ts";
import { createLog } from "#lib/core/log.ts";
import type { Operation } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { publishSealingKeys } from "#lib/vault/publish-sealing-keys.ts";
import { createEndpoint } from "#lib/webhooks/create-endpoint.ts";
import { deleteEndpoint } from "#lib/webhooks/delete-endpoint.ts";
import { emitEvent } from "#lib/webhooks/emit-event.ts";
import { getDelivery } from "#lib/webhooks/get-delivery.ts";
import { getEndpoint } from "#lib/webhooks/get-endpoint.ts";
import { listDeliveries } from "#lib/webhooks/list-deliveries.ts";
import { replayDelivery } from "#lib/webhooks/replay-delivery.ts";
import { replayFailed } from "#lib/webhooks/replay-failed.ts";
import { rotateSecret } from "#lib/webhooks/rotate-secret.ts";
import { sweepWebhooks } from "#lib/webhooks/sweep-webhooks.ts";
import { testEndpoint } from "#lib/webhooks/test-endpoint.ts";
import { updateEndpoint } from "#lib/webhooks/update-endpoint.ts";
import { type TestCourier, testCourier } from "#tests/support/courier.ts";
import { makeMember, makeTenant, type TenantRow } from "#tests/support/factories.ts";
import { leaksIn } from "#tests/support/leaks.ts";
import { type Receiver, startReceiver } from "#tests/support/receiver.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  ...[2, 5, 10, 14, 20, 24].map((h) => h * HOUR_MS),
];

let world: TestWorld;
let receiver: Receiver;
let tenant: TenantRow;
let post: TestCourier;

beforeAll(async () => {
  world = await testWorld();
  post = testCourier(world);
});
afterAll(async () => {
  await post?.close();
  await world?.close();
});
beforeEach(async () => {
  [receiver, tenant] = await Promise.all([startReceiver(), makeTenant(world)]);
  await publishSealingKeys.execute(world.as("api"), systemPrincipal("test"), {});
});
afterEach(() => receiver.close());

/** As the dashboard does it, which can seal a secret and never open one. */
function act<Input, Output>(operation: Operation<Input, Output>, input: Input): Promise<Output> {
  return operation.execute(world.deps, systemPrincipal("test", tenant.id), input);
}

const subscribe = (wish: { types?: "key.created"[]; kind?: "slack"; path?: string } = {}) => {
  const { path = "/hooks/", ...rest } = wish;
  return act(createEndpoint, { url: receiver.url + path, ...rest });
};

const issue = () => act(createKey, { name: "orders", environment: "live" });

async function newest(endpointId: string) {
  const { items } = await act(listDeliveries, { endpointId });
  return act(getDelivery, { endpointId, deliveryId: items[0]!.id });
}

test("a message tells of a key, signed as Standard Webhooks 1.0 says, to whoever wants it", async () => {
  const endpoint = await subscribe();
  expect(endpoint.secret).toMatch(/^whsec_[\w+/]{43}=$/);
  await subscribe({ types: ["key.created"], path: "/created" });
  const made = await issue();
  await act(rotateKey, { keyId: made.id });
  await post.carry();
  expect(receiver.received.map(({ path }) => path).sort()).toEqual(["/created", "/hooks/", "/hooks/"]);
  const [first] = receiver.received.filter(({ path }) => path === "/hooks/");
  const verified = new Webhook(endpoint.secret!, undefined);
  const headers = first!.headers as Record<string, string>;
  expect(headers["webhook-timestamp"]).toBe(String(Math.floor(world.clock.now().getTime() / 1_000)));
  // The package compares with the machine's clock, which stands elsewhere.
  expect(signedNow(verified, headers, first!.body)).toEqual(headers["webhook-signature"]);
  expect(JSON.parse(first!.body)).toEqual({
    type: "key.created",
    timestamp: world.clock.now().toISOString(),
    tenant: { id: tenant.id, clientId: tenant.clientId, name: tenant.name },
    data: {
      key: expect.objectContaining({ id: made.id, name: "orders", prefix: made.prefix, last4: made.last4 }),
      by: { type: "system", label: "test" },
    },
  });
  expect(leaksIn(receiver.received.map(({ body }) => body).join(), [made.secret])).toEqual([]);
});

test("what did not commit is not told", async () => {
  await subscribe();
  const failed = createKey.execute(
    world.deps,
    systemPrincipal("test", tenant.id),
    { name: "orders", environment: "live" },
    () => Promise.reject(new Error("no")),
  );
  await expect(failed).rejects.toThrow();
  await post.carry();
  expect(receiver.received).toEqual([]);
});

test("a message that is not taken is tried on the schedule, with the same id and body, and then given up", async () => {
  const endpoint = await subscribe();
  receiver.answer = { status: 500, body: "not now" };
  await issue();
  await post.carry();
  const waits: number[] = [];
  for (;;) {
    const { dueAt, status } = await newest(endpoint.id);
    if (!dueAt) {
      expect(status).toBe("failed");
      break;
    }
    const waitMs = new Date(dueAt).getTime() - world.clock.now().getTime();
    waits.push(waitMs);
    world.clock.advance(waitMs - 1);
    await post.carry();
    expect(receiver.received).toHaveLength(waits.length);
    world.clock.advance(1);
    await post.carry();
  }
  expect(waits).toEqual(WAITS_MS);
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  const { log } = await newest(endpoint.id);
  expect(log).toHaveLength(10);
  expect(log[0]).toMatchObject({ number: 1, status: 500, error: "it answered 500", answer: "not now" });
});

test("a redirect is a failure, and is not followed", async () => {
  const endpoint = await subscribe();
  receiver.answer = { status: 302, headers: { location: `${receiver.url}/elsewhere` } };
  await issue();
  await post.carry();
  expect(receiver.received.map(({ path }) => path)).toEqual(["/hooks/"]);
  expect(await newest(endpoint.id)).toMatchObject({ status: "waiting", lastStatus: 302 });
});

test("an endpoint that answers 410 is disabled at once, its owner is told, and so are other endpoints", async () => {
  const owner = await makeMember(world, tenant, "owner");
  const endpoint = await subscribe();
  receiver.answer = { status: 410 };
  await issue();
  await post.carry();
  expect(await act(getEndpoint, { endpointId: endpoint.id })).toMatchObject({
    enabled: false,
    disabledReason: "gone",
  });
  const mails = await world.ownerSql`select kind, text from mails where recipient = ${owner.user.email}`;
  expect(mails).toMatchObject([{ kind: "webhook_disabled" }]);
  expect(mails[0]!.text).toContain(`/t/${tenant.clientId}/webhooks/${endpoint.id}`);
  const events = await world.ownerSql`
    select data from webhook_events where type = 'webhook.disabled' and tenant_id = ${uuidOf("ten", tenant.id)}`;
  expect(events).toMatchObject([{ data: { endpoint: { id: endpoint.id }, reason: "gone" } }]);
});

test("an endpoint that takes nothing for five days is disabled, and what fails later can be replayed", async () => {
  const endpoint = await subscribe();
  receiver.answer = { status: 503 };
  await issue();
  await post.carry();
  world.clock.advance(5 * DAY_MS);
  await post.carry();
  expect(await act(getEndpoint, { endpointId: endpoint.id })).toMatchObject({ disabledReason: "failing" });
  await post.carry();
  await act(updateEndpoint, { endpointId: endpoint.id, enabled: true });
  receiver.answer = { status: 204 };
  receiver.received.length = 0;
  const since = new Date(world.clock.now().getTime() - 6 * DAY_MS).toISOString();
  expect(await act(replayFailed, { endpointId: endpoint.id, since })).toEqual({ replayed: 1 });
  await post.carry();
  expect(receiver.received).toHaveLength(1);
  expect(await newest(endpoint.id)).toMatchObject({ status: "delivered", lastStatus: 204 });
});

test("a message is replayed with its own id, so that a receiver can tell", async () => {
  const endpoint = await subscribe();
  await issue();
  await post.carry();
  const { id } = await newest(endpoint.id);
  await act(replayDelivery, { endpointId: endpoint.id, deliveryId: id });
  await post.carry();
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect((await newest(endpoint.id)).log).toHaveLength(2);
});

test("while a secret is rotated messages carry both signatures, and afterwards the new one alone", async () => {
  const endpoint = await subscribe();
  await post.carry();
  const rotated = await act(rotateSecret, { endpointId: endpoint.id, graceSeconds: 3_600 });
  const signatures = async () => {
    receiver.received.length = 0;
    await act(testEndpoint, { endpointId: endpoint.id });
    await post.carry();
    const { headers, body } = receiver.received[0]!;
    const sent = (headers["webhook-signature"] as string).split(" ");
    const expected = [rotated.secret!, endpoint.secret!].map((secret) =>
      signedNow(new Webhook(secret), headers as Record<string, string>, body),
    );
    return { sent, expected };
  };
  const during = await signatures();
  expect(during.sent).toEqual(during.expected);
  world.clock.advance(HOUR_MS);
  const after = await signatures();
  expect(after.sent).toEqual([after.expected[0]]);
});

test("several couriers at once hand each message over once", async () => {
  await subscribe();
  for (let index = 0; index < 8; index += 1) await issue();
  const couriers = [1, 2, 3].map(() =>
    createCourier({
      deps: world.as("api"),
      log: createLog("test", "silent"),
      dispatcher: post.egress.dispatcher,
    }),
  );
  await Promise.all(couriers.map((one) => one.turn()));
  await Promise.all(couriers.map((one) => one.settled()));
  await post.carry();
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(8);
  expect(new Set(ids).size).toBe(8);
});

test("a courier that dies with a message in hand is followed by another", async () => {
  const endpoint = await subscribe();
  await issue();
  const dying = createCourier({
    deps: { ...world.as("api"), clock: world.clock.now },
    log: createLog("test", "silent"),
    dispatcher: { ...post.egress.dispatcher, dispatch: () => never() } as never,
  });
  await dying.turn();
  await post.carry();
  expect(receiver.received).toEqual([]);
  world.clock.advance(MINUTE_MS);
  await post.carry();
  expect(receiver.received).toHaveLength(1);
  expect(await newest(endpoint.id)).toMatchObject({ status: "delivered", attempts: 2 });
});

test("addresses that are not on the public internet are refused when they are saved", async () => {
  const deps = { ...world.deps, vet: createEgress().vet };
  for (const url of ["http://example.com/hook", "https://127.0.0.1/hook", "https://10.0.0.8/hook"])
    await expect(
      createEndpoint.execute(deps, systemPrincipal("test", tenant.id), { url }),
    ).rejects.toMatchObject({ code: "invalid_input", fields: { url: expect.any(String) } });
});

test("and again on every connection, whatever was saved", async () => {
  const endpoint = await subscribe();
  await issue();
  const strict = createEgress();
  const courier = createCourier({
    deps: world.as("api"),
    log: createLog("test", "silent"),
    dispatcher: strict.dispatcher,
  });
  await courier.turn();
  await courier.settled();
  await strict.close();
  expect(receiver.received).toEqual([]);
  expect(await newest(endpoint.id)).toMatchObject({ lastError: "the address may not be called" });
});

test("Slack is sent words, to an address that is shown nowhere", async () => {
  const endpoint = await subscribe({ kind: "slack", path: "/services/T00/B00/THE-SLACK-SECRET" });
  expect(endpoint).toMatchObject({ secret: null, url: `${receiver.url}/…` });
  await inTenant(world.deps.db, tenant.id, (tx) =>
    emitEvent(tx, {
      tenantId: tenant.id,
      type: "alert.opened",
      now: world.clock.now(),
      data: { title: "Refusals <burst>", text: "40 in a minute", url: "https://keyhold.test/t/x/alerts" },
    }),
  );
  await post.carry();
  const [{ path, headers, body } = { path: "", headers: {}, body: "{}" }] = receiver.received;
  expect(path).toBe("/services/T00/B00/THE-SLACK-SECRET");
  expect(headers).not.toHaveProperty("webhook-signature");
  expect(JSON.parse(body)).toEqual({
    text: `*Refusals &lt;burst&gt;* · ${tenant.name}\n40 in a minute\n<https://keyhold.test/t/x/alerts|Open in Keyhold>`,
  });
});

test("the platform's endpoints hear of every tenant's events, a tenant's of its own alone", async () => {
  const url = `${receiver.url}/platform`;
  const admin = systemPrincipal("test");
  const { id } = await platformOwn(createEndpoint).execute(world.deps, admin, {
    url,
    types: ["key.created"],
  });
  const stranger = await makeTenant(world);
  await act(createEndpoint, { url: `${receiver.url}/tenant` });
  const input = { name: "theirs", environment: "live" as const };
  await createKey.execute(world.deps, systemPrincipal("test", stranger.id), input);
  await post.carry();
  expect(receiver.received.map(({ path }) => path)).toEqual(["/platform"]);
  expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ tenant: { id: stranger.id } });
  await platformOwn(deleteEndpoint).execute(world.deps, admin, { endpointId: id });
});

test("no secret stands in a row, nor in what is kept of an answer", async () => {
  const endpoint = await subscribe();
  const slack = "/services/T11/B11/XSLACKSECRETX0123456789";
  await subscribe({ kind: "slack", path: slack });
  const rotated = await act(rotateSecret, { endpointId: endpoint.id });
  const made = await issue();
  receiver.answer = { status: 400, body: `you said ${rotated.secret} and ${made.secret}` };
  await post.carry();
  const tables =
    "webhook_events webhook_endpoints webhook_secrets webhook_deliveries webhook_attempts audit_entries";
  for (const table of tables.split(" ")) {
    const rows = await world.ownerSql.unsafe(`select t::text as row from ${table} t`);
    const text = rows.map(({ row }) => String(row)).join("\n");
    const hidden = [endpoint.secret!, rotated.secret!, made.secret, receiver.url + slack];
    expect(leaksIn(text, hidden), table).toEqual([]);
    expect(text, table).not.toContain("XSLACKSECRETX");
  }
  expect((await newest(endpoint.id)).log[0]!.answer).toBe("you said [hidden] and [hidden]");
});

test("the dashboard and the worker cannot open what signs", async () => {
  const endpoint = await subscribe();
  await post.carry();
  const [row] = await world.ownerSql`
    select state, sealed from webhook_secrets where endpoint_id = ${uuidOf("hook", endpoint.id)}`;
  expect(row).toMatchObject({ state: "stored", sealed: null });
  for (const role of ["web", "worker"] as const) {
    const courier = createCourier({
      deps: world.as(role),
      log: createLog("test", "silent"),
      dispatcher: post.egress.dispatcher,
    });
    await expect(courier.turn()).rejects.toMatchObject({ code: "unavailable" });
  }
});

test("a secret that was sealed to a key that is gone is lost, said so, and mended by rotating", async () => {
  const endpoint = await subscribe();
  await world.ownerSql`delete from sealing_keys`;
  await post.carry();
  expect(await act(getEndpoint, { endpointId: endpoint.id })).toMatchObject({ secretState: "lost" });
  await act(testEndpoint, { endpointId: endpoint.id });
  await post.carry();
  expect(await newest(endpoint.id)).toMatchObject({ lastError: "the secret does not open; rotate it" });
  await publishSealingKeys.execute(world.as("api"), systemPrincipal("test"), {});
  await act(rotateSecret, { endpointId: endpoint.id });
  await act(testEndpoint, { endpointId: endpoint.id });
  await post.carry();
  expect(receiver.received).toHaveLength(1);
});

test("what was told is forgotten after 30 days", async () => {
  const endpoint = await subscribe();
  await issue();
  await post.carry();
  world.clock.advance(31 * DAY_MS);
  await sweepWebhooks.execute(world.as("worker"), systemPrincipal("test"), {});
  expect((await act(listDeliveries, { endpointId: endpoint.id })).items).toEqual([]);
  const id: Id<"ten"> = tenant.id;
  expect(id).not.toBe(PLATFORM_TENANT);
  const rows = await world.ownerSql`select 1 from webhook_events where tenant_id = ${uuidOf("ten", id)}`;
  expect(rows).toEqual([]);
});

/** The signature that the package makes for what was sent. */
function signedNow(webhook: Webhook, headers: Record<string, string>, body: string): string {
  return webhook.sign(headers["webhook-id"]!, new Date(Number(headers["webhook-timestamp"]) * 1_000), body);
}

function never(): never {
  return undefined as never;
}
