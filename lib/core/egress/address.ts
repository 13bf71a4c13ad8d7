// Which addresses lie on the public internet. What is not surely global is not: IANA's special-purpose registries.
import ipaddr from "ipaddr.js";

/** The parts of 2000::/3 that are not one host's own global address. */
const SPECIAL_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].map((block) =>
  ipaddr.IPv6.parseCIDR(block),
);
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR("2000::/3");
/** NAT64's well-known prefix: the last 32 bits are what is really reached. */
const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

export type CidrBlock = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** CIDR blocks and single addresses. Throws on anything else. */
export function cidrBlocks(list: readonly string[]): CidrBlock[] {
  return list.map((text) => {
    if (text.includes("/")) return ipaddr.parseCIDR(text);
    const address = ipaddr.process(text);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  });
}

/** Whether `text` is an address that a stranger may make us call: global, or in one of `allowed`. */
export function mayReach(text: string, allowed: readonly CidrBlock[]): boolean {
  const address = reached(text);
  return address !== null && (isAllowed(address, allowed) || isGlobal(address));
}

/** Whether an operator opened this address on purpose. */
export function isOpened(text: string, allowed: readonly CidrBlock[]): boolean {
  const address = reached(text);
  return address !== null && isAllowed(address, allowed);
}

/** What a connection to `text` would reach, with v4-mapped and NAT64 addresses unwrapped. */
function reached(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = text.split("%")[0] ?? "";
  if (!ipaddr.isValid(bare)) return null;
  const address = ipaddr.process(bare);
  if (address.kind() === "ipv6" && address.match(NAT64[0], NAT64[1]))
    return new ipaddr.IPv4(address.toByteArray().slice(12));
  return address;
}

function isAllowed(address: ipaddr.IPv4 | ipaddr.IPv6, allowed: readonly CidrBlock[]): boolean {
  return allowed.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
}

function isGlobal(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.kind() === "ipv4") return address.range() === "unicast";
  const within = ([base, bits]: [ipaddr.IPv6, number]) => address.match(base, bits);
  return address.range() === "unicast" && within(GLOBAL_V6) && !SPECIAL_V6.some(within);
}
