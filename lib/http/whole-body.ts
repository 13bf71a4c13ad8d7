// A body whose length was told, without a promise: most come in one piece, and are there before the stream has ended.
import type { IncomingMessage } from "node:http";

/** Calls `done` with the body as soon as all `length` bytes are there; never, when the sender leaves before. */
export function wholeBody(message: IncomingMessage, length: number, done: (body: Buffer) => void): void {
  let before: Buffer[] = [];
  let size = 0;
  message.on("data", (piece: Buffer) => {
    size += piece.length;
    if (size < length) before.push(piece);
    else {
      done(before.length === 0 ? piece : Buffer.concat([...before, piece]));
      before = [];
    }
  });
}
