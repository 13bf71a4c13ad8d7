import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDomainError } from "#lib/core/driver-errors.ts";
import { DomainError, ERRORS, invalidField, notFound } from "#lib/core/errors.ts";

/** An error as postgres.js throws it, inside the wrapper that Drizzle puts around it. */
function driverError(code: string, secret: string, constraint?: string): Error {
  const fault = Object.assign(new Error(`duplicate key value: ${secret}`), {
    code,
    constraint_name: constraint,
    detail: `Key (digest)=(${secret}) already exists.`,
    parameters: [secret],
    query: `insert into secrets values ('${secret}')`,
  });
  return Object.assign(new Error(`Failed query: insert … params: ${secret}`, { cause: fault }), {
    query: "insert …",
    params: [secret],
  });
}

/** Everything that a careless logger could get out of an error. */
function allOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  const own = Object.getOwnPropertyNames(error).map((name) => [name, Reflect.get(error, name)] as const);
  return own
    .map(([name, value]) => `${name}=${value instanceof Error ? allOf(value) : JSON.stringify(value)}`)
    .join("\n");
}

describe("a driver's error", () => {
  it("never carries a bound parameter onwards, in message, fields or cause", () => {
    const code = fc.constantFrom("23505", "23503", "22P02", "42501", "57P01", "ECONNREFUSED", "XX000");
    const constraint = fc.constantFrom(undefined, "users_email", "secrets_digest", "unheard_of");
    fc.assert(
      fc.property(code, fc.uuid(), constraint, (itsCode, secret, name) => {
        for (const error of [driverError(itsCode, secret, name), driverError(itsCode, secret, name).cause]) {
          const translated = toDomainError(error);
          expect(translated).toBeInstanceOf(DomainError);
          expect(allOf(translated)).not.toContain(secret);
        }
      }),
    );
  });

  it("of a wrapper without a cause that has a code is hidden as well", () => {
    const error = Object.assign(new Error("Failed query: select 'p4ss'"), { query: "select 'p4ss'" });
    expect(allOf(toDomainError(error))).not.toContain("p4ss");
  });

  it("says what exists already, and why a database that is away could not answer", () => {
    expect(toDomainError(driverError("23505", "x", "users_email"))).toMatchObject({
      code: "conflict",
      message: "A user with this e-mail address exists already.",
    });
    expect(toDomainError(driverError("23505", "x", "unheard_of"))).toMatchObject({ code: "conflict" });
    expect(toDomainError(driverError("57P01", "x"))).toMatchObject({ code: "unavailable" });
    expect(toDomainError(driverError("ECONNREFUSED", "x"))).toMatchObject({ code: "unavailable" });
    expect(toDomainError(driverError("42P01", "x"))).toMatchObject({ code: "internal" });
  });

  it("that is a DomainError already comes back as it is", () => {
    const error = notFound("key");
    expect(toDomainError(error)).toBe(error);
  });

  it("of any other kind says nothing of what it was", () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        expect(toDomainError(thrown)).toMatchObject({
          code: "internal",
          message: "Something went wrong on our side.",
        });
      }),
    );
  });
});

describe("the table of errors", () => {
  it("gives each code an HTTP status, an exit code and a title of its own", () => {
    for (const { status, exit, title } of Object.values(ERRORS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect([2, 3, 4, 5, 6]).toContain(exit);
      expect(title).toMatch(/^[A-Z]/);
    }
    const titles = Object.values(ERRORS).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("names the field in the message and in the fields", () => {
    expect(invalidField("limits.0.window", "Choose one.")).toMatchObject({
      code: "invalid_input",
      message: "limits.0.window: Choose one.",
      fields: { "limits.0.window": "Choose one." },
    });
  });
});
