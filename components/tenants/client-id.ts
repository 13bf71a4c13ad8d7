// The client id that a tenant's name suggests, as the server would make it.

/** "Müller & Söhne GmbH" → "muller_sohne_gmbh"; empty when nothing usable is left. */
export function suggestClientId(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .slice(0, 63)
    .replace(/_+$/, "");
}
