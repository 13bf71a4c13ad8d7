// The address of the person behind any proxies: the right-most hop of X-Forwarded-For that is not a trusted proxy.
// The dashboard's own server appends the address of the socket, so the last hop is always true.
import ipaddr from "ipaddr.js";

/** `trusted` are CIDR blocks or single addresses. Null when the header is missing or unreadable. */
export function clientAddress(forwardedFor: string | null, trusted: readonly string[]): string | null {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim());
  let address: string | null = null;
  for (const hop of hops.reverse()) {
    if (!ipaddr.isValid(hop)) return address;
    address = ipaddr.process(hop).toString();
    if (!isTrusted(address, trusted)) return address;
  }
  return address;
}

function isTrusted(address: string, trusted: readonly string[]): boolean {
  const parsed = ipaddr.parse(address);
  return trusted.some((entry) => {
    const [network, bits] = ipaddr.isValidCIDR(entry) ? ipaddr.parseCIDR(entry) : hostRange(entry);
    return parsed.kind() === network.kind() && parsed.match(network, bits);
  });
}

function hostRange(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.process(entry);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
