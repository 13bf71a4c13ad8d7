// Where events are sent, and what came of it.
import type { Command } from "commander";
import { invalidField } from "#lib/core/errors.ts";
import type { Page } from "#lib/core/page.ts";
import { createEndpoint } from "#lib/webhooks/create-endpoint.ts";
import { deleteEndpoint } from "#lib/webhooks/delete-endpoint.ts";
import { getDelivery } from "#lib/webhooks/get-delivery.ts";
import { getEndpoint } from "#lib/webhooks/get-endpoint.ts";
import { listDeliveries } from "#lib/webhooks/list-deliveries.ts";
import { listEndpoints } from "#lib/webhooks/list-endpoints.ts";
import { replayDelivery } from "#lib/webhooks/replay-delivery.ts";
import { replayFailed } from "#lib/webhooks/replay-failed.ts";
import { rotateSecret } from "#lib/webhooks/rotate-secret.ts";
import { testEndpoint } from "#lib/webhooks/test-endpoint.ts";
import { updateEndpoint } from "#lib/webhooks/update-endpoint.ts";
import { confirmed } from "../ask.ts";
import { type Call, display, runOwn, steps } from "../cli.ts";
import {
  showDeliveries,
  showDelivery,
  showDeliveryDetail,
  showEndpoint,
  showEndpoints,
  showSecret,
} from "../webhook-screen.ts";
import { readDuration, readList } from "../words.ts";

interface Options {
  tenant?: string;
}

interface ChangeOptions extends Options {
  url?: string;
  types?: string;
  description?: string;
  enable?: boolean;
  disable?: boolean;
}

const WHOSE = "of one tenant, by id or client id; left out, the platform's own";

export function webhooks(noun: Command): void {
  const verb = (words: string, about: string) =>
    noun.command(words).description(about).option("--tenant <tenant>", WHOSE);

  verb("list", "newest first").action(
    steps<Options>(async (call) =>
      display(call, await runOwn(call, listEndpoints, { limit: 200 }), showEndpoints),
    ),
  );

  verb("create", "have events sent to an address; the secret that signs them is shown once")
    .requiredOption("--url <address>", "where to")
    .option("--kind <kind>", "standard or slack", "standard")
    .option("--types <list>", "such as key.revoked,alert.opened; left out, all")
    .option("--description <text>", "what it is for")
    .action(
      steps<ChangeOptions & { kind: string }>(async (call) => {
        const { url, kind, types, description } = call.options;
        const input = { url, kind, types: types ? readList(types) : null, description };
        display(call, await runOwn(call, createEndpoint, input), showSecret);
      }),
    );

  verb("show <endpoint>", "one endpoint, by its id").action(
    steps<Options>(async (call) => display(call, await runOwn(call, getEndpoint, one(call)), showEndpoint)),
  );

  verb("update <endpoint>", "change what is given, leave the rest")
    .option("--url <address>", "where to")
    .option("--types <list>", "which events, or all")
    .option("--description <text>", "what it is for")
    .option("--enable", "send it events again")
    .option("--disable", "send it nothing")
    .action(
      steps<ChangeOptions>(async (call) => {
        const { url, types, description, enable, disable } = call.options;
        const chosen = types === undefined ? {} : { types: types === "all" ? null : readList(types) };
        const enabled = enable ? true : disable ? false : undefined;
        const input = { ...one(call), url, description, enabled, ...chosen };
        display(call, await runOwn(call, updateEndpoint, input), showEndpoint);
      }),
    );

  verb("rotate <endpoint>", "give it a new secret; the old one signs too for a while")
    .option("--grace <duration>", "for how long: 0s to 7d", "24h")
    .action(
      steps<Options & { grace: string }>(async (call) => {
        const graceSeconds = readDuration(call.options.grace, "grace");
        display(call, await runOwn(call, rotateSecret, { ...one(call), graceSeconds }), showSecret);
      }),
    );

  verb("test <endpoint>", "send it a message that tells of nothing").action(
    steps<Options>(async (call) => display(call, await runOwn(call, testEndpoint, one(call)), showDelivery)),
  );

  verb("deliveries <endpoint>", "what it was sent, newest first")
    .option("--status <status>", "waiting, delivered or failed")
    .option("--limit <number>", "at most 200", "50")
    .action(
      steps<Options & { status?: string; limit: string }>(async (call) => {
        const { status, limit } = call.options;
        const page: Page<Parameters<typeof showDelivery>[0]> = await runOwn(call, listDeliveries, {
          ...one(call),
          status,
          limit,
        });
        display(call, page, showDeliveries);
      }),
    );

  verb(
    "delivery <endpoint> <delivery>",
    "one message with its body, and every attempt to hand it over",
  ).action(
    steps<Options>(async (call) => {
      const input = { ...one(call), deliveryId: call.args[1] };
      display(call, await runOwn(call, getDelivery, input), showDeliveryDetail);
    }),
  );

  verb("replay <endpoint> [delivery]", "send one message again, or all that failed since a time")
    .option("--since <time>", "RFC 3339, or a duration such as 24h, for all that failed since")
    .action(
      steps<Options & { since?: string }>(async (call) => {
        const deliveryId = call.args[1];
        if (deliveryId)
          return display(
            call,
            await runOwn(call, replayDelivery, { ...one(call), deliveryId }),
            showDelivery,
          );
        const since = timeOf(call.options.since, call.now());
        const done = await runOwn(call, replayFailed, { ...one(call), since });
        display(call, done, ({ replayed }, { screen }) => screen.line(`${replayed} will be sent again`));
      }),
    );

  verb("delete <endpoint>", "end an endpoint for good")
    .option("-y, --yes", "do not ask")
    .action(
      steps<Options & { yes?: boolean }>(async (call) => {
        await confirmed(
          "It is sent nothing any more, and its log goes with it. Delete it?",
          call.options.yes,
        );
        display(call, await runOwn(call, deleteEndpoint, one(call)), showEndpoint);
      }),
    );
}

const one = ({ args }: Call<unknown>) => ({ endpointId: args[0] });

function timeOf(text: string | undefined, now: Date): string {
  if (!text) throw invalidField("since", "Name a delivery, or give --since for all that failed since then.");
  if (/^\d{4}-/.test(text)) return text;
  return new Date(now.getTime() - readDuration(text, "since") * 1_000).toISOString();
}
