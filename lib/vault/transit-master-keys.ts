// Master keys in a Transit engine of HashiCorp Vault or OpenBao, which never leave it.
// Paths and fields: "Transit secrets engine (API)" of either, /v1/<mount>/{keys,encrypt,decrypt}/<name>.
import { EnvelopeError } from "#lib/crypto/envelope.ts";
import { type MasterKeys, MasterKeyUnavailable } from "./master-keys.ts";

export interface TransitOptions {
  /** Such as "https://vault.internal:8200". */
  address: string;
  mount: string;
  /** The name of an aes256-gcm96 or chacha20-poly1305 key. */
  key: string;
  namespace: string | null;
  /** Asked anew when the last token is refused: an agent may have renewed it. */
  token(): Promise<string>;
}

type Data = Record<string, unknown>;

const PATIENCE_MS = 5_000;
/** Transit wants to be told what it authenticates; a text of ours serves to recognise a key by. */
const PROBE = Buffer.from("keyhold check value");
const PROBE_PLACE = Buffer.from("keyhold check value");

export function transitMasterKeys(options: TransitOptions): MasterKeys {
  const call = caller(options);
  const { mount, key } = options;
  const checkValues = new Map<number, Buffer>();

  const wrap: MasterKeys["wrap"] = async (version, plain, place) => {
    const { ciphertext } = await call("POST", `${mount}/encrypt/${key}`, {
      plaintext: plain.toString("base64"),
      associated_data: Buffer.from(place).toString("base64"),
      key_version: version,
    });
    if (versionOf(ciphertext) !== version)
      throw new MasterKeyUnavailable(`Transit encrypted under another version than ${version} of ${key}.`);
    return Buffer.from(String(ciphertext));
  };
  const unwrap: MasterKeys["unwrap"] = async (version, wrapped, place) => {
    const ciphertext = wrapped.toString();
    if (versionOf(ciphertext) !== version) throw new EnvelopeError();
    const { plaintext } = await call("POST", `${mount}/decrypt/${key}`, {
      ciphertext,
      associated_data: Buffer.from(place).toString("base64"),
    });
    return Buffer.from(String(plaintext), "base64");
  };

  return {
    kind: "transit",
    async versions() {
      const data = await call("GET", `${mount}/keys/${key}`);
      const oldest = Number(data.min_decryption_version ?? 1);
      return Object.keys(data.keys ?? {})
        .map(Number)
        .filter((version) => version >= oldest)
        .sort((a, b) => a - b);
    },
    wrap,
    unwrap,
    async checkValue(version) {
      const value = checkValues.get(version) ?? (await wrap(version, PROBE, PROBE_PLACE));
      checkValues.set(version, value);
      return value;
    },
    async matches(version, checkValue) {
      try {
        return (await unwrap(version, checkValue, PROBE_PLACE)).equals(PROBE);
      } catch (error) {
        if (error instanceof EnvelopeError) return false;
        throw error;
      }
    },
  };
}

function versionOf(ciphertext: unknown): number | null {
  const [, version] = /^vault:v(\d+):/.exec(String(ciphertext)) ?? [];
  return version ? Number(version) : null;
}

/** Answers with `data` of the answer. 400 is a ciphertext that does not open; all else is nobody to ask. */
function caller({ address, namespace, token }: TransitOptions) {
  const send = async (method: string, path: string, body?: Data) =>
    fetch(`${address}/v1/${path}`, {
      method,
      headers: {
        "X-Vault-Token": await token(),
        "X-Vault-Request": "true",
        ...(namespace ? { "X-Vault-Namespace": namespace } : {}),
        ...(body ? { "Content-Type": "application/json" } : {}),
      },
      body: body && JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  return async (method: string, path: string, body?: Data): Promise<Data> => {
    const answer = await send(method, path, body).catch(() => {
      throw new MasterKeyUnavailable(`The Transit engine at ${address} does not answer.`);
    });
    if (answer.status === 400) throw new EnvelopeError();
    if (!answer.ok) throw new MasterKeyUnavailable(sentenceOf(answer.status, address, path));
    return ((await answer.json()) as { data: Data }).data;
  };
}

function sentenceOf(status: number, address: string, path: string): string {
  if (status === 403) return `The Transit engine at ${address} does not let this token use ${path}.`;
  if (status === 404) return `The Transit engine at ${address} has no ${path}; make the key first.`;
  if (status === 503) return `The Transit engine at ${address} is sealed or not ready.`;
  return `The Transit engine at ${address} answered ${status} to ${path}.`;
}
