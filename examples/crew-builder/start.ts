// Starts the product on PORT, 9000 unless told otherwise.
//   node --env-file=crew.env examples/crew-builder/start.ts
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";

const port = Number(process.env.PORT ?? 9000);
const httpServer = createServer();
const dir = fileURLToPath(new URL(".", import.meta.url));
const dev = process.env.NODE_ENV !== "production";
const app = next({ dev, dir, hostname: "127.0.0.1", port, httpServer });
await app.prepare();
const answer = app.getRequestHandler();
httpServer.on("request", (request, response) => void answer(request, response));
httpServer.listen(port, "127.0.0.1", () =>
  process.stdout.write(`the crew builder listens on http://localhost:${port}\n`),
);
