// Every page of a dashboard that is told no master key and has no file to find one in, as staff and as an owner.
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { access, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KEY_TABS } from "#components/keys/detail/key-tabs.tsx";
import { TENANT_TABS } from "#components/tenants/tenant-tabs.tsx";
import { alerts } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { insertSession } from "#lib/auth/session-rows.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import { requestExport } from "#lib/exports/request-export.ts";
import { buildDashboard, isBuilt } from "#lib/processes/build-dashboard.ts";
import { type Id, newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { cookieName } from "#lib/web/cookies.ts";
import { createEndpoint } from "#lib/webhooks/create-endpoint.ts";
import { issueKey, storeCalls } from "../support/alert-world.ts";
import { makeDraft } from "../support/billing.ts";
import { keyhold, makeCredential } from "../support/credentials.ts";
import { makeMember, makeTenant, makeUser, type TenantRow, type UserRow } from "../support/factories.ts";
import { freePort } from "../support/free-port.ts";
import { startProgram } from "../support/program.ts";
import { ROOT } from "../support/source-tree.ts";
import { TEST_PEPPERS, type TestWorld, testWorld } from "../support/world.ts";

const AUTH_SECRET = randomBytes(32).toString("base64");
const AT_ONCE = 4;
const START_MS = 240_000;

let world: TestWorld;
let tenant: TenantRow;
let dataDir: string;
let baseUrl: string;
let child: ChildProcess;
let said = "";
/** What stands for a dynamic part of an address: in a tenant's area, and in the platform's. */
let parts: Record<"t" | "admin", Record<string, string[]>>;
const cookies: Record<"admin" | "owner", string> = { admin: "", owner: "" };

beforeAll(async () => {
  if (!(await isBuilt())) await buildDashboard(AbortSignal.timeout(480_000));
  [world, dataDir] = await Promise.all([testWorld(), mkdtemp(join(tmpdir(), "kh-no-keys-"))]);
  world.clock.set(new Date());
  tenant = await makeTenant(world);
  parts = await makeParts();
  const port = await freePort();
  baseUrl = `http://localhost:${port}`;
  const admin = await makeUser(world, { platformRole: "admin" });
  // As a member, too, staff need no visit to see a tenant's pages.
  await makeMember(world, tenant, "owner", admin);
  cookies.admin = await sessionOf(admin);
  cookies.owner = await sessionOf((await makeMember(world, tenant, "owner")).user);
  child = startProgram("lib/processes/web.ts", [], {
    DATABASE_URL: world.url("web"),
    KEYHOLD_PEPPERS: TEST_PEPPERS,
    ...{ AUTH_SECRET, KEYHOLD_DATA: dataDir, PUBLIC_URL: baseUrl, HOST: "127.0.0.1", LOG_LEVEL: "warn" },
    ...{ PORT: String(port), API_PORT: String(await freePort()) },
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (piece) => {
      said += String(piece);
    });
  await untilItAnswers();
}, 600_000);
afterAll(async () => {
  if (child && child.exitCode === null) {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  await world?.close();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

async function untilItAnswers(): Promise<void> {
  for (const endMs = Date.now() + START_MS; Date.now() < endMs; await sleep(100)) {
    if (child.exitCode !== null) break;
    if (
      await fetch(`${baseUrl}/sign-in`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
  }
  throw new Error(`the dashboard does not start: ${said}`);
}

async function sessionOf(user: UserRow): Promise<string> {
  const { token } = await onPlatform(world.deps.db, (tx) =>
    insertSession(tx, user.id, anonymousPrincipal(), new Date()),
  );
  const cookie = await encode({ token: { session: token }, secret: AUTH_SECRET });
  return `${cookieName(baseUrl, "session")}=${cookie}`;
}

async function makeParts(): Promise<typeof parts> {
  const key = await issueKey(world, tenant, "analytics");
  await storeCalls(world, key, 5, { resource: "POST /logs", scope: "logs:write" });
  await makeCredential(world, tenant);
  const of = async (id: Id<"ten">) => ({
    keyId: [key.id],
    token: ["used"],
    tenant: [tenant.clientId],
    alertId: [await makeAlert(id)],
    endpointId: [(await createEndpoint.execute(world.as("api"), keyhold(id), HOOK)).id],
    exportId: [(await requestExport.execute(world.deps, keyhold(id), { subject: "keys" })).id],
  });
  const [own, ours] = [await of(tenant.id), await of(PLATFORM_TENANT)];
  const invoice = [await makeDraft(world, tenant)];
  return { t: { ...own, invoice }, admin: { ...ours, invoice } };
}

/** By number, so that nothing is looked up; and of a type that nothing is sent for. */
const HOOK = { url: "https://93.184.216.34/hooks", types: ["tenant.created" as const] };

async function makeAlert(tenantId: Id<"ten">): Promise<string> {
  const id = newId("alt");
  const at = world.clock.now();
  await onPlatform(world.deps.db, (tx) =>
    tx.insert(alerts).values({
      ...{ tenantId, id, rule: "spike", kind: "spike", severity: "warning", subject: "tenant" },
      ...{ subjectLabel: "all keys", period: "a test", title: "Ten times as many calls", text: "It is so." },
      ...{ path: "/usage", firing: true, muted: false, openedAt: at, seenAt: at },
    }),
  );
  return id;
}

/** The addresses of all pages below app/, with something in each of their dynamic parts. */
async function addresses(): Promise<string[]> {
  const files = await readdir(join(ROOT, "app"), { recursive: true });
  const pages = files.filter((file) => /(^|\/)page\.tsx$/.test(file));
  return pages.flatMap((file) => {
    const segments = file.split("/").slice(0, -1);
    const tabs = ["", ...(file.includes("tenants/") ? TENANT_TABS : KEY_TABS)];
    const tab = tabs.filter((each) => each !== "overview");
    const known: Record<string, string[]> = {
      tab,
      ...parts[segments[0] === "admin" ? "admin" : "t"],
    };
    return segments
      .filter((segment) => !segment.startsWith("("))
      .reduce<string[]>(
        (paths, segment) => {
          const name = /^\[+(?:\.\.\.)?(\w+)\]+$/.exec(segment)?.[1];
          const values = name === undefined ? [segment] : known[name];
          if (!values) throw new Error(`Say what stands for ${segment} in ${file}.`);
          return paths.flatMap((path) => values.map((value) => (value ? `${path}/${value}` : path)));
        },
        [""],
      );
  });
}

/** A digest of digits is of an error that nobody meant; Next's own say that a page is elsewhere, or not there. */
const FAILED = /data-dgst="\d+"|E\{\\?"digest\\?":\\?"\d+|This page could not be shown/;

async function visit(path: string, cookie: string): Promise<string> {
  const answer = await fetch(`${baseUrl}${path || "/"}`, { headers: { cookie }, redirect: "manual" });
  const text = await answer.text();
  return `${path || "/"} ${answer.status}${FAILED.test(text) ? " with an error" : ""}`;
}

async function visitAll(cookie: string): Promise<string[]> {
  const waiting = await addresses();
  const seen: string[] = [];
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop())
      seen.push(await visit(path, cookie));
  });
  await Promise.all(workers);
  return seen;
}

/** What goes on to another page, for staff who are signed in. */
const elsewhere = () => ["/ 307", `/admin/tenants/${tenant.clientId}/view 307`, "/sign-in 307"];

const isFault = (visited: string) => / 5\d\d|error$/.test(visited);

describe("without a master key, and without a file that has one", () => {
  it("every page is shown to staff", async () => {
    const visited = await visitAll(cookies.admin);
    expect(visited.length).toBeGreaterThan(60);
    expect(visited.filter(isFault)).toEqual([]);
    expect(visited.filter((each) => !each.endsWith(" 200")).sort()).toEqual(elsewhere());
  });

  it("every page is shown to an owner, or turns them away", async () => {
    const visited = await visitAll(cookies.owner);
    expect(visited.filter(isFault)).toEqual([]);
    const own = visited.filter((each) => each.startsWith("/t/"));
    expect(own.length).toBeGreaterThan(25);
    expect(own.filter((each) => !each.endsWith(" 200"))).toEqual([]);
  });

  it("an icon is where browsers look for it on pages that name none", async () => {
    const { status, headers } = await fetch(`${baseUrl}/favicon.ico`);
    expect([status, headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  });

  it("nothing was said of an error, and no keys were made", async () => {
    expect(said).not.toMatch(/master|"level":(50|60)|⨯/);
    await expect(access(join(dataDir, "secrets.json"))).rejects.toThrow();
  });
});
