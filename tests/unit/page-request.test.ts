import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { readSettings } from "#lib/core/env.ts";
import { pageRequests } from "#lib/web/page-request.ts";

function prepared(env: Record<string, string>, headers: Record<string, string> = {}) {
  const req = new IncomingMessage(new Socket());
  Object.assign(req.headers, headers);
  const res = new ServerResponse(req);
  pageRequests(readSettings(env))(req, res);
  return { req, res };
}

const nonceIn = (policy: unknown) => /'nonce-([^']+)'/.exec(String(policy))?.[1];

test("what only Next may say is dropped when a caller says it", () => {
  const { req } = prepared(
    {},
    {
      "x-middleware-subrequest": "proxy",
      "x-middleware-set-cookie": "a=1",
      "x-nextjs-data": "1",
      "x-matched-path": "/admin",
      "x-invoke-path": "/admin",
      "next-resume": "1",
      accept: "text/html",
      rsc: "1",
    },
  );
  const internal = Object.keys(req.headers).filter((name) =>
    /middleware|nextjs|matched|invoke|resume/.test(name),
  );
  expect(internal).toEqual([]);
  expect(req.headers).toMatchObject({ accept: "text/html", rsc: "1" });
});

test("page, answer and policy agree on a nonce that is new each time and not the caller's", () => {
  const first = prepared({}, { "x-nonce": "mine", "content-security-policy": "script-src 'nonce-mine'" });
  const second = prepared({});
  const nonce = nonceIn(first.res.getHeader("content-security-policy"));
  expect(first.req.headers["x-nonce"]).toBe(nonce);
  expect(nonceIn(first.req.headers["content-security-policy"])).toBe(nonce);
  expect(Buffer.from(nonce ?? "", "base64")).toHaveLength(16);
  expect(second.req.headers["x-nonce"]).not.toBe(nonce);
});

test("the host that Next compares origins with is the configured one", () => {
  const { req } = prepared(
    { PUBLIC_URL: "https://keys.example.com" },
    {
      host: "10.0.0.5:3000",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
    },
  );
  expect(req.headers).toMatchObject({ "x-forwarded-host": "keys.example.com", "x-forwarded-proto": "https" });
});

test("pages may not be framed, and scripts without the nonce do not run", () => {
  const { res } = prepared({});
  const policy = String(res.getHeader("content-security-policy"));
  expect(policy).toContain("frame-ancestors 'none'");
  expect(/script-src [^;]*/.exec(policy)?.[0]).not.toMatch(/unsafe-(inline|eval)/);
});

test("HSTS is sent only where the dashboard is reached by https", () => {
  expect(prepared({}).res.hasHeader("strict-transport-security")).toBe(false);
  const secure = prepared({ PUBLIC_URL: "https://keys.example.com" });
  expect(secure.res.getHeader("strict-transport-security")).toMatch(/^max-age=\d{8}/);
});
