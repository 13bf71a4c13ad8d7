import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { onPlatform } from "#db/tenant.ts";
import { insertSession } from "#lib/auth/session-rows.ts";
import { DAY_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { readSettings } from "#lib/core/env.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import { Secret } from "#lib/core/secret.ts";
import { JOBS } from "#lib/jobs/jobs.ts";
import { runJob } from "#lib/jobs/task.ts";
import { startWorker } from "#lib/jobs/worker.ts";
import { deliverMails } from "#lib/mail/deliver-mails.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { smtpSender } from "#lib/mail/smtp.ts";
import { makeUser } from "#tests/support/factories.ts";
import { jobContext } from "#tests/support/job-context.ts";
import { type SmtpServer, startSmtpServer } from "#tests/support/smtp-server.ts";
import { TEST_PEPPERS, type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let smtp: SmtpServer;

beforeAll(async () => {
  world = await testWorld();
  smtp = await startSmtpServer();
});
afterAll(async () => {
  await world?.close();
  await smtp?.close();
});
beforeEach(async () => {
  await world.ownerSql`delete from mails`;
  smtp.received.length = 0;
  smtp.refuse = false;
});

const LINK = "http://keyhold.test/reset/averysecrettoken";
const write = (to: string) =>
  onPlatform(world.deps.db, (tx) =>
    queueMail(tx, world.clock.now(), to, { kind: "password_reset", url: LINK }),
  );
const deliver = () =>
  deliverMails(world.as("worker"), smtpSender(new Secret(smtp.url), "Keyhold <keyhold@example.test>"));

describe("mail", () => {
  it("is sent once, though two workers look at the same moment, and its text is forgotten", async () => {
    await Promise.all([write("a@example.test"), write("b@example.test")]);
    await Promise.all([deliver(), deliver()]);
    expect(smtp.received).toHaveLength(2);
    expect(smtp.received.join("\n")).toContain("Subject: Set a new password");
    const rows = await world.ownerSql`select text, html, sent_at from mails`;
    expect(rows.every(({ text, html, sent_at }) => text === "" && html === "" && sent_at)).toBe(true);
  });

  it("that is refused is tried again later, with growing waits, and given up after ten times", async () => {
    smtp.refuse = true;
    await write("c@example.test");
    expect(await deliver()).toEqual({ sent: 0, failed: 1 });
    expect(await deliver()).toEqual({ sent: 0, failed: 0 });
    world.clock.advance(MINUTE_MS);
    expect(await deliver()).toEqual({ sent: 0, failed: 1 });
    for (let attempt = 3; attempt <= 10; attempt += 1) {
      world.clock.advance(DAY_MS);
      await deliver();
    }
    const [row] = await world.ownerSql`select attempts, failed, error from mails`;
    expect(row).toMatchObject({ attempts: 10, failed: true, error: expect.stringContaining("550") });
  });

  it("is not written when the act that it tells about fails", async () => {
    const act = onPlatform(world.deps.db, async (tx) => {
      await queueMail(tx, world.clock.now(), "d@example.test", { kind: "password_reset", url: LINK });
      throw new Error("the act fails");
    });
    await expect(act).rejects.toThrow();
    const [row] = await world.ownerSql`select count(*)::int as count from mails`;
    expect(row?.count).toBe(0);
  });
});

describe("the jobs", () => {
  it("all run as the worker's role, and may be repeated", async () => {
    for (const job of [...JOBS, ...JOBS]) await runJob(job, jobContext(world));
  });

  it("sweep what has ended long ago, and nothing else", async () => {
    const user = await makeUser(world);
    const open = () =>
      onPlatform(world.deps.db, (tx) => insertSession(tx, user.id, anonymousPrincipal(), world.clock.now()));
    await open();
    world.clock.advance(61 * DAY_MS);
    const { id } = await open();
    for (const job of JOBS) await runJob(job, jobContext(world));
    const rows = await world.as("worker").db.orm.query.sessions.findMany({ columns: { id: true } });
    expect(rows).toEqual([{ id }]);
  });
});

describe("the worker", () => {
  it("starts its jobs as a role that may create nothing, sends what waits, and stops", async () => {
    await write("e@example.test");
    const worker = await startWorker(
      readSettings({
        DATABASE_URL: world.url("worker"),
        KEYHOLD_PEPPERS: TEST_PEPPERS,
        SMTP_URL: smtp.url,
        LOG_LEVEL: "silent",
      }),
    );
    try {
      await expect.poll(() => smtp.received.length, { timeout: 15_000 }).toBe(1);
      await expect.poll(doneJobs, { timeout: 20_000 }).toEqual([...JOBS].map(({ name }) => name).sort());
    } finally {
      await worker.stop();
    }
  }, 45_000);

  it("waits for a database that is not there yet, and stops all the same", async () => {
    const gone = world.url("worker").replace(/\/world_\w+/, `/gone_${randomUUID().slice(0, 8)}`);
    const worker = await startWorker(
      readSettings({ DATABASE_URL: gone, KEYHOLD_PEPPERS: TEST_PEPPERS, LOG_LEVEL: "silent" }),
    );
    await worker.stop();
  });
});

async function doneJobs(): Promise<string[]> {
  const rows =
    await world.ownerSql`select distinct name from pgboss.job where state = 'completed' order by name`;
  return rows.map(({ name }) => name);
}
