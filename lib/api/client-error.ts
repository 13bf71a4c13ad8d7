// Answers what is not even HTTP, with a request id like everything else.
import type { Duplex } from "node:stream";
import { DomainError } from "#lib/core/errors.ts";
import { PROBLEM_TYPE, problemOf } from "#lib/http/problem.ts";
import { newRequestId } from "#lib/http/request-id.ts";

/** For a server's "clientError" event. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = newRequestId();
  const tooLarge = error.code === "HPE_HEADER_OVERFLOW";
  const message = tooLarge ? "The headers are too long." : "This is not a valid HTTP request.";
  const body = JSON.stringify(problemOf(new DomainError("malformed_request", message), requestId));
  socket.end(
    [
      "HTTP/1.1 400 Bad Request",
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
