// A company that signs people in: OpenID Connect Core 1.0, code flow, under an issuer with a path.
// It vouches at once for whoever `person` says, without asking.
import { createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface OidcProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Whom it vouches for. */
  person: { email: string; email_verified: boolean; name: string };
  close(): Promise<void>;
}

export async function startOidcProvider(): Promise<OidcProvider> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" };
  const nonces = new Map<string, string>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const provider: OidcProvider = {
    issuer: `http://127.0.0.1:${port}/realms/acme`,
    clientId: "keyhold",
    clientSecret: "a secret between the two",
    person: { email: "nobody@example.test", email_verified: true, name: "Nobody" },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", provider.issuer);
    const path = url.pathname.replace("/realms/acme", "");
    if (path === "/.well-known/openid-configuration") return send(response, discovery(provider.issuer));
    if (path === "/jwks") return send(response, { keys: [jwk] });
    if (path === "/auth") return sendBack(url, response);
    if (path !== "/token") return void response.writeHead(404).end();
    const form = new URLSearchParams(await bodyOf(request));
    send(response, {
      access_token: randomUUID(),
      token_type: "Bearer",
      id_token: idToken(nonces.get(form.get("code") ?? "")),
    });
  }

  function sendBack(url: URL, response: ServerResponse): void {
    const code = randomUUID();
    nonces.set(code, url.searchParams.get("nonce") ?? "");
    const back = new URL(url.searchParams.get("redirect_uri") ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", url.searchParams.get("state") ?? "");
    response.writeHead(302, { location: back.href }).end();
  }

  function idToken(nonce: string | undefined): string {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, exp: now + 300 };
    const { person, issuer: iss, clientId: aud } = provider;
    const claims = { ...person, sub: person.email, iss, aud, nonce, ...times };
    const signed = `${encode({ alg: "RS256", kid: "one" })}.${encode(claims)}`;
    return `${signed}.${createSign("sha256").update(signed).sign(privateKey, "base64url")}`;
  }

  return provider;
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
