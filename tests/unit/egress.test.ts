import { createServer, type Server } from "node:http";
import { type AddressInfo, isIP, type LookupFunction } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callOut } from "#lib/core/egress/call.ts";
import { createEgress } from "#lib/core/egress/guard.ts";

/** What strangers' names resolve to. */
const NAMES: Record<string, string[]> = {
  "models.example.com": ["93.184.216.34"],
  "inside.example.com": ["10.0.0.7"],
  "two-faced.example.com": ["93.184.216.34", "127.0.0.1"],
  "mapped.example.com": ["::ffff:169.254.169.254"],
  "metadata.google.internal": ["169.254.169.254"],
  localhost: ["127.0.0.1"],
  "localhost.": ["127.0.0.1"],
  "foo.localhost": ["::1"],
};

const lookup: LookupFunction = (host, _options, callback) => {
  const addresses = NAMES[host];
  if (!addresses) return callback(Object.assign(new Error("not found"), { code: "ENOTFOUND" }), "");
  callback(
    null,
    addresses.map((address) => ({ address, family: isIP(address) })),
  );
};

const HOSTILE = [
  "https://127.0.0.1/v1",
  "https://127.1/v1",
  "https://127.0.1/v1",
  "https://2130706433/v1",
  "https://0x7f000001/v1",
  "https://0x7f.0.0.1/v1",
  "https://0177.0.0.1/v1",
  "https://017700000001/v1",
  "https://１２７.０.０.１/v1",
  "https://127。0。0。1/v1",
  "https://%31%32%37.0.0.1/v1",
  "https://0/v1",
  "https://0.0.0.0/v1",
  "https://localhost/v1",
  "https://LOCALHOST./v1",
  "https://foo.localhost/v1",
  "https://[::1]/v1",
  "https://[::]/v1",
  "https://[0:0:0:0:0:0:0:1]/v1",
  "https://[::ffff:127.0.0.1]/v1",
  "https://[::ffff:7f00:1]/v1",
  "https://[::127.0.0.1]/v1",
  "https://[64:ff9b::7f00:1]/v1",
  "https://[64:ff9b::10.0.0.1]/v1",
  "https://[64:ff9b:1::a00:1]/v1",
  "https://[2002:7f00:1::]/v1",
  "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/v1",
  "https://[fe80::1]/v1",
  "https://[fd00:ec2::254]/latest",
  "https://[fec0::1]/v1",
  "https://[ff02::1]/v1",
  "https://169.254.169.254/latest/meta-data",
  "https://2852039166/latest/meta-data",
  "https://metadata.google.internal/computeMetadata/v1",
  "https://100.64.0.1/v1",
  "https://10.0.0.1/v1",
  "https://172.16.0.1/v1",
  "https://192.168.0.1/v1",
  "https://198.18.0.1/v1",
  "https://255.255.255.255/v1",
  "https://240.0.0.1/v1",
  "https://224.0.0.1/v1",
  "https://inside.example.com/v1",
  "https://two-faced.example.com/v1",
  "https://mapped.example.com/v1",
];

/** Refused for what they are, wherever they lead. */
const MALFORMED = [
  "http://models.example.com/v1",
  "https://user@models.example.com/v1",
  "https://user:word@models.example.com/v1",
  "https://models.example.com@127.0.0.1/v1",
  "https://models.example.com/v1?key=1",
  "https://models.example.com/v1#x",
  "ftp://models.example.com/v1",
  "file:///etc/passwd",
  "gopher://127.0.0.1:6379/_INFO",
  "//models.example.com/v1",
  "models.example.com/v1",
  "https://",
  "https://nowhere.example.com/v1",
  `https://models.example.com/${"a".repeat(2_048)}`,
];

const egress = createEgress({ lookup });
const refusesToConnect = (url: string) =>
  expect(
    callOut(egress.dispatcher, { url, method: "GET", headers: {}, timeoutMs: 2_000, mostBytes: 100 }),
  ).rejects.toThrow("not allowed");

afterAll(() => egress.close());

describe("an address that a tenant gives", () => {
  it.each([...HOSTILE, ...MALFORMED])("is refused when it is saved: %s", async (url) => {
    await expect(egress.vet(url, "baseUrl")).rejects.toMatchObject({ code: "invalid_input" });
  });

  it.each(HOSTILE)("is refused when it is connected to: %s", refusesToConnect);

  it("is refused on plain http when it is connected to", () =>
    refusesToConnect("http://models.example.com/v1"));

  it("is taken when it is on the public internet, in its normal form", async () => {
    expect(await egress.vet("https://Models.Example.com:443/v1/", "baseUrl")).toBe(
      "https://models.example.com/v1",
    );
    expect(await egress.vet("https://[2606:4700::1111]/v1", "baseUrl")).toBe("https://[2606:4700::1111]/v1");
  });
});

describe("a server inside", () => {
  let server: Server;
  let port: number;
  let calls = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      calls += 1;
      if (request.url === "/away") response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
      else response.end("x".repeat(500_000));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  const get = (dispatcher: typeof egress.dispatcher, path = "/") =>
    callOut(dispatcher, {
      ...{ url: `http://rebinding.example.com:${port}${path}`, method: "GET", headers: {} },
      ...{ timeoutMs: 2_000, mostBytes: 1_000 },
    });

  it("is not reached by a name that leads elsewhere after it was vetted", async () => {
    let asked = 0;
    const rebinding: LookupFunction = (_host, _options, callback) => {
      asked += 1;
      callback(null, [{ address: asked === 1 ? "93.184.216.34" : "127.0.0.1", family: 4 }]);
    };
    const guarded = createEgress({ lookup: rebinding });
    expect(await guarded.vet(`https://rebinding.example.com:${port}`, "url")).toContain("rebinding");
    const call = { method: "GET", headers: {}, timeoutMs: 2_000, mostBytes: 100 } as const;
    await expect(
      callOut(guarded.dispatcher, { ...call, url: `https://rebinding.example.com:${port}` }),
    ).rejects.toThrow("not allowed");
    expect(calls).toBe(0);
    await guarded.close();
  });

  it("is reached where an operator allows it, answers in full measure only, and leads nowhere else", async () => {
    const inside: LookupFunction = (_host, _options, callback) =>
      callback(null, [{ address: "127.0.0.1", family: 4 }]);
    const opened = createEgress({ lookup: inside, allow: ["127.0.0.0/8"] });
    expect(await opened.vet(`http://rebinding.example.com:${port}`, "url")).toContain("http://");
    expect((await get(opened.dispatcher)).body).toHaveLength(1_000);
    expect((await get(opened.dispatcher, "/away")).status).toBe(302);
    expect(calls).toBe(2);
    await opened.close();
  });
});
