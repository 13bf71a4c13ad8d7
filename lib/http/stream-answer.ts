// An answer that is written as it comes, straight to the caller's connection: every piece leaves at once, a caller who
// reads slowly is waited for, and one who leaves is told of.
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface StreamAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Begins to write; called once, when status and headers are set. */
  begin(outlet: Outlet): void;
}

export interface Outlet {
  /** Sends a piece. False when the caller reads slowly: `whenReady` tells when to go on. */
  write(piece: string): boolean;
  whenReady(go: () => void): void;
  /** `piece` is the last one, which leaves with the end; "" for none. */
  end(piece: string): void;
}

/** Writes `answer` with `headers` added; `done` is called once, when all was sent or the caller has left. */
export function sendStream(
  response: ServerResponse,
  { status, headers, begin }: StreamAnswer,
  added: Readonly<Record<string, string>>,
  done: () => void,
): void {
  const lines: string[] = [];
  for (const name in headers) if (!(name in added)) lines.push(name, headers[name] as string);
  for (const name in added) lines.push(name, added[name] as string);
  response.writeHead(status, lines);
  response.once("close", done);
  const { socket } = response;
  let isSent = false;
  begin({
    write(piece) {
      if (response.destroyed) return true;
      if (isSent && socket && response.chunkedEncoding) return writeFramed(socket, piece);
      isSent = true;
      return response.write(piece);
    },
    whenReady: (go) => void (socket ?? response).once("drain", go),
    end(piece) {
      isSent = true;
      response.end(piece);
    },
  });
  if (!isSent) response.flushHeaders();
}

/** A piece in the chunked coding, as one text: Node would write its four parts each for itself. */
function writeFramed(socket: Socket, piece: string): boolean {
  const length = Buffer.byteLength(piece);
  // What is all ASCII need not be transcoded.
  return socket.write(`${length.toString(16)}\r\n${piece}\r\n`, length === piece.length ? "latin1" : "utf8");
}
