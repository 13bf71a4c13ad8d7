// Where to go after signing in: only ever a path of this dashboard.

/** The path with its query, or "/" for anything that could lead elsewhere. */
export function safePath(path: string | null | undefined): string {
  if (!path?.startsWith("/") || /^\/[/\\]/.test(path) || /[\\\p{Cc}]/u.test(path)) return "/";
  const url = new URL(path, "http://keyhold.invalid");
  return url.origin === "http://keyhold.invalid" ? url.pathname + url.search : "/";
}

/** The path of a page, as a person would open it, from the address that was asked for, which may be that of a part of it. */
export function pagePath(address: string | null | undefined): string {
  const { pathname, searchParams } = new URL(safePath(address), "http://keyhold.invalid");
  searchParams.delete("_rsc");
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}
