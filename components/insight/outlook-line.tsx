// Whether a quota lasts, in a sentence that shows when it does not.

import { outlookWords } from "#lib/shared/outlook-words.ts";
import type { LimitOutlook } from "#lib/usage/forecast-outlook.ts";

export function OutlookLine({ outlook, timeZone }: { outlook: LimitOutlook; timeZone: string }) {
  const urgent = outlook.outlook === "ends" || outlook.outlook === "spent";
  return (
    <p className={urgent ? "font-medium text-warning text-xs" : "text-muted-foreground text-xs"}>
      {outlookWords(outlook, timeZone)}
      {urgent && outlook.window !== "life" ? ` (${timeZone.replaceAll("_", " ")})` : ""}
    </p>
  );
}
