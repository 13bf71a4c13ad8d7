// A mail server that takes everything, or refuses everything, and remembers what it took. RFC 5321, as little as it needs.
import { createServer, type Socket } from "node:net";

export interface SmtpServer {
  url: string;
  /** What was sent, as it came over the wire. */
  received: string[];
  refuse: boolean;
  close(): Promise<void>;
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const state = { received: [] as string[], refuse: false };
  const server = createServer((socket) => converse(socket, state));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return Object.assign(state, {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

function converse(socket: Socket, state: { received: string[]; refuse: boolean }): void {
  let data: string[] | null = null;
  let rest = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  say("220 test ESMTP");
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    const lines = (rest + chunk.toString()).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines)
      data = data ? collect(line, data, state, say) : answer(line, state, say, socket);
  });
}

function collect(line: string, data: string[], state: { received: string[] }, say: (line: string) => void) {
  if (line !== ".") return [...data, line];
  state.received.push(data.join("\n"));
  say("250 taken");
  return null;
}

function answer(line: string, state: { refuse: boolean }, say: (line: string) => void, socket: Socket) {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === "RCPT" && state.refuse) say("550 no such mailbox");
  else if (verb === "DATA") {
    say("354 go on");
    return [];
  } else if (verb === "QUIT") socket.end("221 bye\r\n");
  else say("250 ok");
  return null;
}
