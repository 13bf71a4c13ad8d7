import type { Command } from "commander";
import { changeStaffRole } from "#lib/auth/change-staff-role.ts";
import { type CreatedAdmin, createAdmin } from "#lib/auth/create-admin.ts";
import { inviteStaff } from "#lib/auth/invite-staff.ts";
import {
  listStaff,
  type StaffInvitationView,
  type StaffList,
  type StaffMember,
} from "#lib/auth/list-staff.ts";
import { removeStaff } from "#lib/auth/remove-staff.ts";
import { withdrawStaffInvitation } from "#lib/auth/withdraw-staff-invitation.ts";
import { askNewPassword, confirmed, readSecret } from "../ask.ts";
import { type Call, cli } from "../cli.ts";
import { hereOnly } from "../here-only.ts";
import { whoIs } from "../people.ts";
import { shownTime } from "../screen.ts";

interface Options {
  email: string;
  name?: string;
  passwordStdin?: boolean;
}

interface Role {
  role: string;
}

export function users(noun: Command): void {
  hereOnly(noun.command("create-admin"))
    .description("make a platform admin, or let one in again; without a password it gives a link to set one")
    .requiredOption("--email <address>", "whom")
    .option("--name <name>", "how they are called")
    .option("--password-stdin", "take the password from stdin")
    .action(
      cli(createAdmin, {
        async input({ options }: Call<Options>) {
          const password = options.passwordStdin ? await readSecret("password") : await askNewPassword();
          return { email: options.email, name: options.name, password: password ?? undefined };
        },
        show: showAdmin,
      }),
    );

  noun
    .command("list")
    .description("who belongs to the platform, and who is invited to it")
    .action(cli(listStaff, { input: () => ({}), show: showStaff }));

  noun
    .command("invite <email>")
    .description("mail somebody a link by which they join the staff; it works once, for seven days")
    .requiredOption(...ROLE)
    .action(
      cli(inviteStaff, {
        input: ({ args, options }: Call<Role>) => ({ email: args[0], platformRole: options.role }),
        show: showInvitation,
      }),
    );

  noun
    .command("change-role <user>")
    .description("make one of the staff, by id or e-mail, an admin or support")
    .requiredOption(...ROLE)
    .action(
      cli(changeStaffRole, {
        input: async (call: Call<Role>) => ({ userId: await staffIn(call), platformRole: call.options.role }),
        show: showMember,
      }),
    );

  noun
    .command("remove <user>")
    .description("take somebody, by id or e-mail, off the staff; they stay a member of their tenants")
    .option("-y, --yes", "do not ask")
    .action(
      cli(removeStaff, {
        async input(call: Call<{ yes?: boolean }>) {
          await confirmed(
            `${call.args[0]} will see nothing of the platform any more. Remove them?`,
            call.options.yes,
          );
          return { userId: await staffIn(call) };
        },
        show: showMember,
      }),
    );

  noun
    .command("withdraw <invitation>")
    .description("make an invitation to the platform, by id or e-mail, useless")
    .action(
      cli(withdrawStaffInvitation, {
        input: async (call: Call<unknown>) => ({
          invitationId: await whoIs(call.args[0], "invitation", async () => (await listed(call)).invitations),
        }),
        show: showInvitation,
      }),
    );
}

const ROLE = ["--role <role>", "admin or support"] as const;

const listed = (call: Call<unknown>) => call.run(listStaff, {});

const staffIn = (call: Call<unknown>) =>
  whoIs(call.args[0], "member of staff", async () => (await listed(call)).items);

function showStaff({ items, invitations }: StaffList, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "NAME", "E-MAIL", "ROLE", "SINCE", "LAST SEEN"],
    [
      ...items.map((one) => [
        ...[one.id, one.name, one.email, one.platformRole],
        ...[shownTime(one.createdAt), shownTime(one.seenAt) ?? "never"],
      ]),
      ...invitations.map(({ id, email, platformRole, expiresAt }) => [
        ...[id, null, email, platformRole, null],
        `invited until ${shownTime(expiresAt)}`,
      ]),
    ],
  );
}

function showMember({ id, name, email, platformRole }: StaffMember, { screen }: Call<unknown>): void {
  screen.card([
    ["id", id],
    ["name", name],
    ["e-mail", email],
    ["role", platformRole],
  ]);
}

function showInvitation(invitation: StaffInvitationView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", invitation.id],
    ["e-mail", invitation.email],
    ["role", invitation.platformRole],
    ["until", shownTime(invitation.expiresAt)],
  ]);
}

function showAdmin(admin: CreatedAdmin, { screen }: Call<unknown>): void {
  screen.card([
    ["id", admin.id],
    ["email", admin.email],
    ["name", admin.name],
  ]);
  if (!admin.passwordUrl) return;
  screen.note("A link to set the password; it works once, for a day:");
  screen.line(admin.passwordUrl);
}
