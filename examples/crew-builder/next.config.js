import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // Next, React and the client are those of the repository.
  turbopack: { root: fileURLToPath(new URL("../..", import.meta.url)) },
  typescript: { ignoreBuildErrors: true },
  logging: { serverFunctions: false },
  devIndicators: false,
  allowedDevOrigins: ["localhost", "127.0.0.1"],
};
