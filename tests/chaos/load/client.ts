// Asks nodes over connections that are kept, with a time by which an answer counts as none.
import { Agent, request } from "node:http";

export interface Answer {
  /** 0 for none: refused, cut off, or too late. */
  status: number;
  body: ReturnType<typeof JSON.parse>;
  headers: Record<string, string | string[] | undefined>;
  /** When it was asked and answered, on performance.now(). */
  askedMs: number;
  answeredMs: number;
}

export interface Client {
  post(url: string, path: string, body: object): Promise<Answer>;
  verify(url: string, key: string, more?: object): Promise<Answer>;
  close(): void;
}

export function openClient(token: string, patienceMs = 10_000): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const post = (url: string, path: string, body: object): Promise<Answer> =>
    new Promise((resolve) => {
      const askedMs = performance.now();
      const text = JSON.stringify(body);
      const settle = (status: number, answer: string, headers: Answer["headers"] = {}) =>
        resolve({ status, body: parsed(answer), headers, askedMs, answeredMs: performance.now() });
      const asking = request(url + path, {
        agent,
        method: "POST",
        timeout: patienceMs,
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
        },
      });
      asking.once("response", (response) => {
        let answer = "";
        response.setEncoding("utf8");
        response.on("data", (piece) => {
          answer += piece;
        });
        response.once("end", () => settle(response.statusCode ?? 0, answer, response.headers));
        response.once("error", () => settle(0, ""));
        response.once("aborted", () => settle(0, ""));
      });
      asking.once("timeout", () => asking.destroy());
      asking.once("error", () => settle(0, ""));
      asking.end(text);
    });
  return {
    post,
    verify: (url, key, more = {}) => post(url, "/v1/keys/verify", { key, ...more }),
    close: () => agent.destroy(),
  };
}

function parsed(text: string): Answer["body"] {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
