// npm run api: the data plane alone.
import { startApi } from "#lib/api/server.ts";
import { runService } from "./run-service.ts";

await runService("api", startApi);
