// The address of a usage page as a value: what it says, and the addresses that one choice more or less leads to.

export interface Address {
  path: string;
  /** The parameters, as Next gives them to a page. */
  search: Record<string, string | string[] | undefined>;
}

/** Parameters to set; null takes one away. */
export type Changes = Record<string, string | null | undefined>;

/** What says where in a list one is, and not what is shown. */
const PASSING = ["after", "trail", "open", "create"];

export function paramsOf({ search }: Address): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const first = [value].flat()[0];
    if (first && !PASSING.includes(name)) params.set(name, first);
  }
  return params;
}

/** The same page with other choices. */
export function hrefWith(address: Address, changes: Changes, path = address.path): string {
  const params = paramsOf(address);
  for (const [name, value] of Object.entries(changes))
    if (value) params.set(name, value);
    else params.delete(name);
  // Commas and colons are allowed in a query, and read better as themselves.
  const text = params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text ? `${path}?${text}` : path;
}

/** The values of a filter. */
export function valuesOf(address: Address, param: string): string[] {
  return (paramsOf(address).get(param) ?? "").split(",").filter(Boolean);
}
