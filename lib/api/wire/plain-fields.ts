// The fields of a head at their plainest: each on one line, one space before a value of printable ASCII, none of those
// that say how a connection or a body is to be read in another way, and each that matters exactly once.

export interface PlainFields {
  /** What stands behind "Bearer". */
  token: string;
  /** Of the body, in bytes; 1 at least. */
  length: number;
  /** Which trace the request belongs to. */
  traceparent: string | undefined;
}

const BODY_AT_MOST = 65_536;

/** Lines of fields as RFC 9110 has them, but for empty values and some whitespace. */
const LINES = /(?:[!#$%&'*+.^`|~\w-]+: [!-~][ -~]*\r\n)+/y;
const BEARER = /^Bearer [!-~]+$/;
const DIGITS = /^[1-9]\d{0,4}$/;

/** Fields that need somebody who knows all of HTTP, or that hold a second credential. */
const UNUSUAL = [
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-api-key",
];

const MATTERING = [
  "host",
  "authorization",
  "content-type",
  "content-length",
  "connection",
  "traceparent",
] as const;
type Mattering = (typeof MATTERING)[number];

/** Names by their length, so that most fields need not be looked at any closer. */
const NAMES: ReadonlySet<string>[] = [];
for (const name of [...UNUSUAL, ...MATTERING])
  NAMES[name.length] = new Set([...(NAMES[name.length] ?? []), name]);

/** Reads the lines from `from` to `to` of `text`; null when there is anything unusual about them. */
export function plainFields(text: string, from: number, to: number): PlainFields | null {
  LINES.lastIndex = from;
  if (!LINES.test(text) || LINES.lastIndex !== to) return null;
  const found: Partial<Record<Mattering, string>> = {};
  for (let at = from; at < to; ) {
    const end = text.indexOf("\r\n", at);
    const colon = text.indexOf(":", at);
    const names = NAMES[colon - at];
    const name = names && text.slice(at, colon).toLowerCase();
    if (name && names.has(name)) {
      if (!isMattering(name) || found[name] !== undefined) return null;
      found[name] = text.slice(colon + 2, end);
    }
    at = end + 2;
  }
  return fieldsOf(found);
}

function fieldsOf(found: Partial<Record<Mattering, string>>): PlainFields | null {
  const { host, authorization, connection = "keep-alive", traceparent } = found;
  const [type, length] = [found["content-type"], found["content-length"]];
  if (host === undefined || type !== "application/json") return null;
  if (connection !== "keep-alive" && connection !== "Keep-Alive") return null;
  if (length === undefined || !DIGITS.test(length) || Number(length) > BODY_AT_MOST) return null;
  if (authorization === undefined || !BEARER.test(authorization)) return null;
  return { token: authorization.slice("Bearer ".length), length: Number(length), traceparent };
}

function isMattering(name: string): name is Mattering {
  return (MATTERING as readonly string[]).includes(name);
}
