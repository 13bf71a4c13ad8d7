// Whether a token would travel so that whoever stands on its way can read it.

const WARNING =
  "This address is plain http to another machine: whoever is on the way can read the token. Use https.";

/** The warning for an address; null for https, and for what does not leave this machine. */
export function plainHttpWarning(url: string): string | null {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !isThisMachine(hostname) ? WARNING : null;
}

/** By its form alone: no name but localhost is sure to lead back here. */
function isThisMachine(hostname: string): boolean {
  return /^(.+\.)?localhost$/.test(hostname) || /^127(\.\d+){3}$/.test(hostname) || hostname === "[::1]";
}
