// The people of a tenant. Whoever is invited is mailed a link, which is shown to nobody else.
import type { Command } from "commander";
import { changeMemberRole } from "#lib/members/change-member-role.ts";
import { inviteMember } from "#lib/members/invite-member.ts";
import {
  type InvitationView,
  listMembers,
  type MemberList,
  type MemberView,
} from "#lib/members/list-members.ts";
import { removeMember } from "#lib/members/remove-member.ts";
import { withdrawInvitation } from "#lib/members/withdraw-invitation.ts";
import { confirmed } from "../ask.ts";
import { type Call, cli } from "../cli.ts";
import { whoIs } from "../people.ts";
import { shownTime } from "../screen.ts";

interface Tenant {
  tenant: string;
}

const tenant = ({ options, tenantId }: Call<Tenant>) => tenantId(options.tenant);
const ROLE = ["--role <role>", "owner, admin, developer or viewer"] as const;

export function members(noun: Command): void {
  const verb = (words: string, about: string) =>
    noun.command(words).description(about).requiredOption("--tenant <tenant>", "by id or client id");

  verb("list", "who belongs to a tenant, and who is invited").action(
    cli(listMembers, { tenant, input: () => ({}), show: showMembers }),
  );

  verb("invite <email>", "mail somebody a link by which they join; it works once, for seven days")
    .requiredOption(...ROLE)
    .action(
      cli(inviteMember, {
        tenant,
        input: ({ args, options }: Call<Tenant & { role: string }>) => ({
          email: args[0],
          role: options.role,
        }),
        show: showInvitation,
      }),
    );

  verb("change-role <member>", "give a member, by id or e-mail, another role")
    .requiredOption(...ROLE)
    .action(
      cli(changeMemberRole, {
        tenant,
        input: async (call: Call<Tenant & { role: string }>) => ({
          userId: await memberIn(call),
          role: call.options.role,
        }),
        show: showMember,
      }),
    );

  verb("remove <member>", "take a member, by id or e-mail, out of a tenant; their keys stay")
    .option("-y, --yes", "do not ask")
    .action(
      cli(removeMember, {
        tenant,
        async input(call: Call<Tenant & { yes?: boolean }>) {
          await confirmed(
            `${call.args[0]} will see nothing of the tenant any more. Remove them?`,
            call.options.yes,
          );
          return { userId: await memberIn(call) };
        },
        show: showMember,
      }),
    );

  verb("withdraw <invitation>", "make an invitation, by id or e-mail, useless").action(
    cli(withdrawInvitation, {
      tenant,
      input: async (call: Call<Tenant>) => ({
        invitationId: await whoIs(call.args[0], "invitation", async () => (await listed(call)).invitations),
      }),
      show: showInvitation,
    }),
  );
}

const listed = async (call: Call<Tenant>) => call.run(listMembers, {}, await tenant(call));

const memberIn = (call: Call<Tenant>) =>
  whoIs(call.args[0], "member", async () =>
    (await listed(call)).items.map(({ userId: id, email }) => ({ id, email })),
  );

function showMembers({ items, invitations }: MemberList, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "NAME", "E-MAIL", "ROLE", "SINCE", "LAST SEEN"],
    [
      ...items.map((member) => [
        ...[member.userId, member.name, member.email, member.role],
        ...[shownTime(member.joinedAt), shownTime(member.seenAt) ?? "never"],
      ]),
      ...invitations.map(({ id, email, role, expiresAt }) => [
        ...[id, null, email, role, null],
        `invited until ${shownTime(expiresAt)}`,
      ]),
    ],
  );
}

type Member = Pick<MemberView, "userId" | "name" | "email" | "role">;

function showMember({ userId, name, email, role }: Member, { screen }: Call<unknown>): void {
  screen.card([
    ["id", userId],
    ["name", name],
    ["e-mail", email],
    ["role", role],
  ]);
}

function showInvitation({ id, email, role, expiresAt }: InvitationView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", id],
    ["e-mail", email],
    ["role", role],
    ["until", shownTime(expiresAt)],
  ]);
}
