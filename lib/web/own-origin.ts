// Whether a form was sent from this dashboard's own pages.

const LOOPBACK = ["localhost", "127.0.0.1"];

/** `origin` is the Origin header. In development both names of the loopback count as the same. */
export function isOwnOrigin(origin: string | null, publicUrl: string, development: boolean): boolean {
  if (!origin) return false;
  if (origin === publicUrl) return true;
  return development && twins(publicUrl).includes(origin);
}

function twins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!LOOPBACK.includes(url.hostname)) return [];
  return LOOPBACK.map((name) => `${url.protocol}//${name}${url.port ? `:${url.port}` : ""}`);
}
