// "Explain this change": opens the parts of the change under the chart, and closes them again.
import { Split } from "lucide-react";
import { ButtonLink } from "#components/ui/button.tsx";
import { type Address, hrefWith } from "#components/usage/address.ts";

const CLOSED = { explain: null, versus: null, beforeFrom: null, beforeTo: null };

export function ExplainLink({ address }: { address: Address }) {
  const open = address.search.explain !== undefined;
  return (
    <ButtonLink
      variant="outline"
      scroll={!open}
      href={open ? hrefWith(address, CLOSED) : `${hrefWith(address, { explain: "1" })}#explain`}
    >
      <Split />
      {open ? "Close the explanation" : "Explain this change"}
    </ButtonLink>
  );
}
