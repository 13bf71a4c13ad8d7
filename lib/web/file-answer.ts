// A file for a browser to save, streamed piece by piece; never kept by a cache.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

type Piece = string | Uint8Array;

export interface FileContent {
  name: string;
  contentType: string;
  body: Iterable<Piece> | AsyncIterable<Piece>;
  /** In bytes, where it is known before. */
  size?: number;
}

export function fileAnswer({ name, contentType, body, size }: FileContent): Response {
  return new Response(streamOf(body), {
    headers: {
      "Content-Type": contentType,
      "Content-Disposition": `attachment; filename="${name.replaceAll(/[^\w.-]/g, "_")}"`,
      "Cache-Control": "no-store",
      ...(size === undefined ? {} : { "Content-Length": String(size) }),
    },
  });
}

/** The next piece is made when the one before was taken; by then as the same request, whose answer has begun. */
function streamOf(body: FileContent["body"]): ReadableStream<Uint8Array> {
  const pieces = Symbol.asyncIterator in body ? body[Symbol.asyncIterator]() : body[Symbol.iterator]();
  const encoder = new TextEncoder();
  const inRequest = AsyncLocalStorage.snapshot();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await inRequest(() => pieces.next());
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
