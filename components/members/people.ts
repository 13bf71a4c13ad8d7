// People with roles, as both lists show them: a tenant's members and the platform's staff.
import type { ActionResult } from "#lib/shared/action-result.ts";

export interface Person {
  id: string;
  name: string;
  email: string;
  role: string;
  since: Date;
  seenAt: Date | null;
}

export interface Invited {
  id: string;
  email: string;
  role: string;
  expiresAt: Date;
}

export interface RoleChoice {
  value: string;
  label: string;
  /** What the role may do, in one line. */
  description: string;
  /** Whether the viewer may give or take it. */
  grantable: boolean;
}

/** What can be done to people; each call goes to a server action. */
export interface PeopleCalls {
  changeRole: (person: Person, role: string) => Promise<ActionResult<unknown>>;
  remove: (person: Person) => Promise<ActionResult<unknown>>;
  invite: (email: string, role: string) => Promise<ActionResult<unknown>>;
  withdraw: (invited: Invited) => Promise<ActionResult<unknown>>;
}
