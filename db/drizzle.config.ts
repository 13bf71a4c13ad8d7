import { defineConfig } from "drizzle-kit";

// usage-events.ts is absent on purpose: its table is partitioned, which only a hand-written migration can say.
export default defineConfig({
  dialect: "postgresql",
  out: "./db/migrations",
  schema: [
    "alerts",
    "audit",
    "billing",
    "credentials",
    "demo",
    "exports",
    "gateway",
    "keys",
    "leaks",
    "nodes",
    "people",
    "reports",
    "saved-views",
    "tenants",
    "unknown-keys",
    "usage",
    "usage-receipts",
    "usage-rollups",
    "usage-shapes",
    "vault",
    "visits",
    "webhooks",
  ].map((name) => `./db/schema/${name}.ts`),
});
