export * from "./audit.ts";
export * from "./demo.ts";
export * from "./keys.ts";
export * from "./nodes.ts";
export * from "./people.ts";
export * from "./tenants.ts";
export * from "./usage.ts";
export * from "./usage-events.ts";
