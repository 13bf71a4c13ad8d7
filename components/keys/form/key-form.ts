// What the key form holds, and what of it is sent. Names follow the contract, so that the server's field errors find their field.
import { type Expiry, expiryInput } from "#components/keys/form/expiry.ts";
import {
  type LimitDraft,
  limitDraft,
  limitInput,
  type PerRequestDraft,
  perRequestDrafts,
  perRequestOf,
} from "#components/limits/limit-draft.ts";
import type { CreateKeyInput } from "#lib/keys/schemas.ts";
import type { KeyView } from "#lib/keys/view.ts";
import type { PlanView } from "#lib/plans/view.ts";
import type { Environment } from "#lib/shared/outcomes.ts";

/** What a key gets from the plan of its tenant unless it says otherwise. */
export type PlanDefaults = Pick<
  PlanView,
  "name" | "scopes" | "limits" | "perRequest" | "maxExpiryDays" | "allowsNeverExpiring"
>;

export interface KeyFormValues {
  name: string;
  environment: Environment;
  expiry: Expiry;
  /** Null in the next three: what the plan says. */
  scopes: string[] | null;
  limits: LimitDraft[] | null;
  perRequest: PerRequestDraft[] | null;
  ownerEmail: string;
  /** Addresses and CIDR blocks, one a line. */
  ipAllow: string;
  tags: string[];
  /** A JSON object. */
  metadata: string;
  demo: boolean;
  /** From an earlier system; counted apart. */
  legacy: boolean;
  /** Chosen by the person; empty for a generated one. */
  secret: string;
}

/** The part of the form that both creating and editing send. Throws MetadataError. */
export function sharedInput(values: KeyFormValues) {
  return {
    name: values.name.trim(),
    scopes: values.scopes,
    limits: values.limits?.map(limitInput) ?? null,
    perRequest: values.perRequest ? perRequestOf(values.perRequest) : null,
    ownerEmail: values.ownerEmail.trim() || null,
    ipAllow: linesOf(values.ipAllow),
    tags: values.tags,
    metadata: parseMetadata(values.metadata),
    demo: values.demo,
    legacy: values.legacy,
  };
}

/** What is sent to create a key. Throws MetadataError. */
export function createInput(values: KeyFormValues) {
  return {
    ...sharedInput(values),
    environment: values.environment,
    ...expiryInput(values.expiry),
    ...(values.secret ? { secret: values.secret } : {}),
  };
}

/** A form that holds what the key is now. */
export function formOf(view: KeyView): KeyFormValues {
  return {
    name: view.name,
    environment: view.environment,
    expiry: { preset: "keep", date: "" },
    scopes: view.inherits.scopes ? null : view.scopes,
    limits: view.inherits.limits ? null : view.limits.filter(({ per }) => !per).map(limitDraft),
    perRequest: view.inherits.perRequest ? null : perRequestDrafts(view.perRequest),
    ownerEmail: view.ownerEmail ?? "",
    ipAllow: view.ipAllow.join("\n"),
    tags: view.tags,
    metadata: Object.keys(view.metadata).length > 0 ? JSON.stringify(view.metadata, null, 2) : "",
    demo: view.demo,
    legacy: view.legacy,
    secret: "",
  };
}

/** Says in which line the metadata stops being a JSON object. */
export class MetadataError extends Error {}

type Metadata = NonNullable<CreateKeyInput["metadata"]>;

export function parseMetadata(text: string): Metadata {
  if (text.trim() === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new MetadataError(`This is not JSON: ${error instanceof Error ? error.message : "unreadable"}.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new MetadataError('Metadata is a JSON object, such as {"team": "growth"}.');
  return value as Metadata;
}

/** The control of the form at which the server's message for `path` is shown. */
export function controlOf(path: string): string {
  if (path === "expiresInDays" || path === "expiresAt") return "expiry";
  const [head = ""] = path.split(".");
  return ["scopes", "ipAllow", "tags", "metadata"].includes(head) ? head : path;
}

function linesOf(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter(Boolean);
}
