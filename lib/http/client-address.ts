// Whose request it is. X-Forwarded-For is believed only as far as trusted proxies wrote it.
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Block = [Address, number];

/** Reads a list of CIDR blocks and single addresses. Throws TypeError on anything else. */
export function parseBlocks(list: readonly string[]): Block[] {
  return list.map((text) => {
    const [address, bits] = text.includes("/") ? ipaddr.parseCIDR(text) : [ipaddr.parse(text), null];
    const plain = unmapped(address);
    const isMapped = plain !== address;
    const whole = plain.kind() === "ipv4" ? 32 : 128;
    if (bits === null) return [plain, whole];
    if (isMapped && bits < 96) return [address, bits];
    return [plain, isMapped ? bits - 96 : bits];
  });
}

/** The address in its shortest form, v4-mapped ones as v4; null when the text is not an address. */
export function normalAddress(text: string): string | null {
  if (isPlainV4(text)) return text;
  const bare = text.split("%")[0] ?? "";
  return ipaddr.isValid(bare) && isFourPart(bare) ? ipaddr.process(bare).toString() : null;
}

/** The network of so many bits that an address lies in, such as "203.0.113.0/24". As it is, when it is no address. */
export function networkOf(address: string, bits4: number, bits6: number): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  const isFour = parsed.kind() === "ipv4";
  const bits = isFour ? bits4 : bits6;
  return `${(isFour ? ipaddr.IPv4 : ipaddr.IPv6).networkAddressFromCIDR(`${parsed}/${bits}`)}/${bits}`;
}

/** Whether `address` lies in one of `blocks`. */
export function inBlocks(address: string, blocks: readonly Block[]): boolean {
  const normal = blocks.length === 0 ? null : normalAddress(address);
  if (normal === null) return false;
  const parsed = ipaddr.parse(normal);
  return blocks.some(([base, bits]) => base.kind() === parsed.kind() && parsed.match(base, bits));
}

/**
 * The caller's address: the peer itself, or, when the peer is a trusted proxy, the right-most hop of
 * X-Forwarded-For that is none. Null when that hop is not an address.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | null,
  trusted: readonly Block[],
): string | null {
  if (trusted.length === 0) return normalAddress(peer ?? "");
  const hops = (forwardedFor ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter(Boolean);
  let nearest = normalAddress(peer ?? "");
  while (nearest !== null && inBlocks(nearest, trusted)) {
    const hop = hops.pop();
    if (hop === undefined) return nearest;
    nearest = normalAddress(withoutPort(hop));
  }
  return nearest;
}

/** `203.0.113.7:4711`, `[2001:db8::1]:4711` and `"[2001:db8::1]"` name an address too. */
function withoutPort(hop: string): string {
  const text = hop.replaceAll('"', "");
  return /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

function unmapped(address: Address): Address {
  return address.kind() === "ipv6" && (address as ipaddr.IPv6).isIPv4MappedAddress()
    ? (address as ipaddr.IPv6).toIPv4Address()
    : address;
}

/** Four numbers up to 255 without leading zeros, which are an address in its shortest form: nearly all of them are. */
function isPlainV4(text: string): boolean {
  let parts = 1;
  let digits = 0;
  let part = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === DOT && digits > 0) {
      parts += 1;
      digits = 0;
      part = 0;
    } else if (code >= ZERO && code < ZERO + 10 && !(digits > 0 && part === 0)) {
      digits += 1;
      part = part * 10 + code - ZERO;
      if (part > 255) return false;
    } else return false;
  }
  return parts === 4 && digits > 0;
}

const DOT = 46;
const ZERO = 48;

/** ipaddr.js also takes "127.1" and "0x7f000001"; those are not how anybody writes an address in a header. */
function isFourPart(text: string): boolean {
  return text.includes(":") || ipaddr.IPv4.isValidFourPartDecimal(text);
}
