// The api process on a free port, and a program that calls it with service tokens.

import { type ApiOptions, createApi } from "#lib/api/server.ts";
import { createLog } from "#lib/core/log.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import { createToken } from "#lib/tokens/create-token.ts";
import type { CreateTokenInput } from "#lib/tokens/schemas.ts";
import { expectDocumented } from "./documented.ts";
import type { TenantRow } from "./factories.ts";
import { testSpool } from "./spool.ts";
import type { TestWorld } from "./world.ts";

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  body: any;
  text: string;
}

export interface Program {
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  secret: string;
  tokenId: string;
}

export interface Management {
  url: string;
  /** A program with a token of the platform, or of `tenant`. */
  program(options?: {
    tenant?: Pick<TenantRow, "id">;
    permissions?: CreateTokenInput["permissions"];
  }): Promise<Program>;
  /** Calls with any headers, or none. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** `egress` lets it call addresses that are not on the public internet. */
export async function startManagement(
  world: TestWorld,
  { egress, githubKeys }: Pick<ApiOptions, "egress" | "githubKeys"> = {},
): Promise<Management> {
  const deps = world.as("api");
  const log = createLog("test", "silent");
  const spool = testSpool();
  const place = { host: "127.0.0.1", port: 0, trustedProxies: [] };
  const api = await createApi({ ...place, deps, log, spool, egress, githubKeys });
  const url = `http://127.0.0.1:${api.port}`;
  const send: Management["send"] = async (method, path, body, headers = {}) => {
    await api.catchUp();
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    expectDocumented(method, path, { status: response.status, headers: response.headers, text });
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : null,
    };
  };
  return {
    url,
    send,
    async program({ tenant, permissions = ["*" as const] } = {}) {
      const input: CreateTokenInput = { name: "a program", permissions };
      const principal = systemPrincipal("the tests", tenant?.id ?? null);
      const token = tenant
        ? await createToken.execute(deps, principal, input)
        : await createPlatformToken.execute(deps, principal, input);
      const authorization = { Authorization: `Bearer ${token.secret}` };
      return {
        secret: token.secret,
        tokenId: token.id,
        call: (method, path, body, headers) => send(method, path, body, { ...authorization, ...headers }),
      };
    },
    async close() {
      await api.stop();
      spool.remove();
    },
  };
}
