// Names that the set-up of a run and its test worlds agree on.

export const TEMPLATE = "keyhold_template";
export const DATABASE_PASSWORD = "the seed of the tests' database passwords";

/** The same server and user, another database. */
export function urlOf(url: string, database: string): string {
  const target = new URL(url);
  target.pathname = `/${database}`;
  return target.toString();
}
