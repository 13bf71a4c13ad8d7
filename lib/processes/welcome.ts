// The box that tells a newcomer where to go. Pure.

export interface Welcome {
  dashboard: string;
  api: string;
  /** A link that works once and makes the first admin; null when there is an admin. */
  firstAdmin: string | null;
  demo: boolean;
}

export function welcomeBox({ dashboard, api, firstAdmin, demo }: Welcome): string {
  const lines = [
    "Keyhold is running",
    "",
    `Dashboard  ${dashboard}`,
    `API        ${api}  (reference at ${dashboard}/docs)`,
    ...(firstAdmin
      ? ["", "Make the first admin with this link. It works once, for 24 hours:", firstAdmin]
      : [`Sign in    ${dashboard}/sign-in`]),
    ...(demo ? ["", "Demo data is loaded."] : []),
    "",
    "Ctrl-C stops everything.",
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const body = lines.map((line) => `│  ${line.padEnd(width)}  │`);
  const edge = "─".repeat(width + 4);
  return ["", `╭${edge}╮`, ...body, `╰${edge}╯`, ""].join("\n");
}
