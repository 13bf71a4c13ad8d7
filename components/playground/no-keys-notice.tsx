// Said where calls would spend a stored provider key, and there is none.
import { Info } from "lucide-react";
import { TextLink } from "#components/ui/text-link.tsx";

export function NoKeysNotice({ keysHref }: { keysHref: string | null }) {
  return (
    <p className="flex items-start gap-2 rounded-lg bg-info-soft px-3 py-2 text-info text-ui">
      <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>
        No provider key is stored here yet, so calls that spend one are refused.{" "}
        {keysHref ? <TextLink href={keysHref}>Add one</TextLink> : "An admin can add one"}, or bring one with
        the call.
      </span>
    </p>
  );
}
