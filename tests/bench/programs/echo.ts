// A socket that answers every packet with the same bytes and understands nothing: it shows how fast the load generator is.
import { createServer } from "node:net";

const body = JSON.stringify({ valid: true, padding: "x".repeat(600) });
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
);

const server = createServer({ noDelay: true }, (socket) => {
  socket.on("data", () => socket.write(answer));
  socket.on("error", () => {});
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
process.once("disconnect", () => process.exit());
