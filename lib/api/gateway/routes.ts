// The gateway's paths: OpenAI's and Anthropic's own, with an issued key.
import { after } from "#lib/core/now-or-later.ts";
import { anthropicMessages } from "#lib/gateway/forms/anthropic-messages.ts";
import { openAiChat } from "#lib/gateway/forms/openai-chat.ts";
import { openAiEmbeddings } from "#lib/gateway/forms/openai-embeddings.ts";
import { translatedChat } from "#lib/gateway/forms/translated-chat.ts";
import type { FormFor } from "#lib/gateway/plan.ts";
import { relay } from "#lib/gateway/relay.ts";
import { bodyOf, broughtKey } from "#lib/gateway/request.ts";
import type { ApiRequest, Route } from "#lib/http/api-request.ts";
import { PROVIDERS } from "#lib/shared/providers.ts";
import type { ApiContext } from "../context.ts";
import { gatewayRoute } from "./gateway-route.ts";
import { listModels } from "./models.ts";

type Body = Record<string, unknown>;

export function gatewayRoutes(context: ApiContext): Route[] {
  const { gateway, deps } = context;
  const call =
    (dialect: "openai" | "anthropic", formsOf: (body: Body) => FormFor, passOn: readonly string[]) =>
    (request: ApiRequest, secret: string) =>
      after(bodyOf(context.verification, request, secret), (body) => {
        const { provider, ownKey } = broughtKey(request);
        const headers = headersOf(request, passOn);
        const modelName = body.model;
        const formFor = formsOf(body);
        return relay(gateway, request, { secret, modelName, provider, ownKey, formFor, headers, dialect });
      });
  const seconds = () => Math.floor(deps.clock().getTime() / 1_000);
  return [
    gatewayRoute(context, {
      method: "POST",
      path: "/v1/chat/completions",
      dialect: "openai",
      answer: call(
        "openai",
        (body) =>
          ({ provider }) =>
            wireOf(provider) === "anthropic" ? translatedChat(body, seconds()) : openAiChat(body),
        [],
      ),
    }),
    gatewayRoute(context, {
      method: "POST",
      path: "/v1/embeddings",
      dialect: "openai",
      answer: call(
        "openai",
        (body) =>
          ({ provider }) =>
            wireOf(provider) === "openai" ? openAiEmbeddings(body) : null,
        [],
      ),
    }),
    gatewayRoute(context, {
      method: "POST",
      path: "/v1/messages",
      dialect: "anthropic",
      answer: call(
        "anthropic",
        (body) =>
          ({ provider }) =>
            wireOf(provider) === "anthropic" ? anthropicMessages(body) : null,
        ["anthropic-version", "anthropic-beta"],
      ),
    }),
    gatewayRoute(context, {
      method: "GET",
      path: "/v1/models",
      dialect: "of caller",
      answer: (request, secret) => listModels(context, request, secret),
    }),
  ];
}

function wireOf(provider: keyof typeof PROVIDERS) {
  return PROVIDERS[provider].wire;
}

function headersOf(request: ApiRequest, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = request.header(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
