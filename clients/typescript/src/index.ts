// The public names of the package.
export { Keyhold, type KeyholdOptions } from "./client.ts";
export {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  KeyholdError,
  NotFoundError,
  RateLimitedError,
  UnauthenticatedError,
  UnavailableError,
} from "./errors.ts";
export { type Caller, type Guarded, guard, type Rule } from "./guard.ts";
export type * from "./types.ts";
export type { UsageOptions } from "./usage-buffer.ts";
export type { CacheOptions } from "./verify-cache.ts";
