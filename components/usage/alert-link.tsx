// "Create alert…" beside a chart: a rule on what it shows.
import { BellPlus } from "lucide-react";
import { ButtonLink } from "#components/ui/button.tsx";

/** Nothing where there is no such rule. */
export function AlertLink({ href }: { href: string | null | undefined }) {
  if (!href) return null;
  return (
    <ButtonLink
      href={href}
      prefetch={false}
      variant="ghost"
      size="sm"
      className="text-muted-foreground max-sm:hidden"
    >
      <BellPlus /> Create alert…
    </ButtonLink>
  );
}
