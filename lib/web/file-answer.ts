// A file for a browser to save, streamed piece by piece; never kept by a cache.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

export interface FileContent {
  name: string;
  contentType: string;
  body: Iterable<string> | AsyncIterable<string>;
}

export function fileAnswer({ name, contentType, body }: FileContent): Response {
  return new Response(streamOf(body), {
    headers: {
      "Content-Type": contentType,
      "Content-Disposition": `attachment; filename="${name.replaceAll(/[^\w.-]/g, "_")}"`,
      "Cache-Control": "no-store",
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
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
