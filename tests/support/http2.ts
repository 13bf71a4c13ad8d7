// One call over HTTP/2 without TLS, to a server that one may begin with it.
import { connect } from "node:http2";
import { text } from "node:stream/consumers";

export interface Http2Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

/** POSTs `body` on a connection of its own. Names of headers are lower-case. */
export async function postOverHttp2(
  url: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<Http2Answer> {
  const session = connect(url);
  try {
    return await new Promise<Http2Answer>((resolve, reject) => {
      session.once("error", reject);
      const stream = session.request({ ":method": "POST", ":path": path, ...headers });
      stream.once("error", reject);
      stream.once("response", ({ ":status": status, ...told }) =>
        text(stream).then((said) => resolve({ status: status ?? 0, headers: told, text: said }), reject),
      );
      stream.end(body);
    });
  } finally {
    session.destroy();
  }
}
