// Which tables a backup has, how each is read in an order of its own, and in which order they can be filled.
import type { Sql } from "#db/client.ts";

/** The schema's own mark says which files were applied to this database, whatever it holds. */
const LEFT_OUT = ["schema_marks"];

export interface TableShape {
  name: string;
  columns: string[];
  /** The primary key, sorted alike on every server. */
  order: string;
}

/** What a statement may run on: a transaction too. */
export type Connection = Pick<Sql, "unsafe">;

/** Reads and writes as the tables' owner, and values in one form whatever the server's settings. */
export async function asOwner(tx: Connection): Promise<void> {
  await tx.unsafe(`
    set local role keyhold_owner;
    set local search_path = public;
    set local timezone = 'UTC';
    set local datestyle = 'ISO, YMD';
    set local intervalstyle = 'postgres';
    set local extra_float_digits = 1;
    set local bytea_output = 'hex';
    set local statement_timeout = 0;
    set local idle_in_transaction_session_timeout = 0`);
}

/** Every table that holds rows: of what is divided into days, the days. Those that others refer to come first. */
export async function tablesOf(tx: Connection): Promise<TableShape[]> {
  const shapes = (await tx.unsafe(`
    select c.relname as name,
      array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
            and attgenerated = '' order by attnum) as columns,
      (select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end,
                         ', ' order by array_position(i.indkey::int2[], a.attnum))
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
       where i.indrelid = c.oid and i.indisprimary) as "order"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    order by c.relname collate "C"`)) as unknown as TableShape[];
  const kept = shapes.filter(({ name }) => !LEFT_OUT.includes(name));
  return referredFirst(kept, await references(tx));
}

/** Rows of a table as COPY writes them. */
export function copyOut({ name, columns, order }: TableShape): string {
  return `copy (select ${columns.map(quoted).join(", ")} from ${quoted(name)} order by ${order}) to stdout`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Next numbers of the counters of tables. */
export async function sequencesOf(tx: Connection): Promise<Record<string, string>> {
  const rows = await tx.unsafe(`
    select sequencename as name, (coalesce(last_value, start_value - increment_by) + increment_by)::text as next
    from pg_sequences where schemaname = 'public' order by 1`);
  return Object.fromEntries(rows.map(({ name, next }) => [name, next]));
}

async function references(tx: Connection): Promise<Map<string, string[]>> {
  const rows = await tx.unsafe(`
    select f.relname as "from", t.relname as "to"
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.relnamespace = 'public'::regnamespace and f.oid <> t.oid`);
  const byTable = new Map<string, string[]>();
  for (const { from, to } of rows) byTable.set(from, [...(byTable.get(from) ?? []), to]);
  return byTable;
}

function referredFirst(shapes: TableShape[], refersTo: Map<string, string[]>): TableShape[] {
  const byName = new Map(shapes.map((shape) => [shape.name, shape]));
  const ordered = new Set<TableShape>();
  const place = (shape: TableShape, path: string[]) => {
    if (ordered.has(shape) || path.includes(shape.name)) return;
    for (const name of refersTo.get(shape.name) ?? []) {
      const target = byName.get(name);
      if (target) place(target, [...path, shape.name]);
    }
    ordered.add(shape);
  };
  for (const shape of shapes) place(shape, []);
  return [...ordered];
}
