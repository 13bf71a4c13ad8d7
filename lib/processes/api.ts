// npm run api: the data plane alone, in as many processes as there are cores.
import cluster from "node:cluster";
import { runService } from "./run-service.ts";
import { startNode, startNodes } from "./start-nodes.ts";

await runService("api", cluster.isWorker ? startNode : startNodes);
