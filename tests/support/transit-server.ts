// A Transit engine as HashiCorp Vault and OpenBao document it: keys that are made, rotated and configured, encrypt and
// decrypt with associated data, tokens, and the answers to what is wrong.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface TransitServer {
  /** Without a trailing slash. */
  url: string;
  /** Its only good token; change it and the old one is refused. */
  token: string;
  sealed: boolean;
  /** Paths that were asked for. */
  asked: string[];
  rotate(): void;
  /** Refuses what was encrypted under older versions. */
  setOldest(version: number): void;
  close(): void;
}

type Fields = Record<string, unknown>;

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** An engine at "transit" with one key, "keyhold". */
export async function startTransitServer(): Promise<TransitServer> {
  const versions = [randomBytes(32)];
  let oldest = 1;
  const server = createServer((request, response) => void answer(request, response));
  const transit: TransitServer = {
    url: "",
    token: `hvs.${randomBytes(12).toString("hex")}`,
    sealed: false,
    asked: [],
    rotate: () => void versions.push(randomBytes(32)),
    setOldest: (version) => {
      oldest = version;
    },
    close: () => server.close(),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").replace("/v1/", "");
    transit.asked.push(`${request.method} ${path}`);
    try {
      if (transit.sealed) throw new Refusal(503, "Vault is sealed");
      if (request.headers["x-vault-token"] !== transit.token) throw new Refusal(403, "permission denied");
      const fields = request.method === "POST" ? ((await json(request)) as Fields) : {};
      const data = act(`${request.method} ${path}`, fields);
      respond(response, 200, {
        request_id: randomBytes(8).toString("hex"),
        lease_id: "",
        renewable: false,
        data,
      });
    } catch (error) {
      const { status = 500, message } = error as Refusal;
      respond(response, status, { errors: message ? [message] : [] });
    }
  }

  function act(call: string, fields: Fields): Fields {
    if (call === "GET transit/keys/keyhold") return keyAsItIs();
    if (call === "POST transit/encrypt/keyhold") return encrypt(fields);
    if (call === "POST transit/decrypt/keyhold") return decrypt(fields);
    throw new Refusal(404, "");
  }

  const keyAsItIs = () => ({
    type: "aes256-gcm96",
    name: "keyhold",
    keys: Object.fromEntries(versions.map((_, index) => [String(index + 1), 1_442_851_412])),
    latest_version: versions.length,
    min_decryption_version: oldest,
    min_encryption_version: 0,
    exportable: false,
    deletion_allowed: false,
  });

  function encrypt({ plaintext, associated_data = "", key_version = versions.length }: Fields): Fields {
    const key = versions[Number(key_version) - 1];
    if (!key)
      throw new Refusal(400, "requested version for encryption is higher than the latest key version");
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(fromBase64(associated_data));
    const body = [nonce, cipher.update(fromBase64(plaintext)), cipher.final(), cipher.getAuthTag()];
    return {
      ciphertext: `vault:v${key_version}:${Buffer.concat(body).toString("base64")}`,
      key_version: Number(key_version),
    };
  }

  function decrypt({ ciphertext, associated_data = "" }: Fields): Fields {
    const [, version, encoded] = /^vault:v(\d+):(.+)$/.exec(String(ciphertext)) ?? [];
    const key = versions[Number(version) - 1];
    if (!encoded || !key) throw new Refusal(400, "invalid ciphertext: no prefix");
    if (Number(version) < oldest)
      throw new Refusal(400, "ciphertext or signature version is disallowed by policy (too old)");
    const bytes = Buffer.from(encoded, "base64");
    try {
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
      decipher.setAAD(fromBase64(associated_data)).setAuthTag(bytes.subarray(-16));
      const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
      return { plaintext: plain.toString("base64") };
    } catch {
      throw new Refusal(400, "cipher: message authentication failed");
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  transit.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return transit;
}

const fromBase64 = (text: unknown) => Buffer.from(String(text), "base64");

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
