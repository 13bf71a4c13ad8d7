// Providers are spoken to over TLS, by whoever proves to have the name that was asked for.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo, LookupFunction } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEgress, type Egress } from "#lib/core/egress/guard.ts";
import { type Connections, createConnections } from "#lib/gateway/wire/connections.ts";

/** Of models.example.test alone; its private key is no secret. */
const IDENTITY = readFileSync(new URL("../fixtures/models.example.test.pem", import.meta.url), "utf8");

const server = createServer({ key: IDENTITY, cert: IDENTITY }, (request, response) => {
  request.resume().on("end", () => response.write("in "));
  request.on("end", () => setImmediate(() => response.end(`pieces over ${request.httpVersion}`)));
});
const trusted = getCACertificates("default");
let egress: Egress;
let connections: Connections;

beforeAll(async () => {
  setDefaultCACertificates([...trusted, IDENTITY.slice(IDENTITY.indexOf("-----BEGIN CERTIFICATE"))]);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const lookup: LookupFunction = (_, { all }, done) =>
    all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);
  egress = createEgress({ allow: ["127.0.0.0/8"], lookup });
  connections = createConnections(egress.connect, () => performance.now());
});
afterAll(async () => {
  connections.close();
  await egress.close();
  server.close();
  setDefaultCACertificates(trusted);
});

function ask(hostname: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const host = `${hostname}:${port}`;
  return new Promise((resolve, reject) => {
    let body = "";
    connections.send(
      { origin: `https://${host}`, protocol: "https:", host, hostname, port: String(port) },
      { text: `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\n\r\n{}`, encoding: "latin1" },
      {
        head() {},
        piece(bytes) {
          body += String(bytes);
        },
        end: (error) => (error ? reject(error) : resolve(body)),
      },
    );
  });
}

it("one who has the name is answered by, twice on one connection", async () => {
  let sockets = 0;
  server.on("secureConnection", () => {
    sockets += 1;
  });
  expect([await ask("models.example.test"), await ask("models.example.test")]).toEqual([
    "in pieces over 1.1",
    "in pieces over 1.1",
  ]);
  expect(sockets).toBe(1);
});

it("one who has another name is not spoken to", async () => {
  let requests = 0;
  server.on("request", () => {
    requests += 1;
  });
  await expect(ask("models.example.org")).rejects.toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  expect(requests).toBe(0);
});
