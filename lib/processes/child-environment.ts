// What each service is told, and so what it can never leak: an explicit list per service.
import { COMPILE_CACHE } from "#lib/core/compile-cache.ts";
import { inheritedEnvironment, type OAuthSettings, type Settings } from "#lib/core/env.ts";
import type { SecretName, Secrets } from "./secrets.ts";

export type ServiceName = "web" | "api" | "worker";

/** The secrets that a service holds. Only the api opens provider keys, so it alone has master keys. */
export const HELD = {
  web: ["peppers", "authSecret"],
  api: ["peppers", "masterKeys"],
  worker: ["peppers"],
} as const satisfies Record<ServiceName, readonly SecretName[]>;

type Variables = Record<string, string | undefined>;

/** The whole environment of a service. `databaseUrl` is the DSN of its own role. */
export function childEnvironment(
  service: ServiceName,
  settings: Settings,
  secrets: Partial<Secrets>,
  databaseUrl: string,
): Record<string, string> {
  const variables: Variables = {
    ...inheritedEnvironment(),
    ...common(settings),
    DATABASE_URL: databaseUrl,
    KEYHOLD_PEPPERS: secrets.peppers?.reveal(),
    ...OWN[service](settings, secrets),
  };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value)) as Record<string, string>;
}

const OWN: Record<ServiceName, (settings: Settings, secrets: Partial<Secrets>) => Variables> = {
  web: (settings, secrets) => ({
    AUTH_SECRET: secrets.authSecret?.reveal(),
    NEXTAUTH_URL: settings.publicUrl,
    API_HOST: settings.apiHost ?? undefined,
    KEYHOLD_SENDS_MAIL: settings.sendsMail ? "1" : undefined,
    // For addresses that are refused as soon as they are entered.
    EGRESS_ALLOW: settings.egressAllow.join(","),
    NEXT_TELEMETRY_DISABLED: "1",
    // Else Next reads .env files, in which there may be what the dashboard must not hold.
    __NEXT_PROCESSED_ENV: "1",
    ...signIn("GITHUB", settings.github),
    ...signIn("GOOGLE", settings.google),
    ...signIn("OIDC", settings.oidc),
    OIDC_ISSUER: settings.oidc?.issuer,
    OIDC_NAME: settings.oidc?.name,
  }),
  api: (settings, secrets) => ({
    API_PROCESSES: settings.apiProcesses?.toString(),
    KEYHOLD_DURABLE: settings.durable,
    KEYHOLD_SPOOL_BYTES: String(settings.spoolBytes),
    KEYHOLD_MASTER_KEYS: secrets.masterKeys?.reveal(),
    ...transit(settings),
    EGRESS_ALLOW: settings.egressAllow.join(","),
    GITHUB_SCANNING_KEYS: settings.githubScanningKeys ?? undefined,
    ...traces(settings),
    PROVIDER_URLS: Object.entries(settings.providerUrls)
      .map((entry) => entry.join("="))
      .join(","),
  }),
  worker: (settings) => ({
    KEYHOLD_USAGE_DAYS: String(settings.usageDays),
    EGRESS_ALLOW: settings.egressAllow.join(","),
    SMTP_URL: settings.smtpUrl?.reveal(),
    MAIL_FROM: settings.mailFrom,
    ...traces(settings),
  }),
};

function common(settings: Settings): Variables {
  return {
    NODE_ENV: settings.development ? "development" : "production",
    KEYHOLD_DATA: settings.dataDir,
    PORT: String(settings.port),
    API_PORT: String(settings.apiPort),
    HOST: settings.host,
    PUBLIC_URL: settings.publicUrl,
    TRUSTED_PROXIES: settings.trustedProxies.join(","),
    KEY_PREFIX: settings.keyPrefix,
    LOG_LEVEL: settings.logLevel,
    NODE_COMPILE_CACHE: COMPILE_CACHE,
  };
}

function transit({ transit: keeper }: Settings): Variables {
  return {
    KEYHOLD_TRANSIT_KEY: keeper ? `${keeper.mount}/${keeper.key}` : undefined,
    VAULT_ADDR: keeper?.address,
    VAULT_TOKEN: keeper?.token.reveal(),
    VAULT_NAMESPACE: keeper?.namespace ?? undefined,
  };
}

function traces({ tracing }: Settings): Variables {
  if (!tracing) return {};
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: tracing.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: tracing.headers
      .map(([name, value]) => `${name}=${encodeURIComponent(value.reveal())}`)
      .join(","),
    OTEL_TRACES_SAMPLER_ARG: String(tracing.share),
    TRACED_PROVIDERS: tracing.providers.join(","),
  };
}

function signIn(name: string, client: OAuthSettings | null): Variables {
  return {
    [`${name}_CLIENT_ID`]: client?.clientId,
    [`${name}_CLIENT_SECRET`]: client?.clientSecret.reveal(),
  };
}
