// Every error in the words of whoever has to mend it. A code that is not explained does not compile.
import type { ErrorCode } from "#lib/core/errors.ts";
import type { Explanation } from "./explanation.ts";

export const EXPLAINED_ERRORS: Record<ErrorCode, Explanation> = {
  malformed_request: {
    means: "The request is not formed as HTTP or JSON wants it, so nothing of it was looked at.",
    because: [
      "The body is empty, is not valid JSON, or ended too early.",
      "Authorization and X-API-Key carry two different keys.",
      "A key stands in the query string, where logs would keep it.",
    ],
    remedy: [
      "Read detail: it names what could not be read.",
      "Send one JSON object, and one key in one header. Replace a key that stood in an address.",
      "Sending the same request again changes nothing.",
    ],
    detail: "The body is not valid JSON.",
  },
  unauthenticated: {
    means: "Keyhold does not know who asks.",
    because: [
      "There is no Authorization header, or it does not begin with Bearer.",
      "The service token was revoked, has expired, or was cut short when it was copied.",
      "An issued key was sent where a service token is needed, or the other way round.",
    ],
    remedy: [
      "Management, verification and usage want a service token; /v1/authorize, /v1/me and the gateway want the holder's own key.",
      "Make a new token with `keyhold tokens create`, and replace the old one where your service keeps it.",
    ],
    detail: "Send a service token in Authorization: Bearer.",
  },
  confirmation_needed: {
    means: "It is more than ten minutes since the person proved who they are, and this is a sensitive act.",
    because: ["The session is old. Programs with tokens, and the command line, are never asked."],
    remedy: ["Give the password or sign in again as the dashboard asks. Nothing was done until then."],
    detail:
      "Nothing was done: it is more than ten minutes since you proved who you are. Do it again, then try once more.",
  },
  forbidden: {
    means: "Keyhold knows who asks, and they may not do this.",
    because: [
      "The token or the member's role lacks the permission that detail names.",
      "The tenant of the token is suspended.",
      "Members may change only keys that they made themselves, unless their role says more.",
    ],
    remedy: [
      "The reference at /docs names the permission that each path needs.",
      "Make a token that has it, or ask an owner of the tenant or the platform's staff.",
    ],
    detail: "This needs the permission keys:write.",
  },
  not_found: {
    means: "It does not exist, or whoever asks may not know that it does: the answer is the same.",
    because: [
      "The id has a mistake, or belongs to another tenant.",
      "The path has a mistake: there is nothing at it.",
      "A link was used already, was revoked, or has run out.",
    ],
    remedy: [
      "Compare path and id with what made it. A tenant's token sees its own tenant alone.",
      "With a platform token, name the tenant that the thing belongs to.",
    ],
    detail: "There is no such key.",
  },
  method_not_allowed: {
    means: "There is something at this path, but not under this method.",
    because: ["GET was sent where POST is meant, or a redirect turned a POST into a GET."],
    remedy: ["The Allow header lists what is possible.", "Call https at once if your proxy redirects http."],
    detail: "GET is not possible here. Use POST.",
  },
  conflict: {
    means: "The request is fine, but clashes with how things are now. Nothing was changed.",
    because: [
      "Something with this name, address or secret exists already.",
      "The key was revoked, which is final.",
      "The same thing is being changed already: a rotation is under way.",
    ],
    remedy: ["Read the thing again, then decide whether what you wanted has been done already."],
    detail: "This key was revoked, and that is final. Make a new one.",
  },
  request_in_flight: {
    means: "A request with this Idempotency-Key is still being worked on.",
    because: ["Your client gave up waiting and repeated the request while the first one went on."],
    remedy: [
      "Wait a moment, then send the same request with the same Idempotency-Key: you get the first one's answer.",
    ],
    detail: "The same request is still being worked on. Try again shortly.",
  },
  payload_too_large: {
    means: "The body has more bytes than this path takes.",
    because: ["Too many usage events or rows of an import were put into one request."],
    remedy: ["Send them in portions. The command line and the clients do so by themselves."],
    detail: "The body may have at most 1048576 bytes.",
  },
  unsupported_media_type: {
    means: "The body is not sent as JSON.",
    because: [
      "Content-Type is missing, or is that of a form, which curl -d sends unless it is told otherwise.",
    ],
    remedy: ["Send Content-Type: application/json, and JSON."],
    detail: "Send the body as JSON, with Content-Type: application/json.",
  },
  invalid_input: {
    means: "The request was read, and something in it cannot be as it is. Nothing was changed.",
    because: [
      "A field is missing, has the wrong type, or is outside of what is allowed.",
      "A field has a name that this path does not know; it is refused, so that a slip does not pass unnoticed.",
    ],
    remedy: [
      "fields says of each wrong field, by its path, what is wrong with it. Mend those and send it again.",
    ],
    detail: "cost: Too small: expected number to be >=0",
  },
  idempotency_mismatch: {
    means: "This Idempotency-Key was used within 24 hours with another path or another body.",
    because: ["A constant is used as the key, or the body was changed between two tries."],
    remedy: [
      "Use a new Idempotency-Key for each thing that you want done, and the same one only to repeat it.",
    ],
    detail: "This Idempotency-Key was used with another request. Use a new one.",
  },
  too_many_attempts: {
    means: "Somebody tries too often, and is slowed down so that nothing can be guessed.",
    because: [
      "Several wrong passwords for one account, or from one address.",
      "Usage was reported for many keys that are not known.",
    ],
    remedy: [
      "Wait for as many seconds as Retry-After says.",
      "Report usage by keyId, rather than by the key.",
    ],
    detail: "Too many attempts. Try again in 30 seconds.",
  },
  internal: {
    means: "Something in Keyhold went wrong that it did not foresee.",
    because: ["A mistake in Keyhold. The log of the process has its cause, under requestId."],
    remedy: [
      "Repeat it; a creation with the same Idempotency-Key makes nothing twice.",
      "If it stays, look for requestId in the log, and run `keyhold doctor`.",
    ],
    detail: "Something went wrong on our side.",
  },
  unavailable: {
    means: "Keyhold cannot do this right now, and did not do it.",
    because: [
      "The database cannot be reached, or does not answer in time.",
      "The process starts or ends; or, behind the dashboard's port, the api is not running.",
      "Usage cannot be kept: the disk of the spool is full.",
    ],
    remedy: [
      "Try again after as many seconds as Retry-After says.",
      "Look at /readyz of each api process, and run `keyhold doctor`.",
      "Decide in your service whether calls wait, fail or pass meanwhile: the clients want to be told.",
    ],
    detail: "The database cannot be reached right now.",
  },
};
