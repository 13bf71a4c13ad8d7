import { expect, it } from "vitest";
import { questionText } from "#components/exports/question-text.ts";

it("what is in a file is told in the words of the pages that show it", () => {
  const usage = {
    ...{ range: "30d", zone: "America/New_York", environment: "live", scope: ["logs:write"] },
    ...{ metric: "calls", groupBy: "key", compare: "none", key: undefined },
  };
  expect(questionText(usage)).toBe(
    "Calls · by key · Last 30 days · days of America/New York · Live · scope: logs:write",
  );
  expect(questionText({ outcome: "EXPIRED,REVOKED", q: "shop" })).toBe("Expired key, Revoked key · q: shop");
  expect(questionText({ range: "custom", from: "2026-01-01", to: "2026-01-02" })).toBe(
    "from 2026-01-01 · to 2026-01-02",
  );
  expect(questionText({})).toBe("");
});
