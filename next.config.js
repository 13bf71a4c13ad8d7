import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // The type checker runs on its own, over everything and not only over pages.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  // Native or process-wide: taken from node_modules as they are.
  serverExternalPackages: ["@node-rs/argon2", "@node-rs/bcrypt", "nodemailer", "pg-boss", "pino", "postgres"],
  // A development server would else print what forms sent, passwords among it.
  logging: { serverFunctions: false },
  // forbidden() shows app/forbidden.tsx with status 403.
  experimental: { authInterrupts: true },
  // Where browsers look on pages that name no icon: refusals, and answers that are no page.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  allowedDevOrigins: ["localhost", "127.0.0.1"],
};
