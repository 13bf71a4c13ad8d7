import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAdmin } from "#lib/auth/create-admin.ts";
import { createFirstAdmin } from "#lib/auth/create-first-admin.ts";
import { findReset } from "#lib/auth/find-reset.ts";
import { firstAdminLink } from "#lib/auth/first-admin-link.ts";
import { requestReset } from "#lib/auth/request-reset.ts";
import { resetPassword } from "#lib/auth/reset-password.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import { anonymousPrincipal, systemPrincipal } from "#lib/core/principal.ts";
import { makeUser } from "#tests/support/factories.ts";
import { linkTokenTo, mailsTo } from "#tests/support/mailbox.ts";
import { browserOf } from "#tests/support/web.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const FROM = { requestId: "req_test", ip: null, userAgent: "test" };
const NOBODY = anonymousPrincipal(FROM);
const OLD = "plum otter violet 93";
const NEW = "another good pass 42";
let world: TestWorld;

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

const ask = (email: string) => requestReset.execute(world.deps, NOBODY, { email });
const use = (token: string, password = NEW) => resetPassword.execute(world.deps, NOBODY, { token, password });
const enter = (email: string, password: string) =>
  signIn(world.deps, FROM, { email, password, device: null });

describe("a password reset", () => {
  it("answers the same whether the address is known or not, and mails only the known one", async () => {
    const user = await makeUser(world, { password: OLD });
    expect(await ask(user.email)).toEqual(await ask("nobody@example.test"));
    expect(await mailsTo(world, user.email)).toBe(1);
    expect(await mailsTo(world, "nobody@example.test")).toBe(0);
  });

  it("sets the password once, ends every session, and lets a locked-out person in", async () => {
    const user = await makeUser(world, { password: OLD });
    const browser = browserOf(world, (await enter(user.email, OLD)).token.reveal());
    await ask(user.email);
    for (let guess = 0; guess < 6; guess += 1) await enter(user.email, "a wrong guess").catch(() => {});
    const token = await linkTokenTo(world, user.email);
    expect(await findReset.execute(world.deps, NOBODY, { token })).toEqual({ email: user.email });
    expect(await use(token)).toEqual({ email: user.email });
    expect(await browser.session()).toBeNull();
    await enter(user.email, NEW);
    await expect(use(token)).rejects.toMatchObject({ code: "not_found" });
  });

  it("has one link at a time, which lives for an hour", async () => {
    const user = await makeUser(world, { password: OLD });
    await ask(user.email);
    const first = await linkTokenTo(world, user.email);
    world.clock.advance(1_000);
    await ask(user.email);
    const second = await linkTokenTo(world, user.email);
    await expect(use(first)).rejects.toMatchObject({ code: "not_found" });
    world.clock.advance(HOUR_MS);
    await expect(use(second)).rejects.toMatchObject({ code: "not_found" });
  });

  it("quietly mails nothing more to one address after a few requests", async () => {
    const user = await makeUser(world, { password: OLD });
    for (let number = 0; number < 6; number += 1) await ask(user.email);
    expect(await mailsTo(world, user.email)).toBe(3);
  });

  it("keeps no link in the tables but in the mail that waits", async () => {
    const user = await makeUser(world, { password: OLD });
    await ask(user.email);
    const token = await linkTokenTo(world, user.email);
    const [row] = await world.ownerSql`
      select count(*)::int as found from one_time_links l where row_to_json(l)::text like ${`%${token}%`}`;
    expect(row?.found).toBe(0);
  });
});

describe("the first admin", () => {
  const tokenIn = (link: string | null) => /\/setup\/(\w+)$/.exec(link ?? "")?.[1] ?? "";
  const create = (own: TestWorld, token: string, email: string) =>
    createFirstAdmin.execute(own.deps, NOBODY, { token, email, name: "Ada", password: OLD });

  it("is made by a link that works once, and by no second one", async () => {
    const own = await testWorld();
    try {
      const [first, second] = [
        tokenIn(await firstAdminLink(own.deps)),
        tokenIn(await firstAdminLink(own.deps)),
      ];
      const both = await Promise.allSettled([
        create(own, first, "ada@example.test"),
        create(own, second, "eve@example.test"),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await firstAdminLink(own.deps)).toBeNull();
    } finally {
      await own.close();
    }
  });

  it("cannot be made by a link that is older than a day", async () => {
    const own = await testWorld();
    try {
      const token = tokenIn(await firstAdminLink(own.deps));
      own.clock.advance(DAY_MS);
      await expect(create(own, token, "ada@example.test")).rejects.toMatchObject({ code: "not_found" });
    } finally {
      await own.close();
    }
  });
});

describe("an admin made from the command line", () => {
  it("gets a link to choose a password when none was given", async () => {
    const made = await createAdmin.execute(world.deps, systemPrincipal("cli"), { email: "cli@example.test" });
    const token = made.passwordUrl?.split("/").at(-1) ?? "";
    await use(token);
    await enter("cli@example.test", NEW);
  });

  it("may be a locked-out person, who gets the new password and the role", async () => {
    const user = await makeUser(world, { password: OLD });
    await createAdmin.execute(world.deps, systemPrincipal("cli"), { email: user.email, password: NEW });
    const browser = browserOf(world, (await enter(user.email, NEW)).token.reveal());
    expect((await browser.session())?.user.platformRole).toBe("admin");
  });
});
