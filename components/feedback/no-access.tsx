// What one may not see or do, and who can grant it.
import { Lock } from "lucide-react";
import { EmptyState } from "#components/feedback/empty-state.tsx";

export function NoAccess(props: {
  /** What is refused: "see invoices". */
  what: string;
  /** The role that may: "owner or admin". */
  needs: string;
  /** People who can grant it, by name or address. */
  grantedBy?: string[];
}) {
  const people = props.grantedBy?.length
    ? ` Ask ${new Intl.ListFormat("en-US", { type: "disjunction" }).format(props.grantedBy)}.`
    : "";
  return (
    <EmptyState
      icon={<Lock />}
      title={`You may not ${props.what}`}
      text={`This needs the role ${props.needs}.${people || " Ask an owner of this workspace."}`}
    />
  );
}
