// What is so when somebody has followed a document to its end, besides that nothing in it failed.
import { expect } from "vitest";
import type { TestApi } from "../api.ts";

interface Followed {
  api: TestApi;
  /** A service token that may do everything. */
  token: string;
  /** The client id that stands for the document's customer. */
  customer: string;
  /** What its shell was left with. */
  variables: Record<string, string>;
}

const verifies =
  (secret: string) =>
  async ({ api, token, customer }: Followed) =>
    expect(await api.verify({ key: secret }, token)).toMatchObject({
      code: "VALID",
      tenant: { clientId: customer },
    });

export const CHECKS: Record<string, (followed: Followed) => Promise<unknown>> = {
  async "docs/quickstart.md"({ api, token, customer, variables }) {
    const question = { key: variables.KEYHOLD_KEY_ACME, scopes: ["logs:write"] };
    const good = await api.verify(question, token);
    expect(good).toMatchObject({ valid: true, tenant: { clientId: customer }, limits: [{ limit: 1_000 }] });
    const refused = await api.verify({ ...question, scopes: ["logs:delete"] }, token);
    expect(refused).toMatchObject({ code: "INSUFFICIENT_SCOPE", response: { status: 403 } });
  },
  async "docs/guides/limits.md"({ api, token, customer, variables }) {
    const { items } = (await api.send("GET", `/v1/keys?tenant=${customer}`, { bearer: token })).body;
    const importer = items.find(({ name }: { name: string }) => name === "importer");
    expect(importer).toMatchObject({
      limits: [
        { meter: "requests", limit: 100, window: "1m" },
        { meter: "requests", limit: 50_000, window: "month" },
        { meter: "patients", limit: 2_000, window: "day" },
      ],
      perRequest: { patients: 50 },
    });
    const { body } = await api.send("GET", `/v1/keys/${variables.KEY}`, { bearer: token });
    expect(body.limits).toMatchObject([{ limit: 100, burst: 20, onFailure: "local" }]);
  },
  async "docs/guides/billing.md"({ api, token, variables }) {
    const { body } = await api.send("GET", `/v1/invoices/${variables.BILL}`, { bearer: token });
    expect(body).toMatchObject({ status: "paid", totalMicros: 299_000_000, paidReference: "Transfer 4711" });
    const plan = await api.send("GET", "/v1/plans/professional", { bearer: token });
    expect(plan.body).toMatchObject({ monthlyMicros: 99_000_000, included: { generations: 500 } });
  },
  async "docs/guides/rotate-a-key.md"({ api, token, variables }) {
    const { body } = await api.send("GET", `/v1/keys/${variables.KEY}`, { bearer: token });
    expect(body.status).toBe("revoked");
  },
  "docs/migrate/better-auth.md": verifies("the-secret-that-a-caller-has"),
  "docs/migrate/home-made-table.md": verifies("the-secret-that-a-caller-has-already"),
  "docs/migrate/unkey.md": verifies("the-secret-that-a-caller-of-unkey-has"),
  "docs/import.md": verifies("a-secret-that-somebody-has"),
};
