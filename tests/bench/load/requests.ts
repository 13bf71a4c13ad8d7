// Request bytes, made before anything is measured.
import { readFileSync } from "node:fs";
import type { RequestSet, Target } from "./plan.ts";

/** One buffer per key, or a single one. */
export function requestsOf(set: RequestSet, target: Target): Buffer[] {
  const keys = set.keysFile ? keysOf(set.keysFile, set.keys) : [""];
  return keys.map((key) => requestOf(set, target, key));
}

function keysOf(file: string, count: number | undefined): string[] {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  if (count !== undefined && lines.length < count) throw new Error(`${file} holds only ${lines.length} keys`);
  return lines.slice(0, count);
}

function requestOf({ method, path, headers, body }: RequestSet, target: Target, key: string): Buffer {
  const fill = (text: string) => text.replace("{key}", key);
  const content = fill(body);
  const lines = Object.entries({
    Host: `${target.host}:${target.port}`,
    ...headers,
    ...(content && { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(content) }),
  }).map(([name, value]) => `${name}: ${fill(String(value))}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${content}`);
}
