// A table of keys from another system as the rows of an import: columns by the names that such tables have, cells as
// people and databases write them. What cannot be read is left as it is, for the import to say what is wrong with it.
import { limitOfWords } from "./limit-words.ts";
import { IMPORT_PLAIN_MOST } from "./stored-formats.ts";

export type ImportCells = Record<string, unknown>;

export interface ImportTable {
  rows: ImportCells[];
  /** Columns that mean nothing to an import. */
  ignored: string[];
}

/** Without case, spaces and signs. What is only called "key" may be a hash, and a hash must not become a secret. */
const COLUMNS: Record<string, string> = {
  tenant: "tenant",
  tenantid: "tenant",
  clientid: "tenant",
  client: "tenant",
  customer: "tenant",
  secret: "secret",
  hash: "hash",
  hashedkey: "hash",
  keyhash: "hash",
  secrethash: "hash",
  digest: "hash",
  format: "format",
  algorithm: "format",
  hashformat: "format",
  start: "start",
  prefix: "start",
  last4: "last4",
  lastfour: "last4",
  suffix: "last4",
  name: "name",
  label: "name",
  description: "name",
  environment: "environment",
  env: "environment",
  scopes: "scopes",
  scope: "scopes",
  permissions: "scopes",
  limits: "limits",
  limit: "limits",
  ratelimit: "limits",
  perrequest: "perRequest",
  owneremail: "ownerEmail",
  owner: "ownerEmail",
  email: "ownerEmail",
  expiresat: "expiresAt",
  expires: "expiresAt",
  expiry: "expiresAt",
  expiresindays: "expiresInDays",
  ipallow: "ipAllow",
  ips: "ipAllow",
  allowedips: "ipAllow",
  tags: "tags",
  metadata: "metadata",
  meta: "metadata",
  demo: "demo",
  legacy: "legacy",
  createdat: "createdAt",
  created: "createdAt",
};

/** Records by their columns' names, such as the lines of a CSV file or the objects of a JSON list. */
export function importTable(records: readonly ImportCells[]): ImportTable {
  const ignored = new Set<string>();
  const rows = records.map((record) => {
    const row: ImportCells = {};
    for (const [column, cell] of Object.entries(record)) {
      const field = COLUMNS[column.toLowerCase().replace(/[^a-z0-9]/g, "")];
      if (!field) ignored.add(column);
      else if (cell === null || cell === undefined || cell === "") continue;
      else if (column === field || row[field] === undefined) row[field] = read(field, cell);
    }
    return row;
  });
  return { rows, ignored: [...ignored] };
}

/** Rows in portions that one import takes: at most `most`, not too many plain secrets, and half a megabyte. */
export function importBatches(rows: readonly ImportCells[], most: number): ImportCells[][] {
  const batches: ImportCells[][] = [];
  let plain = 0;
  let size = 0;
  for (const row of rows) {
    const batch = batches.at(-1);
    const [ownPlain, ownSize] = [row.secret === undefined ? 0 : 1, JSON.stringify(row).length];
    plain += ownPlain;
    size += ownSize;
    if (batch && batch.length < most && plain <= IMPORT_PLAIN_MOST && size <= BATCH_SIZE) batch.push(row);
    else {
      batches.push([row]);
      [plain, size] = [ownPlain, ownSize];
    }
  }
  return batches;
}

const BATCH_SIZE = 500_000;

const READERS: Record<string, (text: string) => unknown> = {
  scopes: (text) => list(text, /[\s,;|]+/),
  ipAllow: (text) => list(text, /[\s,;|]+/),
  tags: (text) => list(text, /[,;|]+/),
  limits: (text) => json(text) ?? list(text, /[\s,;|]+/).map((words) => limitOfWords(words).limit ?? words),
  perRequest: (text) => json(text) ?? amounts(text),
  metadata: (text) => json(text) ?? text,
  demo: flag,
  legacy: flag,
  expiresAt: (text) => (/^never$/i.test(text) ? null : moment(text)),
  expiresInDays: (text) => (/^never$/i.test(text) ? null : number(text)),
  createdAt: moment,
};

function read(field: string, cell: unknown): unknown {
  if (field === "secret" || typeof cell !== "string") return cell;
  const text = cell.trim();
  return READERS[field]?.(text) ?? (READERS[field] ? null : text);
}

function list(text: string, between: RegExp): string[] {
  const inside = text.replace(/^[[{](.*)[\]}]$/s, "$1");
  return inside
    .split(between)
    .map((part) => part.trim().replace(/^(["'])(.*)\1$/, "$2"))
    .filter(Boolean);
}

/** Undefined for what is no list or object. */
function json(text: string): unknown {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** "patients:50; images:3". What is no amount stays text. */
function amounts(text: string): unknown {
  const pairs = list(text, /[\s,;|]+/).map((pair) => /^([^:=]+)[:=](\d+)$/.exec(pair));
  if (pairs.some((pair) => pair === null)) return text;
  return Object.fromEntries(pairs.map((pair) => [pair![1]!, Number(pair![2])]));
}

function flag(text: string): unknown {
  if (/^(true|t|yes|y|1|x)$/i.test(text)) return true;
  if (/^(false|f|no|n|0)$/i.test(text)) return false;
  return text;
}

const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);

/** A day, or a time as databases print it ("2024-02-29 10:00:00+00"), in RFC 3339; without a zone it is UTC. */
function moment(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00:00Z`;
  const [, day, time, zone] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i.exec(text) ?? [];
  if (!day || !time) return text;
  return `${day}T${time.length === 5 ? `${time}:00` : time}${zoneOf(zone)}`;
}

function zoneOf(zone: string | undefined): string {
  if (!zone || /^(z|utc)$/i.test(zone)) return "Z";
  const [, hours, minutes = "00"] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return `${hours}:${minutes}`;
}
