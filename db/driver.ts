// The driver, mended. Nothing else may load it: what loads it first decides for the whole process.
import "./mend-driver.ts";

// Loaded after the mend stands, which ordinary imports would not be.
export const { default: openDriver } = await import("postgres");
export const { drizzle } = await import("drizzle-orm/postgres-js");
