// Who is in the team, and what each may do. Nobody proves who they are here: your own sign-in goes in this file's place.
import "server-only";
import { cookies } from "next/headers";

export const MEMBERS = [
  { id: "olive", name: "Olive", role: "owner" },
  { id: "amir", name: "Amir", role: "admin" },
  { id: "dana", name: "Dana", role: "developer" },
  { id: "vera", name: "Vera", role: "viewer" },
] as const;

const MAY = {
  generate: ["owner", "admin", "developer"],
  "touch keys": ["owner", "admin"],
  "choose the plan": ["owner"],
};
export type Deed = keyof typeof MAY;

export const COOKIE = "crew_member";

/** The member that this visitor picked. */
export async function visitor(): Promise<(typeof MEMBERS)[number]> {
  const picked = (await cookies()).get(COOKIE)?.value;
  return MEMBERS.find(({ id }) => id === picked) ?? MEMBERS[0];
}

export async function may(deed: Deed): Promise<boolean> {
  return MAY[deed].includes((await visitor()).role);
}

/** What to say to a visitor who may not; null when they may. */
export async function refusal(deed: Deed): Promise<string | null> {
  const { name, role } = await visitor();
  return (await may(deed)) ? null : `${name} is a ${role} of this team, and may not ${deed}.`;
}
