// The package as a stranger gets it: packed, installed into an empty project, type-checked there, and run.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT } from "../support/source-tree.ts";

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kh-client-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const PROGRAM = `
import { Keyhold, type Verdict, UnavailableError } from "@keyhold/client";
import { requireKey } from "@keyhold/client/express";
import { requireKey as forFastify } from "@keyhold/client/fastify";
import { requireKey as forHono } from "@keyhold/client/hono";
import { withKey } from "@keyhold/client/next";
import { sealProviderKey } from "@keyhold/client/seal";

await using keyhold = new Keyhold({ baseUrl: "http://127.0.0.1:1", token: "kh_svc_x", retries: 0 });
const rule = { scopes: ["logs:write"], whenUnavailable: "refuse" } as const;
export const guards = [requireKey(keyhold, rule), forFastify(keyhold, rule), forHono(keyhold, rule)];
export const POST = withKey(keyhold, rule, (_request, _context: object, verdict: Verdict | null) =>
  Response.json({ client: verdict?.tenant?.clientId }));
// @ts-expect-error: what happens while Keyhold is away must be said
requireKey(keyhold, { scopes: [] });
const error: unknown = await keyhold.verify({ key: "x" }).catch((error: unknown) => error);
const ticket = { tenant: "t", credential: "c", user: "u", nonce: "n", keys: [], expiresAt: "" };
const unsealed = await sealProviderKey(ticket, { provider: "openai" }, "sk-proj-0").catch(({ message }: Error) => message);
console.log(unsealed);
console.log(error instanceof UnavailableError, (await POST(new Request("http://a.test/logs"), {})).status);
`;

it("installs into an empty project, type-checks there, and runs", { timeout: 120_000 }, async () => {
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  const client = join(ROOT, "clients/typescript");
  const dist = join(folder, "package/dist");
  // As "npm pack" does it, without writing into the checkout.
  await run("cp", ["-r", client, join(folder, "package")]);
  await rm(dist, { recursive: true, force: true });
  await run("ln", ["-s", join(ROOT, "node_modules"), join(folder, "package")]);
  await run(tsc, ["-p", "tsconfig.json"], { cwd: join(folder, "package") });
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], {
    cwd: join(folder, "package"),
  });
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  const project = join(folder, "project");
  await run("mkdir", [project]);
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "empty", type: "module" }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--offline", `../${tarball}`], { cwd: project });
  // What sealing asks for beside it, and nothing else of the client does.
  expect(await readdir(join(project, "node_modules"))).not.toContain("@hpke");
  await run("cp", ["-r", join(ROOT, "node_modules/@hpke"), join(project, "node_modules")]);
  await writeFile(join(project, "use.ts"), PROGRAM);
  const options = [
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--lib",
    "es2023,dom,esnext.disposable",
    "--strict",
  ];
  await run(tsc, [...options, "--ignoreConfig", "--types", "", "use.ts"], { cwd: project });
  const { stdout } = await run(process.execPath, ["use.js"], { cwd: project });
  expect(stdout.trim().split("\n")).toEqual(["There is no public key to seal to.", "true 401"]);
});
