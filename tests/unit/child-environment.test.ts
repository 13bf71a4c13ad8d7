import { afterEach, expect, test, vi } from "vitest";
import { readSettings } from "#lib/core/env.ts";
import { Secret } from "#lib/core/secret.ts";
import { childEnvironment, type ServiceName } from "#lib/processes/child-environment.ts";

const secrets = {
  masterKeys: new Secret("THE-MASTER-KEYS"),
  peppers: new Secret("THE-PEPPERS"),
  authSecret: new Secret("THE-AUTH-SECRET"),
  databasePassword: new Secret("THE-PASSWORD-SEED"),
};
const source = {
  DATABASE_URL: "postgres://root:THE-SUPERUSER@db/keyhold",
  SMTP_URL: "smtp://THE-MAIL-PASSWORD@mail",
  GITHUB_CLIENT_ID: "id",
  GITHUB_CLIENT_SECRET: "THE-GITHUB-SECRET",
  OIDC_CLIENT_ID: "id",
  OIDC_CLIENT_SECRET: "THE-OIDC-SECRET",
  OIDC_ISSUER: "https://login.example.com/realm/",
  OIDC_NAME: "Example",
  KEYHOLD_TRANSIT_KEY: "transit/keyhold",
  VAULT_ADDR: "https://vault.test:8200",
  VAULT_TOKEN: "THE-TRANSIT-TOKEN",
  TRUSTED_PROXIES: "10.0.0.0/8",
  EGRESS_ALLOW: "10.1.0.0/16",
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.test:4318",
  OTEL_EXPORTER_OTLP_HEADERS: "authorization=THE-COLLECTORS-TOKEN",
  OTEL_TRACES_SAMPLER_ARG: "0.25",
  TRACED_PROVIDERS: "openai",
  PORT: "3100",
  API_PORT: "3101",
};

const environmentOf = (service: ServiceName) =>
  childEnvironment(service, readSettings(source), secrets, `postgres://keyhold_${service}@db/keyhold`);

afterEach(() => vi.unstubAllEnvs());

const secretsIn = (service: ServiceName) =>
  (JSON.stringify(environmentOf(service)).match(/THE-[A-Z-]+/g) ?? [])
    .map((name) => name.replace(/-$/, ""))
    .sort();

test("each service is given its own secrets and no other", () => {
  expect(secretsIn("web")).toEqual([
    "THE-AUTH-SECRET",
    "THE-GITHUB-SECRET",
    "THE-OIDC-SECRET",
    "THE-PEPPERS",
  ]);
  expect(secretsIn("api")).toEqual([
    "THE-COLLECTORS-TOKEN",
    "THE-MASTER-KEYS",
    "THE-PEPPERS",
    "THE-TRANSIT-TOKEN",
  ]);
  expect(secretsIn("worker")).toEqual(["THE-COLLECTORS-TOKEN", "THE-MAIL-PASSWORD", "THE-PEPPERS"]);
});

test("the dashboard is given no master key, whatever it is called", () => {
  vi.stubEnv("KEYHOLD_MASTER_KEYS", "THE-MASTER-KEYS");
  expect(environmentOf("web")).not.toHaveProperty("KEYHOLD_MASTER_KEYS");
  expect(secretsIn("web")).not.toContain("THE-MASTER-KEYS");
});

test("nothing else of our environment reaches a service, except where programs and certificates are", () => {
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
  vi.stubEnv("NODE_EXTRA_CA_CERTS", "/ca.pem");
  for (const service of ["web", "api", "worker"] as const) {
    expect(environmentOf(service)).not.toHaveProperty("AWS_SECRET_ACCESS_KEY");
    expect(environmentOf(service)).toMatchObject({ NODE_EXTRA_CA_CERTS: "/ca.pem", PATH: process.env.PATH });
  }
});

test("a service reads back the settings that it was given", () => {
  const { databaseUrl, smtpUrl, ...given } = readSettings(source);
  const read = readSettings(environmentOf("web"));
  expect(read).toMatchObject({
    port: given.port,
    apiPort: given.apiPort,
    publicUrl: given.publicUrl,
    trustedProxies: given.trustedProxies,
    keyPrefix: given.keyPrefix,
    oidc: { issuer: given.oidc?.issuer, name: "Example", clientId: "id" },
  });
  expect(read.databaseUrl?.reveal()).toBe("postgres://keyhold_web@db/keyhold");
  expect(read.oidc?.clientSecret.reveal()).toBe("THE-OIDC-SECRET");
});

test("the dashboard alone is told where the api is", () => {
  const settings = readSettings({ ...source, API_HOST: "api.internal" });
  const of = (service: ServiceName) => childEnvironment(service, settings, secrets, "postgres://db/keyhold");
  expect([of("web").API_HOST, of("api").API_HOST, of("worker").API_HOST]).toEqual([
    "api.internal",
    undefined,
    undefined,
  ]);
});

test("the api and the worker are told where traces go as it was set, and the dashboard is not", () => {
  for (const service of ["api", "worker"] as const) {
    const read = readSettings(environmentOf(service)).tracing;
    expect(read).toMatchObject({
      endpoint: "http://collector.test:4318",
      share: 0.25,
      providers: ["openai"],
    });
    expect(read?.headers.map(([name, value]) => [name, value.reveal()])).toEqual([
      ["authorization", "THE-COLLECTORS-TOKEN"],
    ]);
  }
  expect(readSettings(environmentOf("web")).tracing).toBeNull();
});
