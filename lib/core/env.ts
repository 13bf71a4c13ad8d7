// The only module that reads the process environment. Everything else is handed a Settings.
// A wrong value is one clear sentence that names the variable.
import { homedir } from "node:os";
import { join } from "node:path";
import ipaddr from "ipaddr.js";
import { isProviderId, type ProviderId } from "#lib/shared/providers.ts";
import { Secret } from "./secret.ts";

export interface OAuthSettings {
  clientId: string;
  clientSecret: Secret;
}

export interface TransitSettings {
  /** Without a trailing slash. */
  address: string;
  /** The token itself, or "file:PATH" of one that is renewed there. */
  token: Secret;
  mount: string;
  key: string;
  namespace: string | null;
}

export interface TracingSettings {
  /** Where OTLP is taken over HTTP, without the path of a signal and without a trailing slash. */
  endpoint: string;
  headers: [name: string, value: Secret][];
  /** The share of the traces that begin here, from 0 to 1. */
  share: number;
  /** Providers of models that are told which trace a call belongs to. */
  providers: ProviderId[];
}

export interface Settings {
  /** DSN of a superuser or database owner, or null for the embedded PostgreSQL. */
  databaseUrl: Secret | null;
  /** Seed from which the passwords of the runtime roles are derived, or null when it is not set. */
  databasePassword: Secret | null;
  /** Folder of the embedded database, generated secrets and spool. */
  dataDir: string;
  port: number;
  apiPort: number;
  /** Where the dashboard reaches the api when it is not on the same machine. */
  apiHost: string | null;
  /** How many processes share the api's port; null for one on each core. */
  apiProcesses: number | null;
  /** When usage counts as kept: once a killed process cannot lose it, or only when a loss of power cannot either. */
  durable: "process" | "fsync";
  /** What the spool of one api process may take on disk. */
  spoolBytes: number;
  /** For how many days single calls are kept; their sums stay. */
  usageDays: number;
  /** Interface that web and api listen on. */
  host: string;
  /** Origin without a trailing slash. */
  publicUrl: string;
  masterKeys: Secret | null;
  /** A Transit engine that keeps the master keys instead. */
  transit: TransitSettings | null;
  peppers: Secret | null;
  authSecret: Secret | null;
  trustedProxies: string[];
  egressAllow: string[];
  /** Where providers of models are instead of at their own addresses: a proxy or region of the operator's. */
  providerUrls: Partial<Record<ProviderId, string>>;
  /** File or address of the public keys by which GitHub signs what its secret scanning found. */
  githubScanningKeys: string | null;
  smtpUrl: Secret | null;
  /** Whether some process of the installation sends mail; the dashboard knows this and not the address. */
  sendsMail: boolean;
  mailFrom: string;
  keyPrefix: string;
  logLevel: string;
  /** Where traces go; null for none. */
  tracing: TracingSettings | null;
  /** A development server, which may be reached by either name of the loopback. */
  development: boolean;
  github: OAuthSettings | null;
  google: OAuthSettings | null;
  /** `issuer` has no trailing slash; `name` stands on the sign-in button. */
  oidc: (OAuthSettings & { issuer: string; name: string }) | null;
}

/** Thrown for a variable that cannot be used; the message is fit to be shown to an operator. */
export class SettingsError extends Error {}

type Source = Record<string, string | undefined>;

/** Reads settings from `source`. Throws SettingsError that names the first variable that cannot be used. */
export function readSettings(source: Source = process.env): Settings {
  const port = portOf(source, "PORT", 3000);
  return {
    databaseUrl: secretOf(source, "DATABASE_URL"),
    databasePassword: secretOf(source, "KEYHOLD_DB_PASSWORD"),
    dataDir: source.KEYHOLD_DATA || ".keyhold",
    port,
    apiPort: portOf(source, "API_PORT", 4000),
    apiHost: source.API_HOST || null,
    apiProcesses: processesOf(source, "API_PROCESSES"),
    durable: durableOf(source),
    spoolBytes: bytesOf(source, "KEYHOLD_SPOOL_BYTES", 2 ** 30),
    usageDays: daysOf(source, "KEYHOLD_USAGE_DAYS", 90),
    host: source.HOST || "0.0.0.0",
    publicUrl: originOf(source, "PUBLIC_URL", `http://localhost:${port}`),
    masterKeys: secretOf(source, "KEYHOLD_MASTER_KEYS"),
    transit: transitOf(source),
    peppers: secretOf(source, "KEYHOLD_PEPPERS"),
    authSecret: secretOf(source, "AUTH_SECRET"),
    trustedProxies: cidrsOf(source, "TRUSTED_PROXIES"),
    egressAllow: cidrsOf(source, "EGRESS_ALLOW"),
    providerUrls: providerUrlsOf(source),
    githubScanningKeys: source.GITHUB_SCANNING_KEYS || null,
    smtpUrl: secretOf(source, "SMTP_URL"),
    sendsMail: Boolean(source.SMTP_URL || source.KEYHOLD_SENDS_MAIL),
    mailFrom: source.MAIL_FROM || "Keyhold <keyhold@localhost>",
    keyPrefix: prefixOf(source),
    logLevel: source.LOG_LEVEL || "info",
    tracing: tracingOf(source),
    development: source.NODE_ENV === "development",
    github: oauthOf(source, "GITHUB"),
    google: oauthOf(source, "GOOGLE"),
    oidc: oidcOf(source),
  };
}

/** Tells next-auth its own address: it reads it from the environment only, and else believes the Host header. */
export function announceOrigin(publicUrl: string): void {
  process.env.NEXTAUTH_URL = publicUrl;
}

/** Variables that say where programs, certificates and proxies are, and how to write. None of them is ours. */
const INHERITED =
  /^(PATH|HOME|USER|LANG|LC_ALL|TZ|TMPDIR|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(HTTPS?|NO)_PROXY|(NO|FORCE)_COLOR)$/i;

/** Whether an npm script is what runs this process. */
export function startedByNpm(source: Source = process.env): boolean {
  return Boolean(source.npm_lifecycle_event);
}

/** What every child process may have of our environment; its own settings are added to this. */
export function inheritedEnvironment(source: Source = process.env): Record<string, string> {
  const entries = Object.entries(source).filter(
    ([name, value]) => value !== undefined && INHERITED.test(name),
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Makes `values` the whole environment of this process: what it may not hold is gone from it. */
export function replaceEnvironment(values: Record<string, string>): void {
  for (const name of Object.keys(process.env)) if (!(name in values)) delete process.env[name];
  Object.assign(process.env, values);
}

/** KEYHOLD_TRANSIT_KEY is "mount/name"; address and token are in the variables of Vault's own tools. */
function transitOf(source: Source): TransitSettings | null {
  const path = source.KEYHOLD_TRANSIT_KEY;
  if (!path) return null;
  const [, mount, key] = /^([\w./-]+)\/([\w.-]+)$/.exec(path) ?? [];
  if (!mount || !key)
    throw new SettingsError(`KEYHOLD_TRANSIT_KEY must look like "transit/keyhold", not "${path}".`);
  const token = secretOf(source, "VAULT_TOKEN");
  if (!source.VAULT_ADDR || !token)
    throw new SettingsError("VAULT_ADDR and VAULT_TOKEN are needed; KEYHOLD_TRANSIT_KEY is set.");
  const address = addressOf("VAULT_ADDR", source.VAULT_ADDR).href.replace(/\/+$/, "");
  return { address, token, mount, key, namespace: source.VAULT_NAMESPACE || null };
}

function secretOf(source: Source, name: string): Secret | null {
  const value = source[name];
  return value ? new Secret(value) : null;
}

function portOf(source: Source, name: string, fallback: number): number {
  const value = source[name];
  if (!value) return fallback;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new SettingsError(`${name} must be a port between 1 and 65535, not "${value}".`);
  return port;
}

function processesOf(source: Source, name: string): number | null {
  const value = source[name];
  if (!value) return null;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 256)
    throw new SettingsError(`${name} must be a number of processes from 1 to 256, not "${value}".`);
  return count;
}

/** At least a week, so that what is proved at night has stood for some days. */
function daysOf(source: Source, name: string, fallback: number): number {
  const value = source[name];
  if (!value) return fallback;
  if (!/^\d{1,4}$/.test(value) || Number(value) < 7)
    throw new SettingsError(`${name} must be a number of days from 7 to 9999, not "${value}".`);
  return Number(value);
}

function durableOf({ KEYHOLD_DURABLE: value }: Source): Settings["durable"] {
  if (!value || value === "process") return "process";
  if (value === "fsync") return value;
  throw new SettingsError(`KEYHOLD_DURABLE must be process or fsync, not "${value}".`);
}

const LEAST_BYTES = 2 ** 20;

function bytesOf(source: Source, name: string, fallback: number): number {
  const bytes = Number(source[name] || fallback);
  if (!Number.isSafeInteger(bytes) || bytes < LEAST_BYTES)
    throw new SettingsError(
      `${name} must be a number of bytes from ${LEAST_BYTES} on, not "${source[name]}".`,
    );
  return bytes;
}

function originOf(source: Source, name: string, fallback: string): string {
  return addressOf(name, source[name] || fallback).origin;
}

function addressOf(name: string, value: string): URL {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new SettingsError(`${name} must be an http or https address, not "${value}".`);
  return new URL(value);
}

function cidrsOf(source: Source, name: string): string[] {
  const list = listOf(source, name);
  for (const cidr of list) {
    if (!ipaddr.isValidCIDR(cidr) && !ipaddr.isValid(cidr))
      throw new SettingsError(`${name} must be a list of CIDR blocks; "${cidr}" is not one.`);
  }
  return list;
}

/** `openai=https://eu.api.openai.com/v1,anthropic=http://proxy.internal/anthropic` */
function providerUrlsOf(source: Source): Partial<Record<ProviderId, string>> {
  const entries = listOf(source, "PROVIDER_URLS").map((part) => {
    const [, provider = "", url = ""] = /^([^=]+)=(.+)$/.exec(part) ?? [];
    if (!isProviderId(provider))
      throw new SettingsError(`PROVIDER_URLS must be a list of provider=address; "${part}" is not one.`);
    return [provider, addressOf("PROVIDER_URLS", url).href.replace(/\/+$/, "")];
  });
  return Object.fromEntries(entries);
}

/** In the variables of OpenTelemetry's own tools, and the providers in one of ours. */
function tracingOf(source: Source): TracingSettings | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: address } = source;
  const providers = listOf(source, "TRACED_PROVIDERS").map((provider) => {
    if (isProviderId(provider)) return provider;
    throw new SettingsError(`TRACED_PROVIDERS must be a list of providers; "${provider}" is not one.`);
  });
  if (!address) return null;
  const { origin, pathname, username, password } = addressOf("OTEL_EXPORTER_OTLP_ENDPOINT", address);
  if (username || password)
    throw new SettingsError(
      "OTEL_EXPORTER_OTLP_ENDPOINT may hold no password; send it by OTEL_EXPORTER_OTLP_HEADERS.",
    );
  return {
    endpoint: `${origin}${pathname}`.replace(/\/+$/, ""),
    headers: traceHeadersOf(source),
    share: shareOf(source, "OTEL_TRACES_SAMPLER_ARG"),
    providers,
  };
}

/** `name=value` with percent signs, as OpenTelemetry has it. */
function traceHeadersOf(source: Source): TracingSettings["headers"] {
  return listOf(source, "OTEL_EXPORTER_OTLP_HEADERS").map((part) => {
    const [, name, value] = /^([\w-]+)\s*=\s*(.*)$/.exec(part) ?? [];
    if (!name || value === undefined || /%(?![0-9a-f]{2})/i.test(value))
      throw new SettingsError("OTEL_EXPORTER_OTLP_HEADERS must be a list of name=value, as in an address.");
    return [name, new Secret(decodeURIComponent(value))];
  });
}

function shareOf(source: Source, name: string): number {
  const share = Number(source[name] || 1);
  if (!(share >= 0 && share <= 1))
    throw new SettingsError(`${name} must be a share from 0 to 1, not "${source[name]}".`);
  return share;
}

function listOf(source: Source, name: string): string[] {
  return (source[name] ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

function prefixOf(source: Source): string {
  const prefix = source.KEY_PREFIX || "kh";
  if (!/^[a-z][a-z0-9]{1,11}$/.test(prefix))
    throw new SettingsError(`KEY_PREFIX must be 2 to 12 lower-case letters and digits, not "${prefix}".`);
  return prefix;
}

function oauthOf(source: Source, name: string): OAuthSettings | null {
  const clientId = source[`${name}_CLIENT_ID`];
  const clientSecret = secretOf(source, `${name}_CLIENT_SECRET`);
  if (!clientId && !clientSecret) return null;
  if (!clientId || !clientSecret)
    throw new SettingsError(`${name}_CLIENT_ID and ${name}_CLIENT_SECRET belong together; set both.`);
  return { clientId, clientSecret };
}

function oidcOf(source: Source): Settings["oidc"] {
  const client = oauthOf(source, "OIDC");
  if (!client) return null;
  if (!source.OIDC_ISSUER) throw new SettingsError("OIDC_ISSUER is missing; OIDC_CLIENT_ID is set.");
  return {
    ...client,
    issuer: addressOf("OIDC_ISSUER", source.OIDC_ISSUER).href.replace(/\/$/, ""),
    name: source.OIDC_NAME || "Single sign-on",
  };
}

/** What the command line is told of a Keyhold elsewhere. */
export interface ClientSettings {
  /** A service token. */
  token: Secret | null;
  profile: string | null;
  /** Folder of the person's own settings. */
  configDir: string;
}

/** Reads from `source` how the command line reaches a Keyhold elsewhere. */
export function readClientSettings(source: Source = process.env): ClientSettings {
  return {
    token: secretOf(source, "KEYHOLD_TOKEN"),
    profile: source.KEYHOLD_PROFILE || null,
    configDir: join(source.XDG_CONFIG_HOME || join(homedir(), ".config"), "keyhold"),
  };
}
