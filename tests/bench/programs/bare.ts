// A bare node:http server: reads the body and answers always the same. What everything else is compared with.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

process.once("message", ({ status, headers, body }: Answer) => {
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    let received = "";
    request.setEncoding("utf8");
    request.on("data", (piece: string) => {
      received += piece;
    });
    request.on("end", () => {
      if (received.length === 0) response.writeHead(400).end();
      else response.writeHead(status, headers).end(body);
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
});
process.once("disconnect", () => process.exit());
