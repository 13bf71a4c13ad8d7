// npm run web: the dashboard alone. Its environment is cut down to its own list before any page is loaded.
import { replaceEnvironment } from "#lib/core/env.ts";
import { childEnvironment } from "./child-environment.ts";
import { runService } from "./run-service.ts";

await runService("web", async (settings, own) => {
  replaceEnvironment(childEnvironment("web", settings, own.secrets, own.settings.databaseUrl.reveal()));
  const { startWeb } = await import("#lib/web/server.ts");
  return startWeb(settings);
});
