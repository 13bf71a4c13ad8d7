// What a connection's reader remembers of a head changes how fast the next request is read, and nothing else.
import fc from "fast-check";
import { expect, it } from "vitest";
import { plainRequestReaders } from "#lib/api/wire/plain-request.ts";

const newReader = plainRequestReaders(["/fast", "/other"]);

const path = fc.constantFrom("/fast", "/other", "/fas", "/fast/");
const token = fc.constantFrom("t1", "t2", "t1 x");
const body = fc.constantFrom("{}", "[]", "{ }", "ü", '{"a":1}', "");
const extra = fc.constantFrom(
  "",
  "X-A: 1\r\n",
  "Connection: close\r\n",
  "connection: keep-alive\r\n",
  "Te: x\r\n",
);
const request = fc
  .record({ path, token, body, extra, cut: fc.nat(12), behind: fc.constantFrom("", "POST /fast", "G") })
  .map(({ path: where, token: who, body: text, extra: line, cut, behind }) => {
    const head = `POST ${where} HTTP/1.1\r\nHost: a\r\n${line}Authorization: Bearer ${who}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n`;
    const whole = Buffer.from(head + text);
    return cut > 6 ? Buffer.concat([whole, Buffer.from(behind)]) : whole.subarray(0, whole.length - cut);
  });

it("on one connection every request is read as on one of its own", () => {
  fc.assert(
    fc.property(fc.array(request, { minLength: 1, maxLength: 12 }), (requests) => {
      const reader = newReader();
      for (const bytes of requests) expect(reader(bytes)).toEqual(newReader()(bytes));
    }),
  );
});
