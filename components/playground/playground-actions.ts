// What the playground needs from its page. Both are server actions; no secret is sent to either.
import type { Act } from "#components/form/act.ts";
import type { KeyView } from "#lib/keys/view.ts";
import type { PlanGateway } from "#lib/shared/gateway.ts";
import type { ModelCallView } from "#lib/usage/find-model-call.ts";
import type { Place } from "#lib/web/place.ts";

export interface PlaygroundActions {
  key: Act<{ keyId: string }, KeyView>;
  call: Act<{ requestId: string }, ModelCallView | null>;
}

export interface PlaygroundProps {
  place: Exclude<Place, "platform">;
  /** What the tenant's plan says of models. */
  plan: PlanGateway;
  /** Whether it is known that the tenant has stored no provider key. */
  lacksCredentials: boolean;
  /** Whether the page of provider keys may be linked to. */
  seesCredentials: boolean;
  /** Where programs call, without a trailing slash. */
  baseUrl: string;
  keyPrefix: string;
  actions: PlaygroundActions;
}
