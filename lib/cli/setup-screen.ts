// What `setup` tells a person, and the file into which it writes what may be seen once only.
import type { Settings } from "#lib/core/env.ts";
import type { Setup } from "./commands/setup.ts";
import type { Screen } from "./screen.ts";

/** Lines of `NAME=value`, as shells, Docker and dotenv read them. */
export function toEnvFile(setup: Setup, settings: Settings): string {
  const lines = [
    "# Secrets of Keyhold, made by `keyhold setup`. They are shown nowhere else.",
    `KEYHOLD_URL=http://localhost:${settings.apiPort}`,
    setup.admin?.email && `KEYHOLD_ADMIN_EMAIL=${setup.admin.email}`,
    setup.admin?.url && `KEYHOLD_ADMIN_LINK=${setup.admin.url}`,
    setup.serviceToken && `KEYHOLD_SERVICE_TOKEN=${setup.serviceToken.secret}`,
    setup.tenant && `KEYHOLD_TENANT=${setup.tenant}`,
    ...setup.clients.map(({ name, secret }) => `KEYHOLD_KEY_${variableOf(name)}=${secret}`),
  ];
  return `${lines.filter(Boolean).join("\n")}\n`;
}

export function showSetup({ admin, serviceToken, clients }: Setup, out: string | null, screen: Screen): void {
  screen.line("Keyhold is ready.");
  if (admin?.email) screen.line(`Admin: ${admin.email}`);
  if (out) {
    screen.line(`Secrets stand in ${out}, readable by you alone; keys of clients: ${clients.length}.`);
    return;
  }
  if (admin?.url) screen.line(`Open this link once, within a day: ${admin.url}`);
  if (serviceToken) screen.line(`Service token, shown this once: ${serviceToken.secret}`);
  for (const { name, secret } of clients) screen.line(`Key of ${name}, shown this once: ${secret}`);
}

const variableOf = (name: string) => name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_");
