// npm run worker: schedules and jobs alone.
import { startWorker } from "#lib/jobs/worker.ts";
import { runService } from "./run-service.ts";

await runService("worker", startWorker);
