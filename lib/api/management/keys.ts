// The paths of issued keys.
import { pageOf } from "#lib/core/page.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { enableKey } from "#lib/keys/enable-key.ts";
import { extendRotation } from "#lib/keys/extend-rotation.ts";
import { finishRotation } from "#lib/keys/finish-rotation.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { importAnyKeys } from "#lib/keys/import-any-keys.ts";
import { importKeys } from "#lib/keys/import-keys.ts";
import { DescribedImport, ImportReport } from "#lib/keys/import-schemas.ts";
import { LimitLeft, limitsLeft } from "#lib/keys/limits-left.ts";
import { listAllKeys } from "#lib/keys/list-all-keys.ts";
import { listKeys } from "#lib/keys/list-keys.ts";
import { lookupAnyKey } from "#lib/keys/lookup-any-key.ts";
import { lookupKey } from "#lib/keys/lookup-key.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { updateKey } from "#lib/keys/update-key.ts";
import { KeyView, KeyWithSecret } from "#lib/keys/view.ts";
import { SecretCallers } from "#lib/usage/rank-callers.ts";
import { secretCallers } from "#lib/usage/secret-callers.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const KEY = { name: "Key", schema: KeyView };
const WITH_SECRET = { name: "KeyWithSecret", schema: KeyWithSecret };
const TARGET = { tag: "Keys", where: "key", params: { id: "keyId" }, answer: KEY } as const;

export const keyEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/v1/keys",
    tag: "Keys",
    summary: "Issue a key. Its secret is in this answer and never again anywhere.",
    where: "named",
    forTenant: call(createKey),
    answer: WITH_SECRET,
    status: 201,
    repeatable: true,
  },
  {
    method: "GET",
    path: "/v1/keys",
    tag: "Keys",
    summary: "List keys, newest first.",
    where: "named",
    forTenant: call(listKeys),
    forPlatform: call(listAllKeys),
    answer: { name: "KeyPage", schema: pageOf(KeyView) },
  },
  {
    method: "POST",
    path: "/v1/keys/lookup",
    tag: "Keys",
    summary: "Find the key to which a secret belongs.",
    where: "named",
    forTenant: call(lookupKey),
    forPlatform: call(lookupAnyKey),
    answer: KEY,
  },
  {
    method: "POST",
    path: "/v1/keys/import",
    tag: "Keys",
    summary:
      "Take over keys that callers hold already, as their secrets or stored hashes. Every row is answered.",
    where: "named",
    forTenant: { ...call(importKeys), input: DescribedImport },
    forPlatform: { ...call(importAnyKeys), input: DescribedImport },
    answer: { name: "ImportReport", schema: ImportReport },
    repeatable: true,
  },
  {
    ...TARGET,
    method: "GET",
    path: "/v1/keys/:id",
    summary: "Read a key.",
    forTenant: call(getKey),
  },
  {
    ...TARGET,
    method: "PATCH",
    path: "/v1/keys/:id",
    summary: "Change a key. What is left out stays as it is.",
    forTenant: call(updateKey),
  },
  {
    ...TARGET,
    method: "GET",
    path: "/v1/keys/:id/limits",
    summary: "What is left of each of a key's limits now.",
    forTenant: call(limitsLeft),
    answer: { name: "LimitsLeft", schema: pageOf(LimitLeft) },
  },
  {
    ...TARGET,
    method: "GET",
    path: "/v1/keys/:id/callers",
    summary:
      "Who called with one secret of a key in the last 24 hours: what there is to change before it ends.",
    forTenant: call(secretCallers),
    answer: { name: "SecretCallers", schema: SecretCallers },
  },
  {
    ...TARGET,
    method: "POST",
    path: "/v1/keys/:id/rotate",
    summary: "Give a key a new secret; the old one works on for graceSeconds.",
    forTenant: call(rotateKey),
    answer: WITH_SECRET,
    repeatable: true,
  },
  {
    ...TARGET,
    method: "POST",
    path: "/v1/keys/:id/rotate/finish",
    summary: "End the old secret of a rotation now.",
    forTenant: call(finishRotation),
  },
  {
    ...TARGET,
    method: "POST",
    path: "/v1/keys/:id/rotate/extend",
    summary: "Let the old secret of a rotation work for graceSeconds from now.",
    forTenant: call(extendRotation),
  },
  {
    ...TARGET,
    method: "POST",
    path: "/v1/keys/:id/disable",
    summary: "Make a key refuse until it is enabled again.",
    forTenant: call(disableKey),
  },
  {
    ...TARGET,
    method: "POST",
    path: "/v1/keys/:id/enable",
    summary: "Let a disabled key work again.",
    forTenant: call(enableKey),
  },
  {
    ...TARGET,
    method: "POST",
    path: "/v1/keys/:id/revoke",
    summary: "End a key for good.",
    forTenant: call(revokeKey),
  },
];
