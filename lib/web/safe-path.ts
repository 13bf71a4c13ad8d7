// Where to go after signing in: only ever a path of this dashboard.

/** The path with its query, or "/" for anything that could lead elsewhere. */
export function safePath(path: string | null | undefined): string {
  if (!path?.startsWith("/") || /^\/[/\\]/.test(path) || /[\\\p{Cc}]/u.test(path)) return "/";
  const url = new URL(path, "http://keyhold.invalid");
  return url.origin === "http://keyhold.invalid" ? url.pathname + url.search : "/";
}
