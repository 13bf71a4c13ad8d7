// npm run api: the data plane alone, in as many processes as there are cores.
import cluster from "node:cluster";
import { startApi } from "#lib/api/server.ts";
import { runService } from "./run-service.ts";
import { startNodes } from "./start-nodes.ts";

await runService("api", cluster.isWorker ? startApi : startNodes);
