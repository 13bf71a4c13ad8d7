import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resolveSession } from "#lib/auth/resolve-session.ts";
import { SESSION_IDLE_MS, SESSION_MAX_MS } from "#lib/auth/session-life.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import type { DomainError } from "#lib/core/errors.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import { makeUser, type UserRow } from "#tests/support/factories.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const PASSWORD = "plum otter violet 93";
let world: TestWorld;
let user: UserRow;
let address = 0;

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  user = await makeUser(world, { password: PASSWORD });
  address += 1;
});

const from = () => ({ requestId: "req_test", ip: `198.51.100.${address}`, userAgent: "test" });
const enter = (password = PASSWORD, device: string | null = null, email = user.email) =>
  signIn(world.deps, from(), { email, password, device });
const refusal = (attempt: Promise<unknown>): Promise<DomainError> =>
  attempt.then(
    () => expect.fail("somebody was let in"),
    (error: DomainError) => error,
  );
const session = (token: string) => resolveSession.execute(world.deps, anonymousPrincipal(), { token });

describe("signing in", () => {
  it("gives a token whose session says who it is, and keeps only its digest", async () => {
    const { token } = await enter();
    expect((await session(token.reveal()))?.user.email).toBe(user.email);
    const [row] =
      await world.ownerSql`select token_digest::text as digest from sessions order by created_at desc limit 1`;
    expect(row?.digest).not.toContain(Buffer.from(token.reveal()).toString("hex"));
  });

  it("takes the password in any normal form of Unicode and the address in any case", async () => {
    const other = await makeUser(world, { password: "ｆｕｌｌ width ﬁsh 2026" });
    const { userId } = await enter("full width fish 2026", null, other.email.toUpperCase());
    expect(userId).toBe(other.id);
  });

  it("answers an unknown address, a wrong password and a disabled account alike", async () => {
    const disabled = await makeUser(world, { password: PASSWORD, disabledAt: world.clock.now() });
    const answers = await Promise.all([
      refusal(enter(PASSWORD, null, "nobody@example.test")),
      refusal(enter("not the password")),
      refusal(enter(PASSWORD, null, disabled.email)),
    ]);
    expect(new Set(answers.map(({ code, message }) => `${code} ${message}`)).size).toBe(1);
    expect(answers[0]?.code).toBe("unauthenticated");
  });

  it("leaves a row in the audit trail, failures of known people too", async () => {
    await refusal(enter("not the password"));
    await enter();
    const rows = await world.ownerSql`
      select action, actor_label, ip from audit_entries where target_id = ${user.id} order by seq`;
    expect(rows.map((row) => row.action)).toEqual(["sign_in.refuse", "sign_in"]);
    expect(rows[1]).toMatchObject({ actor_label: user.email, ip: `198.51.100.${address}` });
  });
});

describe("guessing", () => {
  const guess = (count: number) =>
    Promise.all(Array.from({ length: count }, () => refusal(enter("a wrong guess"))));

  it("is slowed down per account, also when many guesses come at once", async () => {
    const codes = (await guess(12)).map(({ code }) => code);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(5);
    expect(codes.filter((code) => code === "too_many_attempts")).toHaveLength(7);
    const locked = await refusal(enter());
    expect(locked).toMatchObject({ code: "too_many_attempts", retryAfterSeconds: 2 });
    expect(locked.message).toContain("Try again in 2 seconds");
  });

  it("is over for the owner after the wait, and a success starts afresh", async () => {
    await guess(6);
    world.clock.advance(2_000);
    await enter();
    expect((await guess(4)).every(({ code }) => code === "unauthenticated")).toBe(true);
  });

  it("does not lock out the owner on a device that signed in before", async () => {
    const { device } = await enter();
    await guess(8);
    expect((await refusal(enter())).code).toBe("too_many_attempts");
    expect((await enter(PASSWORD, device)).userId).toBe(user.id);
  });

  it("is slowed down per address over many accounts", async () => {
    const spray = (number: number) => refusal(enter("a wrong guess", null, `someone-${number}@example.test`));
    const first = await Promise.all(Array.from({ length: 31 }, (_, number) => spray(number)));
    expect(first.every(({ code }) => code === "unauthenticated")).toBe(true);
    expect((await spray(99)).code).toBe("too_many_attempts");
  }, 60_000);
});

describe("a session", () => {
  it("ends after thirty days, and after fourteen without a visit", async () => {
    const { token } = await enter();
    world.clock.advance(SESSION_IDLE_MS - 1_000);
    expect(await session(token.reveal())).not.toBeNull();
    world.clock.advance(2_000);
    expect(await session(token.reveal())).toBeNull();
    const again = await enter();
    await world.ownerSql`update sessions set seen_at = ${new Date(world.clock.now().getTime() + SESSION_MAX_MS).toISOString()}`;
    world.clock.advance(SESSION_MAX_MS);
    expect(await session(again.token.reveal())).toBeNull();
  });
});
