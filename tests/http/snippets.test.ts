// Whoever follows a document gets what it says: every block of shell, TypeScript and JSON is run, in order, against a Keyhold.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { evaluateAlerts } from "#lib/alerts/evaluate-alerts.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { encodeId } from "#lib/shared/ids.ts";
import { issueKey, storeCalls } from "#tests/support/alert-world.ts";
import { makeServiceToken, type TestApi, testApi } from "#tests/support/api.ts";
import { makeDraft } from "#tests/support/billing.ts";
import { type Cli, worldCli } from "#tests/support/cli.ts";
import { makeTenant, type TenantRow } from "#tests/support/factories.ts";
import { type Receiver, startReceiver } from "#tests/support/receiver.ts";
import { CHECKS } from "#tests/support/snippets/checks.ts";
import { follow } from "#tests/support/snippets/session.ts";
import { followed, snippetsOf } from "#tests/support/snippets/snippets.ts";
import { startUpstream, type Upstream } from "#tests/support/upstream/server.ts";
import { startWarmCli } from "#tests/support/warm-cli.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let upstream: Upstream;
let api: TestApi;
let cli: Cli;
let warm: Awaited<ReturnType<typeof startWarmCli>>;
let token: string;
let ticking: NodeJS.Timeout;
let receiver: Receiver;
beforeAll(async () => {
  [world, upstream, receiver] = await Promise.all([testWorld(), startUpstream(), startReceiver()]);
  // Programs have a clock of their own, which goes on.
  world.clock.set(new Date());
  ticking = setInterval(() => world.clock.set(new Date()), 100);
  const providerUrls = { openai: upstream.openAiUrl, anthropic: upstream.anthropicUrl };
  api = await testApi(world, { providerUrls });
  cli = await worldCli(world, {
    API_PORT: new URL(api.url).port,
    PROVIDER_URLS: `openai=${upstream.openAiUrl},anthropic=${upstream.anthropicUrl}`,
    EGRESS_ALLOW: "127.0.0.0/8",
  });
  warm = await startWarmCli(cli.folder);
  token = await makeServiceToken(world, { permissions: ["*"] });
});
afterAll(async () => {
  clearInterval(ticking);
  await warm?.stop();
  await cli?.close();
  await api?.stop();
  await upstream?.close();
  await receiver?.close();
  await world?.close();
});

/** A program of the system, which some documents use; they are skipped where there is none. */
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const documents = followed().filter((file) => snippetsOf(file).some(({ language }) => language !== "python"));

it.for(documents.map((file, index) => ({ file, index })))(
  "$file",
  { timeout: 120_000 },
  async ({ file, index }, { skip }) => {
    if (!hasCurl && snippetsOf(file).some(({ code }) => /\bcurl /.test(code))) skip("There is no curl here.");
    const folder = await mkdtemp(join(tmpdir(), "kh-follow-"));
    // Each document tells of the same customer; here each has its own.
    const customer = `acme_corp_${index}`;
    const snippets = snippetsOf(file).map((snippet) => {
      const named = (text: string | null) => text?.replaceAll("acme_corp", customer) ?? null;
      return { ...snippet, code: named(snippet.code)!, around: named(snippet.around) };
    });
    const makesIt = snippets.some(({ code }) => /(--client-id|setup --tenant) acme_corp/.test(code));
    const tenant = makesIt ? null : await makeTenant(world, { clientId: customer });
    const alert: Record<string, string> =
      file === "docs/guides/alerts.md" && tenant ? { ALT: await openAlert(tenant) } : {};
    const bill: Record<string, string> =
      file === "docs/guides/billing.md" && tenant ? { BILL: await makeDraft(world, tenant) } : {};
    const env = { ...cli.env, ...alert, ...bill, HOME: folder, KEYHOLD_URL: api.url, KEYHOLD_TOKEN: token };
    try {
      const place = { folder, env, url: api.url, receiver: receiver.url, python: null };
      const variables = await follow(snippets, place, warm.socket);
      await CHECKS[file]?.({ api, token, customer, variables });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

/** An alert about refusals, as the worker would open it; its id. */
async function openAlert(tenant: TenantRow): Promise<string> {
  const key = await issueKey(world, tenant, "refused");
  await storeCalls(world, key, 60, { outcome: "INSUFFICIENT_SCOPE" });
  await evaluateAlerts.execute(world.as("worker"), systemPrincipal("the tests"), {});
  const [alert] = await world.ownerSql`select id from alerts where tenant_id = ${uuidOf("ten", tenant.id)}`;
  return encodeId("alt", alert!.id);
}

it("every document that is followed shows something, and says why what is not run is not", () => {
  expect(documents.length).toBeGreaterThan(15);
  const unsaid = documents.flatMap(snippetsOf).filter(({ notRun }) => notRun !== null && notRun.length < 10);
  expect(unsaid).toEqual([]);
});
