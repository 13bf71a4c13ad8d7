// What differs between two views, field by field, written so that a person can read it.

export interface Change {
  /** Where it stands, with dots: "limits.minute.limit". */
  field: string;
  /** The same in words: "Limits minute limit". */
  label: string;
  /** Null when there was nothing, or is nothing any more. */
  before: string | null;
  after: string | null;
}

/** Fields that change with every act and tell nothing. */
const DULL = new Set(["updatedAt"]);
const MOST_ITEMS = 40;

type View = Record<string, unknown> | null;

/** Changed fields only, in the order in which they stand. Ids and hidden values were never in a view. */
export function listChanges(before: View, after: View): Change[] {
  const old = flatten(before);
  const young = flatten(after);
  const fields = [...new Set([...old.keys(), ...young.keys()])];
  return fields
    .filter((field) => !DULL.has(field) && (old.get(field) ?? null) !== (young.get(field) ?? null))
    .map((field) => ({
      field,
      label: labelOf(field),
      before: old.get(field) ?? null,
      after: young.get(field) ?? null,
    }));
}

/** Leaves only. Lists of plain values stay in one piece, so that an added scope is one line. */
function flatten(
  value: unknown,
  path = "",
  into = new Map<string, string | null>(),
): Map<string, string | null> {
  if (isNested(value)) {
    for (const [name, child] of Object.entries(value)) {
      const step = Array.isArray(value) ? nameOf(child, name) : name;
      flatten(child, path ? `${path}.${step}` : step, into);
    }
  } else if (path) {
    into.set(path, textOf(value));
  }
  return into;
}

/** An item of a list is called by its own name where it has one: "limits.minute", not "limits.0". */
function nameOf(item: unknown, index: string): string {
  const name = typeof item === "object" && item !== null && "name" in item ? item.name : null;
  return typeof name === "string" && /^[\w-]{1,40}$/.test(name) ? name : index;
}

function isNested(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? value.some((item) => typeof item === "object" && item !== null) : true;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (!Array.isArray(value)) return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
  if (value.length === 0) return null;
  const shown = value.slice(0, MOST_ITEMS).join(", ");
  return value.length > MOST_ITEMS ? `${shown} and ${value.length - MOST_ITEMS} more` : shown;
}

/** "ipAllow" → "Ip allow", "tags.0" → "Tags 1". */
function labelOf(field: string): string {
  const words = field
    .split(".")
    .map((part) =>
      /^\d+$/.test(part) ? String(Number(part) + 1) : part.replaceAll(/([A-Z])/g, " $1").toLowerCase(),
    )
    .join(" ")
    .replaceAll("_", " ")
    .replace(/\bip\b/, "IP")
    .replace(/\bid\b/, "ID");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
