import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSettings, SettingsError } from "#lib/core/env.ts";

const TRACED = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };

describe("settings", () => {
  it("have the documented defaults when nothing is set", () => {
    expect(readSettings({})).toMatchObject({
      databaseUrl: null,
      dataDir: ".keyhold",
      port: 3000,
      apiPort: 4000,
      publicUrl: "http://localhost:3000",
      masterKeys: null,
      peppers: null,
      authSecret: null,
      trustedProxies: [],
      egressAllow: [],
      providerUrls: {},
      tracing: null,
      smtpUrl: null,
      keyPrefix: "kh",
      durable: "process",
      spoolBytes: 2 ** 30,
      usageDays: 90,
    });
  });

  it("take the public address from the port, and only the origin of what is given", () => {
    expect(readSettings({ PORT: "3100" }).publicUrl).toBe("http://localhost:3100");
    expect(readSettings({ PUBLIC_URL: "https://keys.example.com/path/?x=1" }).publicUrl).toBe(
      "https://keys.example.com",
    );
  });

  it("keep secrets as secrets", () => {
    const secrets = {
      DATABASE_URL: "postgres://u:p4ssw0rd@db/keyhold",
      KEYHOLD_DB_PASSWORD: "p4ssw0rd",
      KEYHOLD_MASTER_KEYS: "1:p4ssw0rd",
      KEYHOLD_PEPPERS: "1:p4ssw0rd",
      AUTH_SECRET: "p4ssw0rd",
      SMTP_URL: "smtp://u:p4ssw0rd@mail",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318",
      OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20p4ssw0rd",
      GITHUB_CLIENT_ID: "id",
      GITHUB_CLIENT_SECRET: "p4ssw0rd",
    };
    const settings = readSettings(secrets);
    expect(JSON.stringify(settings)).not.toContain("p4ssw0rd");
    expect(settings.databaseUrl?.reveal()).toBe(secrets.DATABASE_URL);
  });

  it.each([
    [{ PORT: "http" }, "PORT"],
    [{ PORT: "0" }, "PORT"],
    [{ PORT: "3000.5" }, "PORT"],
    [{ API_PORT: "65536" }, "API_PORT"],
    [{ PUBLIC_URL: "keys.example.com" }, "PUBLIC_URL"],
    [{ PUBLIC_URL: "ftp://keys.example.com" }, "PUBLIC_URL"],
    [{ TRUSTED_PROXIES: "10.0.0.0/8, all" }, "TRUSTED_PROXIES"],
    [{ EGRESS_ALLOW: "10.0.0.0/99" }, "EGRESS_ALLOW"],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" }, "OTEL_EXPORTER_OTLP_ENDPOINT"],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://u:p4ssw0rd@collector" }, "OTEL_EXPORTER_OTLP_ENDPOINT"],
    [{ ...TRACED, OTEL_EXPORTER_OTLP_HEADERS: "authorization" }, "OTEL_EXPORTER_OTLP_HEADERS"],
    [{ ...TRACED, OTEL_EXPORTER_OTLP_HEADERS: "a=%zz" }, "OTEL_EXPORTER_OTLP_HEADERS"],
    [{ ...TRACED, OTEL_TRACES_SAMPLER_ARG: "5" }, "OTEL_TRACES_SAMPLER_ARG"],
    [{ TRACED_PROVIDERS: "openai,skynet" }, "TRACED_PROVIDERS"],
    [{ KEYHOLD_DURABLE: "yes" }, "KEYHOLD_DURABLE"],
    [{ KEYHOLD_SPOOL_BYTES: "1GB" }, "KEYHOLD_SPOOL_BYTES"],
    [{ KEYHOLD_USAGE_DAYS: "3" }, "KEYHOLD_USAGE_DAYS"],
    [{ KEYHOLD_SPOOL_BYTES: "1000" }, "KEYHOLD_SPOOL_BYTES"],
    [{ KEY_PREFIX: "K-H" }, "KEY_PREFIX"],
    [{ KEY_PREFIX: "k" }, "KEY_PREFIX"],
    [{ GITHUB_CLIENT_ID: "id" }, "GITHUB_CLIENT_SECRET"],
    [{ GOOGLE_CLIENT_SECRET: "x" }, "GOOGLE_CLIENT_ID"],
    [{ OIDC_CLIENT_ID: "id", OIDC_CLIENT_SECRET: "x" }, "OIDC_ISSUER"],
  ])("refuse %o with one sentence that names the variable", (source, name) => {
    expect(() => readSettings(source)).toThrow(SettingsError);
    expect(() => readSettings(source)).toThrow(new RegExp(`${name}.*\\.$`));
  });

  it("take lists of addresses and blocks, v4 and v6", () => {
    const { trustedProxies } = readSettings({ TRUSTED_PROXIES: "10.0.0.0/8, ::1,2001:db8::/32," });
    expect(trustedProxies).toEqual(["10.0.0.0/8", "::1", "2001:db8::/32"]);
  });

  it("never fail with anything but a SettingsError", () => {
    const names = fc.constantFrom("PORT", "PUBLIC_URL", "TRUSTED_PROXIES", "KEY_PREFIX", "OIDC_ISSUER");
    fc.assert(
      fc.property(fc.dictionary(names, fc.string()), (source) => {
        try {
          readSettings(source);
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsError);
        }
      }),
    );
  });
});
