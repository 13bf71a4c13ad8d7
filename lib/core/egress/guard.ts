// Addresses that a tenant gives us to call. Refused when they are saved and again on every connection, which goes to
// the very address that was vetted: a name that resolves to something else a moment later gains nothing.
import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { DomainError } from "../errors.ts";
import { type CidrBlock, cidrBlocks, isOpened, mayReach } from "./address.ts";

const LONGEST_URL = 2_048;
const CONNECT_MS = 10_000;
const MOST_HEADER_BYTES = 64 * 1024;

/** The way out of the process for addresses that we did not choose. */
export interface Egress {
  /**
   * The address in its normal form, without a trailing slash. Throws `invalid_input` under `field` when it may not be
   * called, or cannot be resolved.
   */
  vet(address: string, field: string): Promise<string>;
  /** For undici. Connects to vetted addresses only, and follows no redirect. */
  dispatcher: Dispatcher;
  /** The same for whoever speaks HTTP/1.1 on a socket of their own. An error's code is EGRESS_REFUSED. */
  connect: Connect;
  close(): Promise<void>;
}

/** Opens a connection; for https it is made safe first. */
export type Connect = buildConnector.connector;

interface EgressOptions {
  /** CIDR blocks that operators opened; plain http is possible there too. */
  allow?: readonly string[];
  /** Replaces the system's resolver, in tests. */
  lookup?: LookupFunction;
}

/** A refusal on connecting; undici rejects a request with it. */
class EgressRefused extends Error {
  readonly code = "EGRESS_REFUSED";
}

export function createEgress({
  allow = [],
  lookup = systemLookup as LookupFunction,
}: EgressOptions = {}): Egress {
  const allowed = cidrBlocks(allow);
  const dispatcher = new Agent({
    connect: vettedConnector(allowed, lookup),
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: 300_000,
    bodyTimeout: 120_000,
    keepAliveTimeout: 30_000,
  });
  return {
    dispatcher,
    connect: vettedConnector(allowed, lookup, { allowH2: false }),
    async vet(text, field) {
      const refuse = (message: string) =>
        new DomainError("invalid_input", `${field}: ${message}`, { fields: { [field]: message } });
      const url = parse(text);
      if (typeof url === "string") throw refuse(url);
      const host = hostOf(url);
      const addresses = await resolve(host, lookup).catch(() => []);
      if (addresses.length === 0) throw refuse(`The host ${host} cannot be found.`);
      if (!addresses.every((address) => mayReach(address, allowed)))
        throw refuse(
          "This address is not on the public internet. An operator can allow it with EGRESS_ALLOW.",
        );
      if (url.protocol !== "https:" && !addresses.every((address) => isOpened(address, allowed)))
        throw refuse("Use https.");
      return url.href.replace(/\/+$/, "");
    },
    close: () => dispatcher.destroy(),
  };
}

/** The URL, or what is wrong with it. */
function parse(text: string): URL | string {
  if (text.length > LONGEST_URL || !URL.canParse(text))
    return "Give an address such as https://models.example.com/v1.";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "Use https.";
  if (url.username || url.password) return "Leave user name and password out of the address.";
  if (url.search || url.hash || /[?#]$/.test(text)) return "Leave out everything after the path.";
  return url;
}

function vettedConnector(
  allowed: readonly CidrBlock[],
  lookup: LookupFunction,
  options: buildConnector.BuildOptions = {},
): Connect {
  const connect = buildConnector({ ...options, timeout: CONNECT_MS, lookup: vettedLookup(allowed, lookup) });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    // An address is connected to without any look-up.
    if (isIP(host) && !mayReach(host, allowed)) return callback(refusal(host), null);
    if (options.protocol === "https:") return connect(options, callback);
    resolve(host, lookup).then(
      (addresses) =>
        addresses.every((address) => isOpened(address, allowed))
          ? connect(options, callback)
          : callback(refusal(host), null),
      (error: Error) => callback(error, null),
    );
  };
}

/** One that is not allowed makes the whole name refused, whatever else it resolves to. */
function vettedLookup(allowed: readonly CidrBlock[], lookup: LookupFunction): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, "");
      const addresses = found as { address: string; family: number }[];
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => mayReach(address, allowed)))
        return callback(refusal(host), "");
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function resolve(host: string, lookup: LookupFunction): Promise<string[]> {
  if (isIP(host)) return Promise.resolve([host]);
  return new Promise((done, fail) => {
    lookup(host, { all: true }, (error, found) => {
      if (error) fail(error);
      else done((found as { address: string }[]).map(({ address }) => address));
    });
  });
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function refusal(host: string): EgressRefused {
  return new EgressRefused(`calls to ${host} are not allowed`);
}
