// The head of an answer of HTTP/1.1 (RFC 9112): its status, its fields, and how its body ends.

/** An answer that no honest server writes; its connection is not used any more. */
export class MalformedAnswer extends Error {}

export interface AnswerHead {
  status: number;
  /** By their names in lower case; values of one that came several times are joined with ", ". */
  headers: Record<string, string>;
  /** The body's length in bytes, or what its end is known by. */
  body: number | "chunked" | "until close";
  /** Whether the server leaves the connection open. */
  keepsConnection: boolean;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const NAME = /^[!#$%&'*+.^`|~\w-]+$/;
const UNFIT = /[^\t\x20-\x7e\x80-\xff]/;
const LENGTH = /^\d{1,15}$/;
const SWITCHING = 101;

/** `text` is all before the empty line. Throws MalformedAnswer for what could be read in two ways. */
export function headOf(text: string): AnswerHead {
  const [first = "", ...lines] = text.split("\r\n");
  const line = STATUS_LINE.exec(first);
  if (!line) throw new MalformedAnswer("it does not begin as an answer does");
  const status = Number(line[2]);
  if (status === SWITCHING) throw new MalformedAnswer("it changes to another protocol");
  const headers = fieldsOf(lines);
  const connection = headers.connection?.toLowerCase() ?? "";
  const keepsConnection = line[1] === "1" && !/\bclose\b/.test(connection);
  return { status, headers, body: bodyOf(status, headers), keepsConnection };
}

function fieldsOf(lines: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(0, colon));
    if (!NAME.test(name) || UNFIT.test(line)) throw new MalformedAnswer("it has a field that is none");
    const key = name.toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = fields[key];
    fields[key] = before === undefined ? value : `${before}, ${value}`;
  }
  return fields;
}

function bodyOf(status: number, headers: Record<string, string>): AnswerHead["body"] {
  const coding = headers["transfer-encoding"];
  const length = headers["content-length"];
  if (status < 200 || status === 204 || status === 304) return 0;
  if (coding !== undefined) {
    if (coding.toLowerCase() !== "chunked" || length !== undefined)
      throw new MalformedAnswer("its length is said in two ways");
    return "chunked";
  }
  if (length === undefined) return "until close";
  if (!LENGTH.test(length)) throw new MalformedAnswer("its length is no number");
  return Number(length);
}
