// The box that tells a newcomer where to go. Pure.

export interface Welcome {
  dashboard: string;
  api: string;
  /** A link that works once and makes the first admin; null when there is an admin. */
  firstAdmin: string | null;
  demo: { signIns: { email: string; role: string; tenant: string | null }[]; password: string } | null;
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
    ...demoLines(demo),
    "",
    "Ctrl-C stops everything.",
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const body = lines.map((line) => `│  ${line.padEnd(width)}  │`);
  const edge = "─".repeat(width + 4);
  return ["", `╭${edge}╮`, ...body, `╰${edge}╯`, ""].join("\n");
}

/** The platform's staff and the people of the first tenant; the others are on the pages. */
function demoLines(demo: Welcome["demo"]): string[] {
  if (!demo) return [];
  const first = demo.signIns.find(({ tenant }) => tenant !== null)?.tenant;
  const shown = demo.signIns.filter(({ tenant }) => tenant === null || tenant === first);
  const width = Math.max(...shown.map(({ email }) => email.length));
  return [
    "",
    "Demo data is loaded. Sign in as",
    ...shown.map(
      ({ email, role, tenant }) => `  ${email.padEnd(width)}  ${role} of ${tenant ?? "the platform"}`,
    ),
    `with the password ${demo.password}`,
  ];
}
