// postgres.js does not know libpq's `?host=/folder` form of a unix socket and would send it to the server as
// a setting. This takes it out of the DSN and hands it over as an option, so every DSN works everywhere.

export interface DriverTarget {
  dsn: string;
  options: { host?: string };
}

/**
 * What to hand to `postgres(dsn, options)` for a DSN as libpq writes it, such as
 * `postgres://me@localhost/keyhold?host=%2Frun%2Fpostgresql`. Throws TypeError when `dsn` is not a URL.
 */
export function driverTarget(dsn: string): DriverTarget {
  const url = new URL(dsn);
  const host = url.searchParams.get("host");
  if (!host) return { dsn, options: {} };
  url.searchParams.delete("host");
  return { dsn: url.toString(), options: { host } };
}

/** The DSN of a database behind the unix socket in `socketDir`; pg, libpq and driverTarget() read it. */
export function socketDsn(socketDir: string, user: string, database: string): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;
}
